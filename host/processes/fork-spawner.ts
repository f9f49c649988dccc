/** Starts children with Node's fork: browser mode, command line and tests. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { childEnvironment } from './child-environment.ts'
import type { Child, ChildExit, ChildOptions, Spawner } from './spawner.ts'

export interface ForkSpawnerOptions {
  /** Absolute path of `dist/`; entries lie in its `processes/`. */
  readonly distFolder: string
  /** The environment that children inherit from; only what they need of it is handed on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Deliberate `NODE_OPTIONS` for every child; what the parent was started with is never handed on. */
  readonly nodeOptions?: string
  /** One line that a child wrote to its standard output or error; long lines are cut. */
  onOutput?(child: string, line: string): void
}

const longestLine = 2_000

export function createForkSpawner(options: ForkSpawnerOptions): Spawner {
  return { spawn: (child) => spawnByFork(child, options) }
}

function spawnByFork(child: ChildOptions, { distFolder, environment, nodeOptions, onOutput }: ForkSpawnerOptions): Child {
  const env: NodeJS.ProcessEnv = childEnvironment(child, environment)
  if (nodeOptions !== undefined) env['NODE_OPTIONS'] = nodeOptions

  const forked = fork(join(distFolder, 'processes', `${child.entry}.js`), [], {
    serialization: 'advanced',
    execArgv: heapFlags(child),
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [forked.stdout, forked.stderr]) if (stream !== null) readLines(stream, (line) => onOutput?.(child.name, line))

  const exitListeners: ((exit: ChildExit) => void)[] = []
  let exited: ChildExit | undefined
  const leave = (exit: ChildExit): void => {
    if (exited !== undefined) return
    exited = exit
    for (const listener of exitListeners) listener(exit)
  }
  forked.once('exit', (code, signal) => leave({ code, signal }))
  // it never came up, or its channel broke: an exit may not follow
  forked.on('error', () => {
    if (forked.pid === undefined) leave({ code: null, signal: null })
  })

  return {
    pid: forked.pid,
    send: (message) => {
      // a message to a child that is going is lost; its exit is what the caller hears of
      if (forked.connected) forked.send(message as object, () => undefined)
    },
    onMessage: (listener) => {
      forked.on('message', listener)
    },
    onExit: (listener) => {
      if (exited === undefined) exitListeners.push(listener)
      else listener(exited)
    },
    kill: () => {
      forked.kill('SIGKILL')
    },
  }
}

function heapFlags({ heapMb, heapFromMb }: ChildOptions): string[] {
  return [...(heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]), ...(heapFromMb === undefined ? [] : [`--initial-old-space-size=${heapFromMb}`])]
}

/** Reads to the end whether or not anyone listens, so that a full pipe never stops a child. */
function readLines(stream: Readable, onLine: (line: string) => void): void {
  let open = ''
  stream.setEncoding('utf8')
  stream.on('error', () => undefined)
  stream.on('data', (piece: string) => {
    const lines = piece.split('\n')
    open = (open + (lines[0] ?? '')).slice(0, longestLine)
    for (const line of lines.slice(1)) {
      onLine(open)
      open = line.slice(0, longestLine)
    }
  })
  stream.on('end', () => {
    if (open !== '') onLine(open)
  })
}
