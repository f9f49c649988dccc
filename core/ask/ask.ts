/**
 * The ask line: retrieve → fuse → pack → generate → cite with a model, retrieve → fuse → quote without one.
 * A further step (understanding the question, reranking, checking claims) is one more line below.
 */
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart, Scope } from '../types/answer.ts'
import type { Settings } from '../types/settings.ts'
import { answerByModel } from './answer-by-model.ts'
import { answerByQuotes } from './answer-by-quotes.ts'
import { leaveOutHidden } from './leave-out-hidden.ts'
import { finish, step } from './line.ts'
import type { AskPorts } from './ports.ts'
import { retrieve } from './retrieve.ts'
import { rank } from './search.ts'
import { startTimer } from './step-timer.ts'

/** Passages that are considered for an answer; the receipt lists them all. */
const considered = 30

/**
 * Streams one answer, `answer-end` last. Throws the codes of the model, the embedder or the gate, before the
 * first token or after some; what was yielded until then stands. Leaving the loop stops the model.
 */
export async function* ask(
  question: string,
  options: { readonly scope: Scope; readonly model: ChatModel | null; readonly hiddenText: Settings['hiddenText'] },
  ports: AskPorts,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, void> {
  const { scope, model, hiddenText } = options
  const name = model?.name ?? null
  const timer = startTimer(ports.clock)
  yield { type: 'answer-start', mode: model ? 'model' : 'quotes', model: name }
  const candidates = yield* step('retrieve', timer, () => retrieve(question, { k: considered, mode: 'hybrid', scope }, ports, startTimer(ports.clock), signal))
  const { found, hidden } = yield* step('fuse', timer, () => {
    const seen = hiddenText === 'use' ? { candidates, hidden: 0 } : leaveOutHidden(candidates, ports.passages)
    return { found: rank(question, seen.candidates, { k: considered, scope }, ports), hidden: seen.hidden }
  })
  const draft = model ? yield* answerByModel(question, found, model, ports, timer, signal) : yield* answerByQuotes(question, found, ports, timer)
  yield { type: 'answer-end', answer: finish(draft, name, found, hidden, timer) }
}
