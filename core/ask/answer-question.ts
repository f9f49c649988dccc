/**
 * A question to the line that answers it: one that counts or lists files goes to the catalogue, every other to the
 * passages, within the limits that its own words name.
 */
import type { ChatModel } from '../ports/chat-model.ts'
import type { Answer, AnswerPart, Scope } from '../types/answer.ts'
import type { Settings } from '../types/settings.ts'
import { ask } from './ask.ts'
import type { Along } from './asked.ts'
import { answerByList } from './catalogue/answer-by-list.ts'
import { planCount } from './catalogue/count.ts'
import type { AskPorts } from './ports.ts'
import { startTimer } from './step-timer.ts'
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
  const timer = startTimer(ports.clock)
  const goesOn = options.along?.beginning !== undefined
  const understood = options.understand === false || goesOn ? null : understand(question, options.scope, ports)
  const plan = understood?.catalogue ? planCount(understood.catalogue, ports.files) : null
  if (understood !== null && plan !== null) {
    yield { type: 'answer-start', mode: 'quotes', model: null }
    const answer = yield* answerByList(question, plan, understood, { hidden: options.hiddenText === 'use' }, ports, timer, signal)
    yield { type: 'answer-end', answer: withLimits(answer, understood) }
    return
  }
  const { scope, query } = understood ?? { scope: options.scope, query: question }
  for await (const part of ask(question, { ...options, scope, query }, ports, signal)) {
    yield part.type === 'answer-end' && understood !== null ? { ...part, answer: withLimits(part.answer, understood) } : part
  }
}

function withLimits(answer: Answer, { limits }: Understood): Answer {
  return limits.length === 0 ? answer : { ...answer, receipt: { ...answer.receipt, understood: limits } }
}
