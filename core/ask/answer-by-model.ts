/** The end of the line with a model: pack → generate → cite. */
import { AlcoveError } from '../errors.ts'
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart, Found } from '../types/answer.ts'
import { cite, nearest } from './cite.ts'
import { type Generated, generate } from './generate.ts'
import { type Draft, step } from './line.ts'
import { type Budget, budgetOf, type Packed, pack } from './pack.ts'
import type { AskPorts } from './ports.ts'
import type { StepTimer } from './step-timer.ts'

export async function* answerByModel(
  question: string,
  found: readonly Found[],
  model: ChatModel,
  ports: AskPorts,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Draft> {
  if (found.length === 0) return nothingFound
  const boundary = ports.random.id()
  const { packed, budget } = yield* step('pack', timer, async () => {
    const room = budgetOf(await model.contextTokens(signal))
    return { packed: packOrFail(question, found, room, model.name, boundary), budget: room }
  })
  const generated = yield* generate(question, packed, { model, budget, boundary }, timer, signal)
  const citations = yield* step('cite', timer, () => cite(generated.text, packed.sent, ports))
  const answered = !generated.refused || citations.length > 0
  return {
    answer: answered ? generated.text : '',
    answered,
    citations,
    nearest: answered ? [] : nearest(question, found, ports),
    sent: packed.sent.map((passage, at) => ({ n: at + 1, passage })),
    tokens: tokensOf(generated, packed, budget),
    markersRemoved: generated.markersRemoved,
    firstTokenMs: generated.firstTokenMs,
    stoppedAtLimit: generated.stoppedAtLimit,
  }
}

function packOrFail(question: string, found: readonly Found[], budget: Budget, model: string, boundary: string): Packed {
  const packed = pack(question, found, budget, boundary)
  if (packed.sent.length === 0) throw new AlcoveError('context-too-small', { model, context: budget.context })
  return packed
}

function tokensOf(generated: Generated, packed: Packed, budget: Budget): Draft['tokens'] {
  const counted = generated.promptTokens === null ? 'bound' : 'model'
  return { prompt: generated.promptTokens ?? packed.promptTokens, answer: generated.answerTokens, context: budget.context, counted }
}

/** The model is not asked: there is nothing that it could answer from. */
const nothingFound: Draft = {
  answer: '',
  answered: false,
  citations: [],
  nearest: [],
  sent: [],
  tokens: null,
  markersRemoved: 0,
  firstTokenMs: null,
  stoppedAtLimit: false,
}
