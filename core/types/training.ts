/** Training of adapters on this computer. */
import type { Failure } from '../errors.ts'
import type { Fit } from './model.ts'

export const trainingDevices = ['cpu', 'cuda', 'mlx'] as const
export type TrainingDevice = (typeof trainingDevices)[number]

/** Whether this computer can train. */
export interface TrainerState {
  /** `missing`: there is a fit Python, and the trainer's packages are not installed. `unfit`: no Python 3.10 to 3.13 was found. */
  readonly state: 'ready' | 'missing' | 'installing' | 'unfit' | 'failed'
  readonly python: { readonly path: string; readonly version: string } | null
  /** What it would train on; null where it cannot be told yet. */
  readonly device: TrainingDevice | null
  /** What installing fetches, and what it takes on disk. Bytes; null where it cannot be told. */
  readonly download: number | null
  readonly size: number | null
  /** Hosts that it fetches from. */
  readonly hosts: readonly string[]
  /** Pinned packages, `name==version`. */
  readonly packages: readonly string[]
  /** While `installing`: bytes of `download` that have arrived, where it is told. */
  readonly installed: number | null
  readonly failure?: Failure
}

/** A model by its name: `gguf:NAME`, or one of Ollama; or a folder of Hugging Face files (absolute path), with the `gguf:NAME` of the same weights that will answer. */
export type TrainingBase = { readonly kind: 'model'; readonly name: string } | { readonly kind: 'folder'; readonly path: string; readonly model: string }

export interface TrainingSettings {
  readonly rank: number
  /** The adapter is added times alpha ÷ rank, with rsLoRA alpha ÷ √rank. */
  readonly alpha: number
  readonly rsLora: boolean
  /** From 0, below 1. */
  readonly dropout: number
  readonly learningRate: number
  readonly epochs: number
  /** Tokens; longer examples are left out and counted, never cut. */
  readonly maxLength: number
  /** Examples at once, and how often they are gathered before a step. */
  readonly batch: number
  readonly accumulation: number
  /** `all`: every linear layer; else names as `q_proj`. */
  readonly targets: 'all' | readonly string[]
  /** How many of the last layers; null: all. */
  readonly layers: number | null
  /** Share of the steps over which the learning rate rises. */
  readonly warmUp: number
  /** Evaluations without a lower validation loss after which it stops; null: never. */
  readonly patience: number | null
  readonly seed: number
  /** Passages stand in the prompt, as in a chat; false: the question alone. */
  readonly withPassages: boolean
  /** A control: outputs are dealt out at random, so that nothing but their form can be learned. */
  readonly shuffled: boolean
}

export const defaultTrainingSettings: TrainingSettings = {
  rank: 16,
  alpha: 32,
  rsLora: false,
  dropout: 0.05,
  learningRate: 2e-4,
  epochs: 3,
  maxLength: 2_048,
  batch: 1,
  accumulation: 8,
  targets: 'all',
  layers: null,
  warmUp: 0.05,
  patience: 2,
  seed: 1,
  withPassages: true,
  shuffled: false,
}

/** Least and most of each. */
export const settingRanges = {
  rank: [1, 256],
  alpha: [0.1, 1_024],
  dropout: [0, 0.9],
  learningRate: [1e-7, 1],
  epochs: [0.01, 1_000],
  maxLength: [16, 32_768],
  batch: [1, 64],
  accumulation: [1, 256],
  seed: [0, 2_147_483_647],
} as const satisfies Partial<Record<keyof TrainingSettings, readonly [least: number, most: number]>>

export const trainingStates = ['waiting', 'preparing', 'training', 'paused', 'done', 'failed', 'stopped'] as const
export type TrainingState = (typeof trainingStates)[number]

/** A point of the curves. A loss is the mean negative log-likelihood of an output's token, in nats. */
export interface LossPoint {
  readonly step: number
  readonly train: number | null
  readonly validation: number | null
}

export interface TrainingEstimate {
  /** Bytes at the peak, and whether this computer has them. */
  readonly memory: number
  readonly fit: Fit
  /** Null before a few steps were tried. */
  readonly seconds: number | null
  readonly steps: number
  /** Examples that are used, and that are too long. */
  readonly examples: number
  readonly tooLong: number
  readonly device: TrainingDevice
  /** Fewer examples than make sense. */
  readonly warning: 'few' | null
}

/** One training. A sweep is several with one `sweepId`, of which the one with the lowest validation loss is `best`. */
export interface Training {
  readonly id: string
  readonly name: string
  readonly versionId: string
  readonly base: TrainingBase
  readonly settings: TrainingSettings
  readonly sweepId: string | null
  readonly best: boolean
  readonly state: TrainingState
  readonly createdAt: number
  readonly endedAt: number | null
  readonly device: TrainingDevice | null
  readonly step: number
  readonly steps: number
  readonly secondsLeft: number | null
  readonly losses: readonly LossPoint[]
  /** The step whose weights are kept. */
  readonly bestStep: number | null
  readonly examples: number
  readonly tooLong: number
  /** What it took: seconds of work over all starts, bytes of memory at the peak. */
  readonly seconds: number
  readonly memory: number | null
  /** The adapter it became, as a model's name; null before that. */
  readonly adapter: string | null
  readonly failure?: Failure
}
