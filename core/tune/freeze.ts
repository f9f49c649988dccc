/** Makes a version: group → split → hash → take out of training what is near the rest, until nothing leaks. */
import { AlcoveError } from '../errors.ts'
import { type DataSetVersion, type Example, type ExampleKind, type FrozenExample, type Split, splits } from '../types/data-set.ts'
import { grouped } from './grouped.ts'
import { groupsOf } from './groups.ts'
import { exampleHash, versionHash } from './hashes.ts'
import { inTurns } from './in-turns.ts'
import { leaksInTurns } from './leaks.ts'
import { sameTextKey } from './likeness/shingles.ts'
import { type Shares, splitGroups } from './split.ts'

export interface FreezeRequest {
  readonly seed: number
  /** Shares of train and validation; test gets the rest, which must be some. */
  readonly train: number
  readonly validation: number
}

export interface Frozen {
  readonly examples: readonly FrozenExample[]
  /** Examples left out because they are near one that is measured on, and that one's id. */
  readonly removed: readonly { readonly example: Example; readonly of: string }[]
  readonly version: Pick<DataSetVersion, 'hash' | 'counts' | 'groups' | 'kinds' | 'removed'>
}

/**
 * `texts`: of documents by id, as far as they are still there. Throws `data-set-small` where there are too few groups or nothing
 * is left to train on.
 */
export async function freeze(examples: readonly Example[], texts: ReadonlyMap<string, string>, request: FreezeRequest): Promise<Frozen> {
  const shares: Shares = { train: request.train, validation: request.validation, test: 1 - request.train - request.validation }
  const groups = await groupsOf(examples, texts)
  const grouped = examples.map((example, at) => ({ ...example, group: groups[at] ?? example.group }))
  const dealt = splitGroups(grouped, shares, request.seed)
  if (dealt === null) throw tooSmall(grouped)
  const split = grouped.map((example): FrozenExample => ({ ...example, split: dealt.get(example.group) ?? 'train', hash: '' }))
  const apart = await withoutForeignDistractors(split)
  const hashed = await inTurns(apart, async (example): Promise<FrozenExample> => ({ ...example, hash: await exampleHash(example) }))
  const { kept: frozen, removed } = await withoutNear(hashed)
  if (splits.some((one) => shares[one] > 0 && frozen.every((example) => example.split !== one))) throw tooSmall(grouped)
  return {
    examples: frozen,
    removed,
    version: { hash: await versionHash(frozen), counts: countsOf(frozen), groups: groupCounts(frozen), kinds: kindsOf(frozen), removed: removed.length },
  }
}

/** Examples of training do not see documents that are measured on, not even as distractors. */
async function withoutForeignDistractors(examples: readonly FrozenExample[]): Promise<readonly FrozenExample[]> {
  const golden = examples.flatMap(({ split, passages }) => (split === 'train' ? [] : passages.filter((passage) => passage.golden)))
  const held = new Set((await inTurns(golden, ({ documentId, contentHash, file, text }) => [documentId, contentHash, file, sameTextKey(text)])).flat())
  return await inTurns(examples, (example) => {
    if (example.split !== 'train') return example
    const passages = example.passages.filter(
      (passage) => passage.golden || ![passage.documentId, passage.contentHash, passage.file, sameTextKey(passage.text)].some((key) => held.has(key)),
    )
    return passages.length === example.passages.length ? example : { ...example, passages, personalData: flagsFor(example, passages) }
  })
}

/** Flags of the passages that stay, by their new places. */
function flagsFor({ passages: before, personalData }: Example, passages: Example['passages']): Example['personalData'] {
  return personalData.flatMap((flag) => {
    if (flag.passage === undefined) return [flag]
    const kept = before[flag.passage]
    const passage = kept === undefined ? -1 : passages.indexOf(kept)
    return passage < 0 ? [] : [{ ...flag, passage }]
  })
}

/** Each round takes out what a held-out example is near to; several of training may be near the same. It ends when the gate finds nothing. */
async function withoutNear(examples: readonly FrozenExample[]): Promise<{ readonly kept: readonly FrozenExample[]; readonly removed: Frozen['removed'] }> {
  const removed = new Map<string, string>()
  let kept = examples
  for (let found = await leaksInTurns(kept); found.length > 0; found = await leaksInTurns(kept)) {
    for (const { trainId, exampleId } of found) removed.set(trainId, exampleId)
    kept = kept.filter(({ id }) => !removed.has(id))
  }
  return {
    kept,
    removed: examples.flatMap((example) => {
      const of = removed.get(example.id)
      return of === undefined ? [] : [{ example, of }]
    }),
  }
}

function tooSmall(examples: readonly Example[]): AlcoveError {
  return new AlcoveError('data-set-small', { examples: examples.length, documents: new Set(examples.map(({ group }) => group)).size })
}

function countsOf(examples: readonly FrozenExample[]): Readonly<Record<Split, number>> {
  const count = (split: Split) => examples.filter((one) => one.split === split).length
  return { train: count('train'), validation: count('validation'), test: count('test') }
}

function groupCounts(examples: readonly FrozenExample[]): Readonly<Record<Split, number>> {
  const count = (split: Split) => new Set(examples.flatMap((one) => (one.split === split ? [one.group] : []))).size
  return { train: count('train'), validation: count('validation'), test: count('test') }
}

function kindsOf(examples: readonly FrozenExample[]): Readonly<Partial<Record<ExampleKind, number>>> {
  return Object.fromEntries([...grouped(examples, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]))
}
