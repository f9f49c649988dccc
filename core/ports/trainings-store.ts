/** What is kept of trainings and of the adapters that came of them. */
import type { Deployment, Preflight } from '../types/adapter.ts'
import type { Training, TrainingBase, TrainingSettings } from '../types/training.ts'

export interface NewTraining {
  readonly name: string
  readonly versionId: string
  readonly base: TrainingBase
  readonly settings: TrainingSettings
  readonly sweepId: string | null
  readonly createdAt: number
}

export interface TrainingsStore {
  /** Waiting. Of a sweep each is taken for the best until one of them ends. */
  add(draft: NewTraining): Training
  /** Newest first. */
  all(): readonly Training[]
  byId(id: string): Training | null
  /** Null where it is unknown. `failure` goes when the state is given without it. */
  update(id: string, changes: Partial<Omit<Training, 'id' | 'versionId' | 'base' | 'settings' | 'sweepId' | 'createdAt'>>): Training | null
  remove(id: string): void
}

/** What the shelf of model files does not know of an adapter. */
export interface AdapterRecord {
  /** As a model: `gguf:BASE+NAME`. */
  readonly model: string
  readonly addedAt: number
  readonly trainingId: string | null
  readonly versionId: string | null
  readonly settings: TrainingSettings | null
  readonly validationLoss: number | null
  /** Tokens that its trainer made of `paritySample`; null where nobody noted them. */
  readonly sample: readonly number[] | null
  readonly preflight: Preflight | null
  readonly deployments: readonly Deployment[]
}

export interface AdaptersStore {
  byModel(model: string): AdapterRecord | null
  /** In place of what was kept of it before. */
  put(record: AdapterRecord): void
  /** What is known of an adapter, or of every adapter of a base: one that later has the same name is another. */
  remove(model: string): void
}
