/** Trains adapters on this computer, in a process apart that is fetched on request. */
import type { TrainerState, TrainingDevice, TrainingSettings } from '../types/training.ts'
import type { ChatTurn } from './chat-model.ts'

export interface TrainerOrder {
  /** Names the files of this training: checkpoints from an earlier start are gone on from. */
  readonly trainingId: string
  /** A GGUF file, or a folder of Hugging Face files. Absolute. */
  readonly base: { readonly kind: 'gguf' | 'folder'; readonly path: string }
  /** JSONL as `trainingRows` gives it; kept on disk only while it works. */
  readonly train: string
  readonly validation: string
  readonly settings: TrainingSettings
  /** A request with the tokens that the engine makes of it: another count in the trainer refuses the work. Null: the engine does not tell. */
  readonly parity: { readonly turns: readonly ChatTurn[]; readonly tokens: readonly number[] } | null
}

export type TrainerEvent =
  | {
      readonly type: 'start'
      readonly steps: number
      readonly examples: number
      readonly tooLong: number
      readonly parameters: number
      readonly device: TrainingDevice
    }
  /** `seconds` of this start; `memory` bytes at the peak, null where it is not told. */
  | { readonly type: 'step'; readonly step: number; readonly loss: number | null; readonly seconds: number; readonly memory: number | null }
  | { readonly type: 'evaluation'; readonly step: number; readonly loss: number | null }
  | { readonly type: 'checkpoint'; readonly step: number }
  /** What it or its libraries wrote, for the log. */
  | { readonly type: 'line'; readonly text: string }
  /** Last, where it was asked to pause. */
  | { readonly type: 'paused'; readonly step: number; readonly seconds: number }
  /** Last. `folder` holds `adapter_model.safetensors` and `adapter_config.json`. */
  | {
      readonly type: 'done'
      readonly step: number
      readonly bestStep: number | null
      readonly validationLoss: number | null
      readonly seconds: number
      readonly memory: number | null
      readonly folder: string
    }

/** A few steps, tried before a training is started. */
export interface TrainerTrial {
  readonly steps: number
  readonly secondsPerStep: number
  /** Bytes at the peak; null where it is not told. */
  readonly memory: number | null
  readonly examples: number
  readonly tooLong: number
}

/** Which models a training fits into: what is planned before anything is tried. */
export interface TrainerPlan {
  /** Bytes at the peak. */
  readonly memory: number
  readonly parameters: number
  readonly device: TrainingDevice
}

export interface Trainer {
  state(): TrainerState
  /** The state, now and at every change. Ends with the signal. */
  follow(signal: AbortSignal): AsyncIterable<TrainerState>
  /** Begins to fetch what is pinned, through the gate; goes on by itself and ends as a state. Throws `trainer-unfit`, `network-locked` or `network-refused`. */
  install(): void
  stopInstall(): void
  uninstall(): Promise<void>
  /** From the base's own figures and the settings. Throws what a base that cannot be read fails with. */
  plan(base: TrainerOrder['base'], settings: TrainingSettings, signal: AbortSignal): Promise<TrainerPlan>
  /** Throws as `train` does. */
  tryOut(order: TrainerOrder, signal: AbortSignal): Promise<TrainerTrial>
  /**
   * One at a time. `pause` has it end with `paused` at its next step, resumable; an abort of `signal` ends it at once, its
   * checkpoints kept. Throws `trainer-missing`, `trainer-unfit`, `trainer-stopped` (it died; the last lines are in `reason`),
   * `trainer-memory`, the codes of a base or template that do not fit, or the signal's reason.
   */
  train(order: TrainerOrder, pause: AbortSignal, signal: AbortSignal): AsyncIterable<TrainerEvent>
  /** Where what a training that ended with `done` left lies: absolute path of its `folder`. */
  result(trainingId: string): string
  /** Removes the files of a training. */
  discard(trainingId: string): Promise<void>
  /** Removes files of trainings that are not among these. */
  sweep(trainingIds: readonly string[]): Promise<void>
}
