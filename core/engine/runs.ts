/** Passes over sources, as the handlers see them; `run.ts` makes them. */
import type { RunEvent, RunSnapshot } from '../types/library.ts'

export interface RunRequest {
  /** Absent: every source. */
  readonly sourceIds?: readonly string[]
  /** Only these files, read again whatever the store says of them. */
  readonly fileIds?: readonly string[]
  /** Opens those of them that are encrypted. Held until the run ends, written nowhere. */
  readonly password?: string
}

export interface Runs {
  /** Starts a run, or joins what was asked to the one under way. Returns its id. */
  start(request: RunRequest): string
  /** Events of one run to its `done`, beginning with a snapshot; of every run from now on where no id is given. */
  follow(runId: string | undefined, signal: AbortSignal): AsyncIterable<RunEvent>
  pause(paused: boolean): void
  /** The run under way. */
  snapshot(): RunSnapshot | null
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Stops work on one source, which is about to be removed, and resolves when none is under way. */
  leave(sourceId: string): Promise<void>
  /** Stops what is under way, keeping what was done, and resolves when it has stopped. */
  close(): Promise<void>
}
