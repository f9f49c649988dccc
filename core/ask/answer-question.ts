/**
 * A question to the line that answers it: one that counts or lists files goes to the catalogue, every other to the
 * passages, within the limits that its own words name. A follow-up counts where it says so itself ("how many of them
 * …") or where the model's wording of it does.
 */
import type { ChatModel } from '../ports/chat-model.ts'
import type { Answer, AnswerPart, Rewrite, Scope } from '../types/answer.ts'
import type { Settings } from '../types/settings.ts'
import { ask } from './ask.ts'
import type { Along } from './asked.ts'
import { answerByList, type Listing, listing } from './catalogue/answer-by-list.ts'
import { followUpOfList } from './follow-up/of-list.ts'
import type { AskPorts } from './ports.ts'
import { type StepTimer, startTimer } from './step-timer.ts'
import { type Understood, understand } from './understand/understand.ts'

export interface QuestionOptions {
  readonly scope: Scope
  /** Null: quotes. */
  readonly model: ChatModel | null
  readonly hiddenText: Settings['hiddenText']
  /** False: the question's words limit nothing, and ask for no list. */
  readonly understand?: boolean
  readonly along?: Along
  /** A model that can think does so first; absent: no. */
  readonly thinking?: boolean
}

/** Streams one answer, `answer-end` last. Throws as `ask` does; a list throws `index-broken` only. */
export async function* answerQuestion(question: string, options: QuestionOptions, ports: AskPorts, signal: AbortSignal): AsyncGenerator<AnswerPart, void> {
  const { scope, along = {} } = options
  if (options.understand === false || along.beginning !== undefined) {
    yield* ask(question, { ...options, query: question }, ports, signal)
    return
  }
  const given = (asked: Listing, timer: StepTimer) => listed(asked, { hidden: options.hiddenText === 'use' }, ports, timer, signal)
  const followUp = followUpOfList(question, along.earlier ?? [], scope, ports)
  const found = followUp === 'open' ? null : followUp
  const query = found?.query ?? question
  const understood = understand(query, scope, ports)
  const asked = followUp === 'open' ? null : listing(query, understood, ports, found ?? {})
  if (asked !== null) {
    yield* given(asked, startTimer(ports.clock))
    return
  }
  // where no rule knows what "it" is, the model's wording may ask for a list
  const instead = (rewrite: Rewrite, timer: StepTimer) => {
    const reworded = rewrite.by === 'model' ? listing(rewrite.query, understand(rewrite.query, scope, ports), ports, { rewrite }) : null
    return reworded === null ? null : given(reworded, timer)
  }
  for await (const part of ask(question, { ...options, scope: understood.scope, query: understood.query, instead }, ports, signal))
    yield part.type === 'answer-end' && part.answer.list === undefined ? { ...part, answer: withLimits(part.answer, understood) } : part
}

async function* listed(
  asked: Listing,
  options: { readonly hidden: boolean },
  ports: AskPorts,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, void> {
  yield { type: 'answer-start', mode: 'quotes', model: null }
  if (asked.rewrite !== null) yield { type: 'rewrite', rewrite: asked.rewrite }
  const answer = yield* answerByList(asked, options, ports, timer, signal)
  yield { type: 'answer-end', answer: withLimits(answer, asked.understood) }
}

function withLimits(answer: Answer, { limits }: Understood): Answer {
  return limits.length === 0 ? answer : { ...answer, receipt: { ...answer.receipt, understood: limits } }
}
