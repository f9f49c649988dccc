/** Runs one command against the engine, wherever that is, and lets go of it again. */
import { AlcoveError } from '../../core/errors.ts'
import { say } from '../../core/words/words.ts'
import { fromWire, isFromDoor } from '../from-wire.ts'
import type { Client } from '../local-door/connect.ts'
import { type Door, openDoor } from '../open-door.ts'
import { dataFolder } from '../paths.ts'
import { createForkSpawner } from '../processes/fork-spawner.ts'
import type { Surroundings } from './surroundings.ts'

export interface EngineUse {
  readonly data?: string | undefined
  readonly resume?: boolean
}

export async function openDoorFor({ environment, program, version }: Surroundings, { data, resume = false }: EngineUse): Promise<Door> {
  const spawner = createForkSpawner({ distFolder: program.dist, environment: environment.all })
  return await openDoor({ dataFolder: dataFolder(data, environment), program, version, environment, spawner, resume })
}

/** Tries when the engine belongs to another process that ends under the command. */
const tries = 3

/** `work` may run again from its start where another process's engine went: it must be safe to repeat. */
export async function withEngine<T>(surroundings: Surroundings, use: EngineUse, work: (client: Client, door: Door) => Promise<T>): Promise<T> {
  const door = await openDoorFor(surroundings, use)
  try {
    for (let left = tries; ; left -= 1) {
      try {
        return await work(await door.client(), door)
      } catch (error) {
        if (door.own && !isFromDoor(error)) throw error
        const failure = fromWire(error, surroundings.signal)
        if (failure.code !== 'engine-gone' || left <= 1 || door.own) throw failure
        surroundings.terminal.say(say('command-line.engine-again'))
      }
    }
  } finally {
    await door.close()
  }
}

/** A stream's values, its failures turned into codes. */
export async function* values<T>(stream: Promise<AsyncIterable<T>>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* await stream
  } catch (error) {
    throw error instanceof AlcoveError ? error : fromWire(error, signal)
  }
}
