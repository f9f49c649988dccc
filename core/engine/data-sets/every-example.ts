/** All examples, page by page, so that a large data set needs little memory at once. */
import type { DataSetsStore, ExamplesQuery } from '../../ports/data-sets-store.ts'
import { labelsOf } from '../../tune/labels.ts'
import type { Example, FrozenExample, Split } from '../../types/data-set.ts'

const page = 500

export function* everyExample(dataSets: DataSetsStore, id: string, query: Pick<ExamplesQuery, 'state'> = {}): Generator<Example> {
  yield* pages((after) => dataSets.examples(id, { ...query, ...after, limit: page }))
}

export function* everyFrozen(dataSets: DataSetsStore, versionId: string, split?: Split): Generator<FrozenExample> {
  yield* pages((after) => dataSets.versionExamples(versionId, { ...(split === undefined ? {} : { split }), ...after, limit: page }))
}

/** Those that classification chooses among, in every split. */
export function versionLabels(versionId: string, dataSets: DataSetsStore): readonly string[] {
  const sorts = (dataSets.version(versionId)?.kinds.classification ?? 0) > 0
  return sorts ? labelsOf(everyFrozen(dataSets, versionId)) : []
}

function* pages<T extends { readonly id: string }>(read: (after: { readonly after?: string }) => readonly T[]): Generator<T> {
  let last: T | undefined
  do {
    const found: readonly T[] = read(last === undefined ? {} : { after: last.id })
    yield* found
    last = found.length < page ? undefined : found.at(-1)
  } while (last !== undefined)
}
