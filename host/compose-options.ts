/** What an engine needs to know before it is built. */
import type { Spawner } from '../core/ports/spawner.ts'
import type { Environment } from './environment.ts'
import type { ProgramPlaces } from './paths.ts'

export interface EngineOptions {
  /** Absolute. */
  readonly dataFolder: string
  readonly program: ProgramPlaces
  readonly version: string
  readonly environment: Environment
  /** How children are started: forked, or asked of Electron's main. */
  readonly spawner: Spawner
  /** Look at every source as soon as the engine runs here: doors that stay open do. */
  readonly resume?: boolean
}
