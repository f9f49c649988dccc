/** What every command is handed. */
import type { Environment } from '../environment.ts'
import type { ProgramPlaces } from '../paths.ts'
import type { Terminal } from './terminal.ts'

export interface Surroundings {
  readonly terminal: Terminal
  readonly environment: Environment
  readonly program: ProgramPlaces
  readonly version: string
  /** Fires on Ctrl-C and on a polite request to end. */
  readonly signal: AbortSignal
}
