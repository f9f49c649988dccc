/**
 * The ask line: retrieve → fuse → pack → generate → cite with a model, retrieve → fuse → quote without one.
 * A further step (understanding the question, reranking, checking claims) is one more line below.
 */
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart, Rewrite, Scope } from '../types/answer.ts'
import type { Settings } from '../types/settings.ts'
import { answerByModel } from './answer-by-model.ts'
import { answerByQuotes } from './answer-by-quotes.ts'
import type { Along } from './asked.ts'
import { either } from './either.ts'
import { leaveOutHidden } from './leave-out-hidden.ts'
import { finish, step } from './line.ts'
import type { AskPorts } from './ports.ts'
import { retrieve } from './retrieve.ts'
import { rewritten } from './rewrite.ts'
import { rank } from './search.ts'
import { type StepTimer, startTimer } from './step-timer.ts'
import { wholeFiles } from './whole-files.ts'

/** Passages that are considered for an answer; the receipt lists them all. */
export const considered = 30

/**
 * Streams one answer, `answer-end` last. Throws the codes of the model, the embedder or the gate, before the
 * first token or after some; what was yielded until then stands. Leaving the loop stops the model.
 */
export async function* ask(
  question: string,
  options: {
    readonly scope: Scope
    readonly model: ChatModel | null
    readonly hiddenText: Settings['hiddenText']
    readonly query?: string
    readonly along?: Along
    /** A model that can think does so first; absent: no. */
    readonly thinking?: boolean
    /** What answers in place of the passages where the rewrite of a follow-up asks for that; null where it does not. */
    readonly instead?: (rewrite: Rewrite, timer: StepTimer) => AsyncIterable<AnswerPart> | null
  },
  ports: AskPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, void> {
  const { scope, model, hiddenText, along = {} } = options
  const name = model?.name ?? null
  const timer = startTimer(ports.clock)
  yield { type: 'answer-start', mode: model ? 'model' : 'quotes', model: name }
  const early = either(signal, along.stop)
  const rewrite = yield* rewritten(question, along.earlier ?? [], model, ports, timer, early)
  const instead = rewrite === null ? null : (options.instead?.(rewrite, timer) ?? null)
  if (instead !== null) {
    yield* instead
    return
  }
  const query = rewrite?.query ?? options.query ?? question
  const asked = { ...along, question, query, ...(options.thinking === undefined ? {} : { thinking: options.thinking }) }
  if (along.beginning !== undefined && model !== null) {
    const { passages } = along.beginning
    const draft = yield* answerByModel(asked, passages, model, ports, timer, signal)
    yield { type: 'answer-end', answer: finish(draft, name, passages, { hidden: 0, rewrite }, timer) }
    return
  }
  const candidates = yield* step('retrieve', timer, () => retrieve(query, { k: considered, mode: 'hybrid', scope }, ports, startTimer(ports.clock), early))
  const { found, hidden } = yield* step('fuse', timer, () => {
    const seen = hiddenText === 'use' ? { candidates, hidden: 0 } : leaveOutHidden(candidates, ports.passages)
    return { found: rank(query, seen.candidates, { k: considered, scope }, ports), hidden: seen.hidden }
  })
  const whole = model && along.beginning === undefined ? wholeFiles(scope, hiddenText, ports) : null
  const sent = whole === null ? asked : { ...asked, whole }
  const draft = model ? yield* answerByModel(sent, found, model, ports, timer, signal) : yield* answerByQuotes(query, found, ports, timer)
  yield { type: 'answer-end', answer: finish(draft, name, whole !== null && draft.whole ? whole : found, { hidden, rewrite }, timer) }
}
