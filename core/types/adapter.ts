/** Adapters: where each comes from, whether it may answer, and where it was put to use. */
import type { TrainingSettings } from './training.ts'

export const preflightChecks = ['base', 'template', 'tokenizer', 'alive', 'smoke'] as const
export type PreflightCheck = (typeof preflightChecks)[number]

export interface PreflightResult {
  readonly check: PreflightCheck
  /** `unknown`: this machine has nothing to check it with. */
  readonly state: 'passed' | 'failed' | 'unknown'
  /** Of `alive` and `smoke`: answers that differ from the base's, or are sound, of how many. */
  readonly count?: number
  readonly of?: number
}

export interface Preflight {
  readonly at: number
  readonly passed: boolean
  readonly results: readonly PreflightResult[]
  /** Prompts with the answers of base and adapter, to be looked at. */
  readonly samples: readonly { readonly prompt: string; readonly base: string; readonly adapted: string }[]
}

export const adapterRoutes = ['live', 'merged', 'adapter'] as const
/** `live`: in our own process. `merged`: as a whole model in Ollama. `adapter`: as an adapter in an Ollama that takes it. */
export type AdapterRoute = (typeof adapterRoutes)[number]

export interface Deployment {
  readonly route: Exclude<AdapterRoute, 'live'>
  /** Name of the model in Ollama. */
  readonly model: string
  readonly at: number
}

/** Documents that it was trained on and that have changed or gone since. */
export interface Staleness {
  readonly documents: number
  readonly changed: number
  readonly gone: number
}

export interface Adapter {
  /** As a model: `gguf:BASE+NAME`. */
  readonly model: string
  readonly name: string
  /** The base's name, and SHA-256 of its file, hex. */
  readonly base: string
  readonly baseSha256: string
  /** Bytes. */
  readonly size: number
  readonly origin: 'trained' | 'outside'
  readonly addedAt: number
  /** Null where it came from outside. */
  readonly trainingId: string | null
  readonly versionId: string | null
  readonly settings: TrainingSettings | null
  /** Lowest validation loss in training. */
  readonly validationLoss: number | null
  /** Null before it was checked. Only one that passed is offered in a chat. */
  readonly preflight: Preflight | null
  readonly staleness: Staleness | null
  readonly deployments: readonly Deployment[]
}
