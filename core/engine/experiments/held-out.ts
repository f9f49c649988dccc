/** What experiments need of data sets, trainings and adapters. */
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import type { TrainingsStore } from '../../ports/trainings-store.ts'
import { leaksInTurns } from '../../tune/leaks.ts'
import type { Adapter } from '../../types/adapter.ts'
import type { FrozenExample, Leak, Split } from '../../types/data-set.ts'
import { everyFrozen, versionLabels } from '../data-sets/every-example.ts'

export interface HeldOut {
  /** As people call data set and version, with its examples to train on; null where there is no such version. */
  version(versionId: string): { readonly dataSet: string; readonly number: number; readonly train: number } | null
  examples(versionId: string, split: Split): readonly FrozenExample[]
  /** That classification chooses among, in every split. */
  labels(versionId: string): readonly string[]
  /** What training on `train` would have seen of what is measured on. */
  leaks(train: readonly FrozenExample[], measured: readonly FrozenExample[]): Promise<readonly Leak[]>
  /** Those whose own name, or the name of what they were put into, is a model's. */
  adapters(): Promise<readonly Adapter[]>
  /** Seconds of work; null where the training is no longer known. */
  trainingSeconds(trainingId: string): number | null
}

interface Ports {
  readonly dataSets: DataSetsStore
  readonly trainings: Pick<TrainingsStore, 'byId'>
  readonly adapters: () => Promise<readonly Adapter[]>
}

export function heldOutOf({ dataSets, trainings, adapters }: Ports): HeldOut {
  return {
    version(versionId) {
      const version = dataSets.version(versionId)
      const dataSet = version === null ? null : dataSets.get(version.dataSetId)
      return version === null || dataSet === null ? null : { dataSet: dataSet.name, number: version.number, train: version.counts.train }
    },
    examples: (versionId, split) => [...everyFrozen(dataSets, versionId, split)],
    labels: (versionId) => versionLabels(versionId, dataSets),
    leaks: (train, measured) => leaksInTurns([...train, ...measured]),
    adapters,
    trainingSeconds: (trainingId) => trainings.byId(trainingId)?.seconds ?? null,
  }
}

/** The adapter that a model answers with, live or put into Ollama; null where none of ours does. */
export function adapterIn(adapters: readonly Adapter[], model: string): Adapter | null {
  return adapters.find((one) => one.model === model || one.deployments.some((deployed) => deployed.model === model)) ?? null
}
