/** Makes a version: group → split → take out of training what is near the rest → hash → see that nothing leaks. */
import { AlcoveError } from '../errors.ts'
import { type DataSetVersion, type Example, type ExampleKind, type FrozenExample, type Split, splits } from '../types/data-set.ts'
import { grouped } from './grouped.ts'
import { groupsOf } from './groups.ts'
import { exampleHash, versionHash } from './hashes.ts'
import { leaks } from './leaks.ts'
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
 * is left to train on, and `leak-found` where the gate finds what this line should not have left.
 */
export async function freeze(examples: readonly Example[], texts: ReadonlyMap<string, string>, request: FreezeRequest): Promise<Frozen> {
  const shares: Shares = { train: request.train, validation: request.validation, test: 1 - request.train - request.validation }
  const groups = groupsOf(examples, texts)
  const grouped = examples.map((example, at) => ({ ...example, group: groups[at] ?? example.group }))
  const dealt = splitGroups(grouped, shares, request.seed)
  if (dealt === null) throw tooSmall(grouped)
  const split = grouped.map((example): FrozenExample => ({ ...example, split: dealt.get(example.group) ?? 'train', hash: '' }))
  const apart = withoutForeignDistractors(split)
  const hashed = await Promise.all(apart.map(async (example): Promise<FrozenExample> => ({ ...example, hash: await exampleHash(example) })))
  const { kept: frozen, removed } = withoutNear(hashed)
  if (splits.some((one) => shares[one] > 0 && frozen.every((example) => example.split !== one))) throw tooSmall(grouped)
  const [leak, ...more] = leaks(frozen)
  if (leak) throw new AlcoveError('leak-found', { count: more.length + 1, input: leak.input })
  return {
    examples: frozen,
    removed,
    version: { hash: await versionHash(frozen), counts: countsOf(frozen), groups: groupCounts(frozen), kinds: kindsOf(frozen), removed: removed.length },
  }
}

/** Examples of training do not see documents that are measured on, not even as distractors. */
function withoutForeignDistractors(examples: readonly FrozenExample[]): readonly FrozenExample[] {
  const held = new Set(
    examples
      .filter(({ split }) => split !== 'train')
      .flatMap(({ passages }) => passages.filter(({ golden }) => golden))
      .flatMap(({ documentId, contentHash, file, text }) => [documentId, contentHash, file, sameTextKey(text)]),
  )
  return examples.map((example) => {
    if (example.split !== 'train') return example
    const passages = example.passages.filter(
      ({ golden, documentId, contentHash, file, text }) => golden || ![documentId, contentHash, file, sameTextKey(text)].some((key) => held.has(key)),
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

/** Each round takes out what one held-out example is near to; several of training may be near the same. */
function withoutNear(examples: readonly FrozenExample[]): { readonly kept: readonly FrozenExample[]; readonly removed: Frozen['removed'] } {
  const removed = new Map<string, string>()
  let kept = examples
  for (let found = leaks(kept); found.length > 0; found = leaks(kept)) {
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
