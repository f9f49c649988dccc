/** Parsing and page pictures in a few disposable processes: whatever a document does, it costs that document only. */
import { AlcoveError, isErrorCode } from '../../core/errors.ts'
import type { FileBytes, PagePictures, Parser } from '../../core/ports/parser.ts'
import type { DocumentPart } from '../../core/types/document.ts'
import type { PagePicture, PageToDraw } from '../../core/types/page-picture.ts'
import { parserVersion } from '../../core/types/parser-version.ts'
import type { ParserLane } from './parser-lane.ts'
import { createParserLane } from './parser-lane.ts'
import type { JobFile } from './parser-wire.ts'
import type { Spawner } from './spawner.ts'

export interface ParserPool extends Parser, PagePictures {
  /** Ends the processes; jobs at work fail with `parser-crashed`. */
  close(): Promise<void>
}

export interface ParserLimits {
  /** Time at work on one file, waiting for bytes and for the reader left out. Milliseconds. */
  readonly fileMs: number
  /** Added to `fileMs` for each megabyte over twenty: large files are long, bombs are small. */
  readonly perLargeMbMs: number
  /** Resident size of a process. Megabytes of 1,000,000 bytes. */
  readonly memoryMb: number
  /** UTF-16 code units of one file's text: so many per byte, at least, and at most. */
  readonly charactersPerByte: number
  readonly leastCharacters: number
  readonly mostCharacters: number
  readonly partCharacters: number
}

export const parserLimits: ParserLimits = {
  fileMs: 60_000,
  perLargeMbMs: 3_000,
  memoryMb: 1_000,
  charactersPerByte: 40,
  leastCharacters: 4_000_000,
  mostCharacters: 400_000_000,
  partCharacters: 64_000,
}

export interface ParserPoolOptions {
  readonly spawner: Spawner
  /** Files parsed side by side. Pages are drawn beside them, in a process of their own. */
  readonly size?: number
  readonly limits?: Partial<ParserLimits>
}

export function createParserPool({ spawner, size = 2, limits: changed }: ParserPoolOptions): ParserPool {
  const limits: ParserLimits = { ...parserLimits, ...changed }
  const parsing = createLanes(size, spawner, limits, 'alcove-parser')
  const drawing = createLanes(1, spawner, limits, 'alcove-pages')
  let nextJob = 1

  return {
    version: parserVersion,
    async *parse(file: FileBytes, signal: AbortSignal): AsyncGenerator<DocumentPart> {
      const job = nextJob++
      const lane = await parsing.take(signal)
      try {
        const characters = Math.min(limits.mostCharacters, Math.max(limits.leastCharacters, limits.charactersPerByte * file.size))
        const order = { type: 'parse', job, file: jobFile(file), characters, partCharacters: limits.partCharacters } as const
        // text is read as it streams: it may take as long as it likes while it moves on
        const streams = file.format === 'text'
        let failed: AlcoveError | undefined
        for await (const message of lane.run(order, file, { ms: timeFor(file, limits), restarts: streams }, signal)) {
          if (message.type === 'part') yield message.part
          else if (message.type === 'failed') failed = failure(message.code, message.details)
        }
        if (failed !== undefined) throw failed
      } finally {
        parsing.give(lane)
      }
    },
    async draw(file: FileBytes, page: PageToDraw, signal: AbortSignal): Promise<PagePicture> {
      const job = nextJob++
      const lane = await drawing.take(signal)
      try {
        let picture: PagePicture | undefined
        let failed: AlcoveError | undefined
        const order = { type: 'draw', job, file: jobFile(file), page: { ...page, scale: Math.min(4, Math.max(0.5, page.scale)) } } as const
        for await (const message of lane.run(order, file, { ms: timeFor(file, limits), restarts: false }, signal)) {
          if (message.type === 'picture') ({ picture } = message)
          else if (message.type === 'failed') failed = failure(message.code, message.details)
        }
        if (picture === undefined) throw failed ?? new AlcoveError('parser-crashed')
        return picture
      } finally {
        drawing.give(lane)
      }
    },
    async close() {
      await Promise.all([parsing.close(), drawing.close()])
    },
  }
}

const jobFile = ({ name, size, format, password }: FileBytes): JobFile => ({ name, size, format, ...(password === undefined ? {} : { password }) })

function timeFor(file: FileBytes, limits: ParserLimits): number {
  return limits.fileMs + Math.max(0, file.size / 1_000_000 - 20) * limits.perLargeMbMs
}

/** The child's word for what went wrong is checked: it read a hostile file. */
function failure(code: unknown, details: AlcoveError['details']): AlcoveError {
  return isErrorCode(code) ? new AlcoveError(code, details) : new AlcoveError('parser-crashed')
}

interface Lanes {
  /** A free lane, first come first served; fails with the signal's reason. */
  take(signal: AbortSignal): Promise<ParserLane>
  give(lane: ParserLane): void
  close(): Promise<void>
}

function createLanes(size: number, spawner: Spawner, limits: ParserLimits, name: string): Lanes {
  const all = Array.from({ length: size }, () => createParserLane(spawner, name, limits.memoryMb))
  const free = [...all]
  const queue: ((lane: ParserLane) => void)[] = []
  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted()
        // the last one given back is warm
        const lane = free.pop()
        if (lane !== undefined) return resolve(lane)
        const serve = (given: ParserLane): void => {
          signal.removeEventListener('abort', leave)
          resolve(given)
        }
        const leave = (): void => {
          queue.splice(queue.indexOf(serve), 1)
          reject(signal.reason)
        }
        queue.push(serve)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
    give(lane) {
      const next = queue.shift()
      if (next === undefined) free.push(lane)
      else next(lane)
    },
    async close() {
      await Promise.all(all.map((lane) => lane.close()))
    },
  }
}
