/** Whether the requests of an experiment fit the context that all of its arms share: else each would fail when it is asked. */
import { tokenBound, turnOverhead } from '../../ask/token-bound.ts'
import { AlcoveError } from '../../errors.ts'
import { isSearchedFor } from '../../evaluate/experiment/ask-arm.ts'
import { contextForPassages } from '../../evaluate/experiment/room.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import { plainTurns, textOf } from '../../tune/example-turns.ts'
import type { Example } from '../../types/data-set.ts'
import type { Arm } from '../../types/experiment.ts'

export interface Asking {
  readonly arms: readonly Arm[]
  readonly examples: readonly Example[]
  readonly labels: readonly string[]
  /** Tokens of request and answer together, of every arm. */
  readonly contextTokens: number
}

/** Throws `experiment-context` with the model, its context and what is needed. */
export async function checkRoom(asking: Asking, models: Pick<ChatModels, 'tokens'>, signal: AbortSignal): Promise<void> {
  const { arms, examples, contextTokens } = asking
  const [searching] = arms.filter(searches)
  const packed = searching === undefined ? 0 : contextForPassages(examples)
  if (searching !== undefined && packed > contextTokens) throw tooSmall(searching, contextTokens, packed)
  const [plain = searching] = arms.filter((arm) => !searches(arm))
  if (plain === undefined) return
  const counted = await longestAlone(plain, asking, models, signal)
  if (counted !== null && counted >= contextTokens) throw tooSmall(plain, contextTokens, counted + 1)
}

function searches({ kind }: Arm): boolean {
  return kind === 'rag' || kind === 'hybrid'
}

/** Tokens of the longest request without passages as the engine cuts it; null where none looks too long, or the engine does not tell. */
async function longestAlone(
  arm: Arm,
  { examples, labels, contextTokens }: Asking,
  models: Pick<ChatModels, 'tokens'>,
  signal: AbortSignal,
): Promise<number | null> {
  const asked = searches(arm) ? examples.filter((example) => !isSearchedFor(example)) : examples
  const [longest] = asked.toSorted((a, b) => textOf(b).length - textOf(a).length)
  const turns = longest === undefined ? [] : plainTurns(longest.kind, textOf(longest), labels)
  if (turns.reduce((sum, { content }) => sum + tokenBound(content) + turnOverhead, 0) < contextTokens) return null
  const tokens = await models.tokens(arm.model, turns, signal)
  return tokens?.length ?? null
}

function tooSmall({ model }: Arm, context: number, needed: number): AlcoveError {
  return new AlcoveError('experiment-context', { model, context, needed })
}
