/** What experiments need of data sets, trainings and adapters. */
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import { leaks } from '../../tune/leaks.ts'
import type { FrozenExample, Leak, Split } from '../../types/data-set.ts'

export interface HeldOut {
  /** As people call data set and version; null where there is no such version. */
  version(versionId: string): { readonly dataSet: string; readonly number: number } | null
  examples(versionId: string, split: Split): readonly FrozenExample[]
  /** What training on `train` would have seen of what is measured on. */
  leaks(train: readonly FrozenExample[], measured: readonly FrozenExample[]): readonly Leak[]
  /** How the model's adapter came about; null where it has none, or it came from outside. */
  trained(model: string): { readonly versionId: string | null; readonly seconds: number | null; readonly passed: boolean } | null
}

/** Examples read at once. */
const page = 500

export function heldOutOf(dataSets: Pick<DataSetsStore, 'get' | 'version' | 'versionExamples'>): HeldOut {
  return {
    version(versionId) {
      const version = dataSets.version(versionId)
      const dataSet = version === null ? null : dataSets.get(version.dataSetId)
      return version === null || dataSet === null ? null : { dataSet: dataSet.name, number: version.number }
    },
    examples(versionId, split) {
      const all: FrozenExample[] = []
      for (;;) {
        const last = all.at(-1)
        const next = dataSets.versionExamples(versionId, { split, limit: page, ...(last === undefined ? {} : { after: last.id }) })
        all.push(...next)
        if (next.length < page) return all
      }
    },
    leaks: (train, measured) => leaks([...train, ...measured]),
    trained: () => null,
  }
}
