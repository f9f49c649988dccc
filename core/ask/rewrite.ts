/** A follow-up is searched for as a question of its own; the rewrite is told. */
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart, Rewrite } from '../types/answer.ts'
import type { Exchange } from './earlier.ts'
import { either } from './either.ts'
import { rewriteByModel } from './follow-up/by-model.ts'
import { rewriteByRules } from './follow-up/by-rules.ts'
import { step } from './line.ts'
import type { AskPorts } from './ports.ts'
import type { StepTimer } from './step-timer.ts'

/** A model that takes longer than this to put one question in other words is not waited for. Milliseconds. */
const longestWait = 15_000

/** Null where the question stands for itself: then no model is asked and no step named. */
export async function* rewritten(
  question: string,
  earlier: readonly Exchange[],
  model: ChatModel | null,
  ports: Pick<AskPorts, 'random'>,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Rewrite | null> {
  const byRules = rewriteByRules(question, earlier)
  if (byRules === null) return null
  const rewrite = yield* step('rewrite', timer, async (): Promise<Rewrite> => {
    const byModel = model === null ? null : await inTime(question, earlier, model, ports.random.id(), signal)
    return byModel === null ? { query: byRules, by: 'rules' } : { query: byModel, by: 'model' }
  })
  yield { type: 'rewrite', rewrite }
  return rewrite
}

async function inTime(question: string, earlier: readonly Exchange[], model: ChatModel, boundary: string, signal: AbortSignal): Promise<string | null> {
  const late = AbortSignal.timeout(longestWait)
  try {
    return await rewriteByModel(question, earlier, model, boundary, either(signal, late))
  } catch (error) {
    signal.throwIfAborted()
    if (late.aborted) return null
    throw error
  }
}
