/** Whether an adapter may answer: load it → compare how requests are cut into tokens → see that it changes answers → see that they are sound. */
import { AlcoveError } from '../errors.ts'
import type { ChatModel, ChatTurn } from '../ports/chat-model.ts'
import type { Preflight, PreflightCheck, PreflightResult } from '../types/adapter.ts'

/** A request with the tokens that the trainer made of it. */
export interface TrainedSample {
  readonly turns: readonly ChatTurn[]
  readonly tokens: readonly number[]
}

export interface PreflightSubject {
  readonly base: ChatModel
  readonly adapted: ChatModel
  /** Throws `adapter-mismatch`, `gguf-broken`, `gguf-unsupported` or `model-missing` where the two do not belong together. */
  load(signal: AbortSignal): Promise<void>
  /** Tokens of the request in the engine that answers; null where it cannot tell. */
  tokens(turns: readonly ChatTurn[], signal: AbortSignal): Promise<readonly number[] | null>
  /** What the trainer noted; empty where it noted nothing. */
  readonly trained: readonly TrainedSample[]
  /** Asked of both: what it was trained on, where that is known. */
  readonly prompts: readonly (readonly ChatTurn[])[]
  now(): number
}

/** Tokens of each answer: enough to see that it differs. */
const answerTokens = 48
const contextTokens = 2_048
/** A stretch that comes so often in one answer, one right behind the other, is a model caught in a loop. */
const loops = 6

/** `tell` hears how far it is. Throws the signal's reason, and what the engine fails with other than the adapter's own faults. */
export async function preflight(subject: PreflightSubject, tell: (done: number, total: number) => void, signal: AbortSignal): Promise<Preflight> {
  const total = 2 + subject.prompts.length
  const unfit = await faultOf(subject, signal)
  tell(1, total)
  if (unfit) return verdict([{ check: 'base', state: 'failed' }], [], subject)
  const parity = await comparedTokens(subject, signal)
  tell(2, total)
  const samples: Preflight['samples'][number][] = []
  for (const turns of subject.prompts) {
    const [base, adapted] = [await answer(subject.base, turns, signal), await answer(subject.adapted, turns, signal)]
    samples.push({ prompt: turns.at(-1)?.content ?? '', base, adapted })
    tell(2 + samples.length, total)
  }
  return verdict([{ check: 'base', state: 'passed' }, ...parity, ...answersCompared(samples)], samples, subject)
}

function verdict(results: readonly PreflightResult[], samples: Preflight['samples'], { now }: PreflightSubject): Preflight {
  return { at: now(), passed: results.every(({ state }) => state !== 'failed'), results, samples }
}

const ownFaults: ReadonlySet<string> = new Set(['adapter-mismatch', 'gguf-broken', 'gguf-unsupported', 'gguf-no-adapter'])

async function faultOf({ load }: PreflightSubject, signal: AbortSignal): Promise<boolean> {
  try {
    await load(signal)
    return false
  } catch (error) {
    if (error instanceof AlcoveError && ownFaults.has(error.code)) return true
    throw error
  }
}

/** Template and tokenizer in one look: other lengths or another beginning mean another template, other ids in between another vocabulary. */
async function comparedTokens({ trained, tokens }: PreflightSubject, signal: AbortSignal): Promise<readonly PreflightResult[]> {
  const found: Record<'template' | 'tokenizer', PreflightResult['state']> = { template: 'unknown', tokenizer: 'unknown' }
  for (const sample of trained) {
    const own = await tokens(sample.turns, signal)
    if (own === null) break
    const sameLength = own.length === sample.tokens.length
    const same = sameLength && own.every((token, at) => token === sample.tokens[at])
    found.template = sameLength && found.template !== 'failed' ? 'passed' : 'failed'
    found.tokenizer = same && found.tokenizer !== 'failed' ? 'passed' : 'failed'
  }
  return (['template', 'tokenizer'] as const satisfies readonly PreflightCheck[]).map((check) => ({ check, state: found[check] }))
}

/** As short as will do, and the same each time. */
export async function answer(model: ChatModel, turns: readonly ChatTurn[], signal: AbortSignal): Promise<string> {
  const room = Math.min(contextTokens, await model.contextTokens(signal))
  let text = ''
  for await (const part of model.chat(turns, { contextTokens: room, answerTokens: Math.min(answerTokens, room - 1), seed: 1 }, signal))
    if (part.type === 'text') text += part.text
  return text.trim()
}

/** `alive` and `smoke`. */
export function answersCompared(samples: Preflight['samples']): readonly PreflightResult[] {
  if (samples.length === 0)
    return [
      { check: 'alive', state: 'unknown' },
      { check: 'smoke', state: 'unknown' },
    ]
  const differ = samples.filter(({ base, adapted }) => base !== adapted).length
  // what the base itself cannot is not held against its adapter
  const sound = samples.filter(({ base, adapted }) => isSound(adapted) || !isSound(base)).length
  const of = samples.length
  return [
    { check: 'alive', state: differ > 0 ? 'passed' : 'failed', count: differ, of },
    { check: 'smoke', state: sound === of ? 'passed' : 'failed', count: sound, of },
  ]
}

function isSound(text: string): boolean {
  return text !== '' && !new RegExp(`(.{2,40}?)\\1{${loops - 1},}`, 'su').test(text)
}
