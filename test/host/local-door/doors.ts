/** Doors as programs open them: the true engine with its true children, on a data folder of the test's own. */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EngineOptions } from '../../../host/compose-options.ts'
import { readEnvironment } from '../../../host/environment.ts'
import { type Door, type DoorTimes, openDoor } from '../../../host/open-door.ts'
import { programPlaces } from '../../../host/paths.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'

export interface Place {
  /** Everything of this test is in it. */
  readonly root: string
  readonly data: string
  /** Takes the place of the system's folder for temporary files. */
  readonly temporary: string
}

export async function temporaryPlace(): Promise<Place> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'alcove-doors-')))
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  return { root, data: join(root, 'data'), temporary: join(root, 'tmp') }
}

const program = programPlaces(resolve(import.meta.dirname, '../../../host'))

export function optionsFor({ data, temporary }: Place, changes: Partial<EngineOptions> = {}): EngineOptions {
  const environment = { ...readEnvironment(), temporary, xdgRuntimeDir: null }
  return {
    dataFolder: data,
    program,
    version: '1.0.0',
    environment,
    spawner: createForkSpawner({ distFolder: program.dist, environment: environment.all }),
    ...changes,
  }
}

export const times: DoorTimes = { patienceMs: 500, pauseMs: 20 }

/** Closed when the test ends. */
export async function opened(place: Place, changes: Partial<EngineOptions> = {}, waits: DoorTimes = { patienceMs: 15_000, pauseMs: 20 }): Promise<Door> {
  const door = await openDoor(optionsFor(place, changes), waits)
  onTestFinished(() => door.close())
  return door
}
