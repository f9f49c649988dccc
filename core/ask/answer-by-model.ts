/** The end of the line with a model: pack → generate → attribute → cite → verify. */
import { AlcoveError } from '../errors.ts'
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart, Found } from '../types/answer.ts'
import type { Asked } from './asked.ts'
import { nearest } from './cite.ts'
import { type Earlier, earlierIn } from './earlier.ts'
import { either } from './either.ts'
import { type Generated, generate } from './generate.ts'
import { type Draft, step } from './line.ts'
import { type Budget, budgetOf, type Packed, pack, packAgain } from './pack.ts'
import type { AskPorts } from './ports.ts'
import type { StepTimer } from './step-timer.ts'
import { tokenBound, turnOverhead } from './token-bound.ts'
import { verify } from './verify.ts'

export async function* answerByModel(
  asked: Asked,
  found: readonly Found[],
  model: ChatModel,
  ports: AskPorts,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Draft> {
  if (found.length === 0 && asked.whole === undefined) return nothingFound
  const boundary = ports.random.id()
  const { query, images, stop, beginning, thinking } = asked
  const { packed, budget, earlier, whole } = yield* step('pack', timer, async () =>
    packAll(asked, found, budgetOf(await model.contextTokens(either(signal, stop))), model.name, boundary),
  )
  const along = { earlier: earlier.text, ...(images === undefined ? {} : { images }), ...(beginning === undefined ? {} : { beginning: beginning.text }) }
  const request = { model, budget, boundary, along, ...(stop === undefined ? {} : { stop }), ...(thinking === undefined ? {} : { thinking }) }
  const generated = yield* generate(asked.question, packed, request, timer, signal)
  const { text, citations, ...marks } = yield* verify(query, generated.text, found, packed.sent, ports, timer)
  const answered = !generated.refused || citations.length > 0
  return {
    answer: answered ? text : '',
    answered,
    citations,
    ...(answered ? marks : {}),
    nearest: answered ? [] : nearest(query, found, ports),
    sent: packed.sent.map((passage, at) => ({ n: at + 1, passage })),
    tokens: tokensOf(generated, packed, budget),
    markersRemoved: generated.markersRemoved,
    firstTokenMs: generated.firstTokenMs,
    ...(generated.thoughtMs === null ? {} : { thoughtMs: generated.thoughtMs }),
    stoppedAtLimit: generated.stoppedAtLimit,
    stopped: generated.stopped,
    ...(whole ? { whole } : {}),
    ...(asked.earlier === undefined || asked.earlier.length === 0 ? {} : { history: { sent: earlier.sent, cut: earlier.cut } }),
  }
}

interface PackedAll {
  readonly packed: Packed
  readonly budget: Budget
  readonly earlier: Earlier
  readonly whole?: true
}

/** What was said before takes its share of the context; where no passage fits beside it, it is left out. */
function packAll(
  { question, earlier: exchanges = [], beginning, whole }: Asked,
  found: readonly Found[],
  budget: Budget,
  model: string,
  boundary: string,
): PackedAll {
  const begun = beginning === undefined ? 0 : tokenBound(beginning.text) + 2 * turnOverhead
  for (const earlier of [earlierIn(exchanges, budget.context, boundary), earlierIn([], budget.context, boundary)]) {
    const room = { ...budget, context: budget.context - earlier.tokens - begun }
    const all = whole === undefined ? null : packAgain(question, whole, room, boundary)
    if (all && all.sent.length > 0) return { packed: { ...all, promptTokens: all.promptTokens + earlier.tokens + begun }, budget, earlier, whole: true }
    const packed = beginning === undefined ? pack(question, found, room, boundary) : packAgain(question, beginning.passages, room, boundary)
    if (packed.sent.length > 0) return { packed: { ...packed, promptTokens: packed.promptTokens + earlier.tokens + begun }, budget, earlier }
  }
  throw new AlcoveError('context-too-small', { model, context: budget.context })
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
