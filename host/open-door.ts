/**
 * Every program's way to the engine. Where the data folder is free the engine starts in this process;
 * where another process holds it, this one speaks the contract to that engine, and takes its place
 * when it ends.
 */
import type { DoorKind } from '../core/engine/context.ts'
import { clientOf, type EngineRouter } from '../core/engine/engine.ts'
import { AlcoveError } from '../core/errors.ts'
import { systemClock } from './clock-and-random.ts'
import type { Composed } from './compose.ts'
import type { EngineOptions } from './compose-options.ts'
import { newAddress, readAddress, removeAddress, writeAddress } from './local-door/address.ts'
import { type Client, connectTo, type RemoteEngine } from './local-door/connect.ts'
import { forwardingRouter } from './local-door/forward.ts'
import { listenLocally } from './local-door/listen.ts'
import { createLog } from './log.ts'
import { profilePlaces } from './paths.ts'

export interface Door {
  /** Calls with the rights of the command line; waits for an engine where the last one has gone. */
  client(): Promise<Client>
  /** The contract for further connections, whose context names their door. */
  readonly router: EngineRouter
  /** Whether the engine runs in this process now. */
  readonly own: boolean
  /** Names paths for windows. */
  namePaths(paths: readonly string[]): Promise<readonly string[]>
  /** Null where the library has no such file. */
  pathOf(fileId: string): Promise<string | null>
  close(): Promise<void>
}

export interface DoorTimes {
  /** How long to wait for an engine that is starting or ending. Milliseconds. */
  readonly patienceMs: number
  readonly pauseMs: number
}

const usualTimes: DoorTimes = { patienceMs: 15_000, pauseMs: 100 }

type Engine =
  | { readonly kind: 'own'; readonly router: EngineRouter; close(): Promise<void> }
  | { readonly kind: 'remote'; connect(door: DoorKind): Promise<Client>; close(): Promise<void> }

/** Throws `data-folder-busy`, `data-folder-unusable`, `data-folder-newer`, `engine-other-version`, `model-broken`. */
export async function openDoor(options: EngineOptions, times: DoorTimes = usualTimes): Promise<Door> {
  let closed = false
  let engine: Engine | null = null
  let opening: Promise<Engine> | null = null

  /** The engine, or a new one where the one of another process has gone. */
  async function current(): Promise<Engine> {
    if (closed) throw new AlcoveError('engine-gone')
    if (engine !== null) return engine
    opening ??= openEngine(options, times, () => {
      engine = null
    }).finally(() => {
      opening = null
    })
    engine = await opening
    return engine
  }

  async function clientFor(door: DoorKind): Promise<Client> {
    const found = await current()
    return found.kind === 'own' ? clientOf(found.router, { door }) : await found.connect(door)
  }

  const first = await current()
  return {
    client: () => clientFor('command-line'),
    router: first.kind === 'own' ? first.router : forwardingRouter(clientFor, createLog(profilePlaces(options.dataFolder).logs, systemClock.now)),
    get own() {
      return engine?.kind === 'own'
    },
    async namePaths(paths) {
      return (await (await clientFor('command-line')).picks.register({ paths: [...paths] })).picks
    },
    async pathOf(fileId) {
      return (await (await clientFor('command-line')).library.pathOf({ fileId })).path
    },
    async close() {
      const ending = engine ?? (await opening?.catch(() => null))
      closed = true
      await ending?.close()
    },
  }
}

/** Starts the engine here, or finds the one that holds the folder. Waits while that one starts or ends. */
async function openEngine(options: EngineOptions, times: DoorTimes, onGone: () => void): Promise<Engine> {
  const until = performance.now() + times.patienceMs
  for (;;) {
    const composed = await composeIfFree(options)
    if (composed !== null) return await ownEngine(composed, options)
    const remote = await remoteEngine(options, onGone)
    if (remote !== null) return remote
    if (performance.now() > until) throw new AlcoveError('data-folder-busy', { path: options.dataFolder })
    await new Promise((resolve) => setTimeout(resolve, times.pauseMs))
  }
}

/** Null where another process holds the data folder. */
async function composeIfFree(options: EngineOptions): Promise<Composed | null> {
  // who speaks to another's engine, or only asks for help, need not load one
  const { composeEngine } = await import('./compose.ts')
  try {
    return await composeEngine(options)
  } catch (error) {
    if (error instanceof AlcoveError && error.code === 'data-folder-busy') return null
    throw error
  }
}

async function ownEngine(composed: Composed, { version, environment, resume }: EngineOptions): Promise<Engine> {
  try {
    const file = composed.profile.engine
    const address = await newAddress(composed.profile.data, version, environment)
    const door = await listenLocally(composed.router, address)
    await writeAddress(file, address)
    if (resume) {
      const { library } = clientOf(composed.router, { door: 'command-line' })
      await library.sync({})
      await library.recognize()
    }
    return {
      kind: 'own',
      router: composed.router,
      async close() {
        await removeAddress(file)
        await door.close()
        await composed.close()
      },
    }
  } catch (error) {
    await composed.close()
    throw error
  }
}

/** Null where none answers (yet). */
async function remoteEngine({ dataFolder, version }: EngineOptions, onGone: () => void): Promise<Engine | null> {
  const address = await readAddress(profilePlaces(dataFolder).engine)
  if (address === null) return null
  const connections = new Map<DoorKind, Promise<RemoteEngine>>()
  const connect = (door: DoorKind): Promise<RemoteEngine> => {
    const known = connections.get(door) ?? connectTo(address, door)
    connections.set(door, known)
    return known
  }
  try {
    const first = await connect('command-line')
    if (address.version !== version) {
      first.close()
      throw new AlcoveError('engine-other-version', { running: address.version, own: version, path: dataFolder })
    }
    void first.gone.then(onGone)
  } catch (error) {
    // nothing answers there: it is starting, ending, or was killed and left its address behind
    if (error instanceof AlcoveError && error.code === 'engine-gone') return null
    throw error
  }
  return {
    kind: 'remote',
    connect: async (door) => (await connect(door)).client,
    async close() {
      for (const connection of connections.values()) (await connection).close()
    },
  }
}
