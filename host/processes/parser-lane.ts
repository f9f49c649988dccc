/** One parser process and the job it works on: bytes go in as it pulls, messages come out as they are read, a stopwatch runs while it works. */
import { AlcoveError } from '../../core/errors.ts'
import type { FileBytes } from '../../core/ports/parser.ts'
import { memorySignal } from '../../models/watchdog.ts'
import type { FromParser, ParserOrder, ToParser } from './parser-wire.ts'
import type { Child, ChildExit, Spawner } from './spawner.ts'
import { superviseChild } from './supervised-child.ts'

export interface ParserLane {
  /**
   * Yields the job's messages up to the last. Fails with `parser-timeout`, `parser-memory`,
   * `parser-crashed`, whatever `file.read` throws, or the signal's reason; then, and where the
   * reader leaves early, the process is killed.
   */
  run(order: ParserOrder, file: FileBytes, time: TimeLimit, signal: AbortSignal): AsyncGenerator<FromParser>
  close(): Promise<void>
  /** Its process is up. */
  readonly running: boolean
}

export interface TimeLimit {
  /** Milliseconds at work. */
  readonly ms: number
  /** Each part starts the time anew. */
  readonly restarts: boolean
}

/** Parts that may wait for the reader while the process works on the next. */
const partsAhead = 2
/** After so many files a process is replaced. */
const mostJobs = 200
const idleMs = 60_000
/** For the process to come up and to load the format's library; not counted as work on the file. */
const startMs = 30_000
/** Each collection of old garbage throws away compiled closures that no call is using, to be compiled anew. */
const heapFromMb = 64
/** V8 ends a process whose heap is full by abort. */
const abortExits: ReadonlySet<unknown> = new Set(['SIGABRT', 134])

/** What `run` waits on: messages, or the end of the process. */
interface Listener {
  message(message: FromParser): void
  exit(exit: ChildExit): void
}

export interface LaneMemory {
  /** What a process may hold. Megabytes of 1,000,000 bytes, as below. */
  readonly memoryMb: number
  /** One that holds more after a job is replaced. */
  readonly idleMb: number
}

export function createParserLane(spawner: Spawner, name: string, { memoryMb, idleMb }: LaneMemory): ParserLane {
  let listener: Listener | undefined
  let jobs = 0
  let idle: NodeJS.Timeout | undefined
  const supervised = superviseChild({
    spawner,
    // above the limit on the whole: near its own, V8 would collect garbage for half a minute before it gave up
    child: { entry: 'parser', name, heapMb: Math.round(memoryMb * 1.1), heapFromMb, settings: { memoryMb } },
    onMessage: (message) => listener?.message(message as FromParser),
    onExit: (exit) => {
      jobs = 0
      listener?.exit(exit)
    },
    onClosed: () => new AlcoveError('parser-crashed'),
  })

  return {
    async *run(order, file, time, signal) {
      clearTimeout(idle)
      const child = await supervised.ready(signal)
      const inbox = createJobInbox(child, order.job, file, time, signal)
      listener = inbox
      let whole = false
      try {
        child.send(order)
        for (let ahead = 0; ahead < partsAhead; ahead += 1) child.send({ type: 'more', job: order.job } satisfies ToParser)
        for (;;) {
          const message = await inbox.next()
          if (message.type === 'idle') {
            whole = true
            supervised.proved()
            jobs += 1
            if (jobs >= mostJobs || message.rss > idleMb * 1_000_000) supervised.replace()
            return
          }
          yield message
          if (message.type === 'part') child.send({ type: 'more', job: order.job } satisfies ToParser)
        }
      } finally {
        listener = undefined
        inbox.close()
        if (!whole) supervised.replace()
        idle = setTimeout(() => supervised.replace(), idleMs)
        idle.unref()
      }
    },
    async close() {
      clearTimeout(idle)
      await supervised.close()
    },
    get running() {
      return supervised.running
    },
  }
}

interface JobInbox extends Listener {
  next(): Promise<FromParser>
  close(): void
}

function createJobInbox(child: Child, job: number, file: FileBytes, time: TimeLimit, signal: AbortSignal): JobInbox {
  const messages: FromParser[] = []
  const bytes = file.read()[Symbol.asyncIterator]()
  let failure: { readonly error: unknown } | undefined
  let wake: (() => void) | undefined
  let reading = false
  let begun = false
  const watch = createStopwatch(time.ms + startMs, () => fail(new AlcoveError('parser-timeout', { seconds: Math.round(time.ms / 1000) })))
  const fail = (error: unknown): void => {
    failure ??= { error }
    wake?.()
  }
  const abort = (): void => fail(signal.reason)
  signal.addEventListener('abort', abort, { once: true })

  const serveBytes = async (): Promise<void> => {
    reading = true
    watch.stop()
    try {
      const { done, value } = await bytes.next()
      if (failure === undefined) child.send({ type: 'bytes', job, chunk: done === true ? null : value } satisfies ToParser)
    } catch (error) {
      fail(error)
    } finally {
      reading = false
    }
    if (wake !== undefined) watch.start()
  }

  return {
    message(message) {
      if (message.job !== job) return
      if (!begun) {
        begun = true
        watch.reset(time.ms)
      }
      if (message.type === 'pull') {
        void serveBytes()
        return
      }
      messages.push(message)
      wake?.()
    },
    exit: (exit) => fail(exitFailure(exit)),
    async next() {
      while (messages.length === 0) {
        if (failure !== undefined) throw failure.error
        if (!reading) watch.start()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = undefined
        watch.stop()
      }
      if (failure !== undefined) throw failure.error
      if (time.restarts) watch.reset(time.ms)
      return messages.shift() as FromParser
    },
    close() {
      watch.stop()
      signal.removeEventListener('abort', abort)
      failure ??= { error: new AlcoveError('stopped') }
      // the file is closed by its own reader; what that throws concerns nobody any more
      void Promise.resolve(bytes.return?.()).catch(() => undefined)
    },
  }
}

function exitFailure(exit: ChildExit): AlcoveError {
  const full = exit.signal === memorySignal || abortExits.has(exit.signal) || abortExits.has(exit.code)
  return new AlcoveError(full ? 'parser-memory' : 'parser-crashed', {}, exit)
}

interface Stopwatch {
  start(): void
  stop(): void
  /** So many milliseconds are left from now on. */
  reset(ms: number): void
}

/** Counts only while it runs; calls `onEnd` when the time is used up. */
function createStopwatch(ms: number, onEnd: () => void): Stopwatch {
  let left = ms
  let since: number | undefined
  let timer: NodeJS.Timeout | undefined
  return {
    start() {
      if (since !== undefined) return
      since = performance.now()
      timer = setTimeout(onEnd, Math.max(0, left))
    },
    stop() {
      if (since === undefined) return
      clearTimeout(timer)
      left -= performance.now() - since
      since = undefined
    },
    reset(again) {
      const runs = since !== undefined
      this.stop()
      left = again
      if (runs) this.start()
    },
  }
}
