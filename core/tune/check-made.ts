/** Whether a model that was made of a base and an adapter asks and answers as it should, before it gets its name. */
import type { ChatModel, ChatTurn } from '../ports/chat-model.ts'
import type { PreflightResult } from '../types/adapter.ts'
import { answer, answersCompared } from './preflight.ts'

export interface MadeSubject {
  readonly base: ChatModel
  readonly made: ChatModel
  /** The prompt that turns become, each by its own template; null where that is not told. */
  rendered(which: 'base' | 'made', turns: readonly ChatTurn[], signal: AbortSignal): Promise<string | null>
  readonly prompts: readonly (readonly ChatTurn[])[]
}

/** `template`, `alive`, `smoke`. One model after the other: where only one fits in memory, each is loaded once. */
export async function checkMade({ base, made, rendered, prompts }: MadeSubject, signal: AbortSignal): Promise<readonly PreflightResult[]> {
  const [sample = []] = prompts
  const madePrompt = await rendered('made', sample, signal)
  const madeAnswers: string[] = []
  for (const turns of prompts) madeAnswers.push(await answer(made, turns, signal))
  const basePrompt = await rendered('base', sample, signal)
  const samples: { prompt: string; base: string; adapted: string }[] = []
  for (const [at, turns] of prompts.entries())
    samples.push({ prompt: turns.at(-1)?.content ?? '', base: await answer(base, turns, signal), adapted: madeAnswers[at] ?? '' })
  return [{ check: 'template', state: parity(madePrompt, basePrompt) }, ...answersCompared(samples)]
}

function parity(made: string | null, base: string | null): PreflightResult['state'] {
  return made === null || base === null ? 'unknown' : made === base ? 'passed' : 'failed'
}
