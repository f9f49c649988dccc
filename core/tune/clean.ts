/** Finds what a data set is better without: empty, too long, repeated, far off. Pure but for its turns; what it names is taken out by the caller. */
import { turn } from '../ports/clock.ts'
import type { Example, RemovalReason } from '../types/data-set.ts'
import { grouped } from './grouped.ts'
import { createNearTexts } from './likeness/near-texts.ts'
import { shingles } from './likeness/shingles.ts'
import { matterOf, sameKey } from './matter.ts'
import { outliers } from './outliers.ts'
import { figuresKey, sameFigures } from './same-figures.ts'

export interface Cleaned {
  readonly example: Example
  readonly reason: Extract<RemovalReason, 'exact-duplicate' | 'near-duplicate' | 'empty' | 'too-long' | 'outlier'>
  /** The example that stays in its place; null where it repeats none. */
  readonly of: string | null
}

export interface CleanPorts {
  /** Of all that is trained on, in the example as it is sent. */
  readonly tokens: (text: string) => number
  /** One vector of length 1 per text; null: meaning is not compared. */
  readonly vectors: ((texts: readonly string[]) => Promise<readonly Float32Array[]>) | null
}

/** Cosine from which two examples say the same. */
const sameMeaning = 0.95
/** Examples between two turns of everybody else. */
const stride = 10
/** Pairs of vectors between two turns. */
const comparisons = 20_000

/** Rejected examples are left alone. Of two alike the one that a person edited or accepted stays, else the older. */
export async function clean(
  examples: readonly Example[],
  { maxTokens }: { readonly maxTokens: number },
  { tokens, vectors }: CleanPorts,
): Promise<readonly Cleaned[]> {
  const ranked = examples.filter(({ state }) => state !== 'rejected').toSorted((a, b) => worth(b) - worth(a) || Number(a.id) - Number(b.id))
  const found: Cleaned[] = []
  const whole: Example[] = []
  for (const example of ranked) {
    if (isEmpty(example)) found.push({ example, reason: 'empty', of: null })
    else if (tokens(allText(example)) > maxTokens) found.push({ example, reason: 'too-long', of: null })
    else whole.push(example)
    if ((found.length + whole.length) % stride === 0) await turn()
  }
  const single = await withoutRepeated(whole, found)
  const far = outliers(single)
  found.push(...single.flatMap((example) => (far.has(example) ? [{ example, reason: 'outlier' as const, of: null }] : [])))
  const left = single.filter((example) => !far.has(example))
  if (vectors !== null) found.push(...(await sameInMeaning(left, vectors)))
  return found
}

async function withoutRepeated(examples: readonly Example[], found: Cleaned[]): Promise<readonly Example[]> {
  const same = new Map<string, string>()
  const near = createNearTexts<Example>()
  const kept: Example[] = []
  for (const [at, example] of examples.entries()) {
    const key = sameKey(example)
    const text = shingles(matterOf(example))
    const exact = same.get(key)
    const alike = exact === undefined ? near.near(text).find((one) => isSameTask(one, example)) : undefined
    if (exact !== undefined) found.push({ example, reason: 'exact-duplicate', of: exact })
    else if (alike) found.push({ example, reason: 'near-duplicate', of: alike.id })
    else {
      same.set(key, example.id)
      near.put(example, text)
      kept.push(example)
    }
    if (at % stride === 0) await turn()
  }
  return kept
}

/** Only examples of one task with the same figures and names are compared at all. */
async function sameInMeaning(examples: readonly Example[], vectors: NonNullable<CleanPorts['vectors']>): Promise<readonly Cleaned[]> {
  const comparable = grouped(examples, (example) => `${example.kind}:${example.answerable}:${figuresKey(matterOf(example))}`)
  const found: Cleaned[] = []
  let compared = 0
  for (const alike of comparable.values()) {
    if (alike.length < 2) continue
    const all = await vectors(alike.map(matterOf))
    const kept: { readonly id: string; readonly vector: Float32Array | undefined }[] = []
    for (const [at, example] of alike.entries()) {
      compared += kept.length
      if (compared > comparisons) {
        compared = 0
        await turn()
      }
      const vector = all[at]
      const same = kept.find((other) => cosine(other.vector, vector) >= sameMeaning)
      if (same) found.push({ example, reason: 'near-duplicate', of: same.id })
      else kept.push({ id: example.id, vector })
    }
  }
  return found
}

/** An edit is worth more than a look, a look more than none. */
function worth({ edited, state }: Example): number {
  return (edited ? 2 : 0) + (state === 'accepted' ? 1 : 0)
}

/** The same text asked for with another result, or once with its passage and once without, is not the same example. */
function isSameTask(a: Example, b: Example): boolean {
  return a.kind === b.kind && a.answerable === b.answerable && sameFigures(matterOf(a), matterOf(b))
}

function isEmpty({ input, output, answerable, kind, passages }: Example): boolean {
  const asked = kind === 'question' ? input : `${input}${passages.map(({ text }) => text).join('')}`
  return asked.trim() === '' || (answerable && output.trim() === '')
}

function allText({ input, output, passages }: Example): string {
  return [input, output, ...passages.map(({ text }) => text)].join('\n')
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
