/** Parsing, page pictures and text recognition in a few disposable processes: whatever a document does, it costs that document only. */
import { AlcoveError, isErrorCode } from '../../core/errors.ts'
import type { FileBytes, PagePictures, Parser, TextRecognition } from '../../core/ports/parser.ts'
import type { Block, DocumentPart, Format } from '../../core/types/document.ts'
import type { AttachmentEvent, MailResume } from '../../core/types/mail-resume.ts'
import type { PagePicture, PageToDraw, PageToRead } from '../../core/types/page-picture.ts'
import { parserVersion } from '../../core/types/parser-version.ts'
import { createMailProgress, isMail } from './mail-progress.ts'
import type { ParserLane } from './parser-lane.ts'
import type { Lanes, Patience } from './parser-lanes.ts'
import { createLanes } from './parser-lanes.ts'
import type { FromParser, JobFile, ParserOrder } from './parser-wire.ts'
import type { Spawner } from './spawner.ts'

export interface ParserPool extends Parser, PagePictures, TextRecognition {
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
  /** Time at work on one page for text recognition, which gives way to all else on a busy machine. Milliseconds. */
  readonly recognizeMs: number
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
  recognizeMs: 300_000,
  charactersPerByte: 40,
  leastCharacters: 4_000_000,
  mostCharacters: 400_000_000,
  partCharacters: 64_000,
}

export interface ParserPoolOptions {
  readonly spawner: Spawner
  /** Files parsed side by side at most. Pages are drawn beside them, in a process of their own. */
  readonly size?: number
  readonly patience?: Patience
  readonly limits?: Partial<ParserLimits>
  /** Languages that text recognition has data of; none: it is not installed. */
  readonly languages?: readonly string[]
}

/** Read as they stream: they may take as long as they like while they move on. */
export const streamed: ReadonlySet<Format> = new Set(['text', 'csv', 'jsonl', 'mbox'])

/** Tesseract keeps what it took for a page, and its start costs a second. Megabytes of 1,000,000 bytes. */
const idleMb = { parsing: 400, recognizing: 700 }

/** One process reads several times faster than passages are embedded. */
const usualPatience: Patience = { jobMs: 20_000, allMs: 60_000, hugeBytes: 10_000_000 }

export function createParserPool({ spawner, size = 2, patience = usualPatience, limits: changed, languages = [] }: ParserPoolOptions): ParserPool {
  const limits: ParserLimits = { ...parserLimits, ...changed }
  const memory = { memoryMb: limits.memoryMb, idleMb: idleMb.parsing }
  const parsing = createLanes(size, spawner, memory, 'alcove-parser', patience)
  const drawing = createLanes(1, spawner, memory, 'alcove-pages', patience)
  const recognizing = createLanes(1, spawner, { ...memory, idleMb: idleMb.recognizing }, 'alcove-recognition', patience)
  let nextJob = 1

  /** One job of parsing: its parts, and what it tells of attachments. */
  async function* attempt(
    lane: ParserLane,
    file: FileBytes,
    changes: { readonly resume?: MailResume },
    share: number,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly part?: DocumentPart; readonly event?: AttachmentEvent }> {
    const characters = Math.min(limits.mostCharacters, Math.max(limits.leastCharacters, limits.charactersPerByte * file.size))
    const order = { type: 'parse', job: nextJob++, file: jobFile(file), characters, partCharacters: limits.partCharacters, ...changes } as const
    const streams = streamed.has(file.format)
    const time = { ms: timeFor(file, limits) * (streams ? 1 : share), restarts: streams }
    let failed: AlcoveError | undefined
    for await (const message of lane.run(order, file, time, signal)) {
      if (message.type === 'part') yield { part: message.part }
      else if (message.type === 'attachment') yield { event: message.event }
      else if (message.type === 'failed') failed = failure(message.code, message.details)
    }
    if (failed !== undefined) throw failed
  }

  /** An attachment that ends the process costs itself only: the mail goes on behind it in a new one. */
  async function* parseMail(lane: ParserLane, file: FileBytes, signal: AbortSignal): AsyncGenerator<DocumentPart> {
    const progress = createMailProgress(file.format)
    let resume: MailResume | undefined
    for (;;) {
      try {
        for await (const { part, event } of attempt(lane, file, resume === undefined ? {} : { resume }, progress.share(), signal)) {
          if (event !== undefined) progress.told(event)
          if (part === undefined) continue
          progress.delivered(part)
          yield part.end === undefined ? part : { ...part, end: progress.whole(part.end) }
        }
        return
      } catch (error) {
        const next = error instanceof AlcoveError && !signal.aborted ? progress.after(error) : null
        if (next === null) throw error
        resume = next
      }
    }
  }

  return {
    version: parserVersion,
    languages,
    async *parse(file: FileBytes, signal: AbortSignal): AsyncGenerator<DocumentPart> {
      const lane = await parsing.take(file.size, signal)
      try {
        if (isMail(file.format)) yield* parseMail(lane, file, signal)
        else for await (const { part } of attempt(lane, file, {}, 1, signal)) if (part !== undefined) yield part
      } finally {
        parsing.give(lane)
      }
    },
    async draw(file: FileBytes, page: PageToDraw, signal: AbortSignal): Promise<PagePicture> {
      const order = { type: 'draw', job: nextJob++, file: jobFile(file), page: { ...page, scale: Math.min(4, Math.max(0.5, page.scale)) } } as const
      return (await answerTo(order, drawing, file, timeFor(file, limits), signal, 'picture')).picture
    },
    async recognize(file: FileBytes, page: PageToRead, signal: AbortSignal): Promise<readonly Block[]> {
      const order = { type: 'recognize', job: nextJob++, file: jobFile(file), page } as const
      return (await answerTo(order, recognizing, file, timeFor(file, limits) - limits.fileMs + limits.recognizeMs, signal, 'recognized')).blocks
    },
    async close() {
      await Promise.all([parsing.close(), drawing.close(), recognizing.close()])
    },
  }
}

/** The one message of this type that the job ends with. */
async function answerTo<Type extends FromParser['type']>(
  order: ParserOrder,
  lanes: Lanes,
  file: FileBytes,
  ms: number,
  signal: AbortSignal,
  type: Type,
): Promise<Extract<FromParser, { type: Type }>> {
  const lane = await lanes.take(file.size, signal)
  try {
    let answer: Extract<FromParser, { type: Type }> | undefined
    let failed: AlcoveError | undefined
    for await (const message of lane.run(order, file, { ms, restarts: false }, signal)) {
      if (message.type === 'failed') failed = failure(message.code, message.details)
      else if (message.type === type) answer = message as Extract<FromParser, { type: Type }>
    }
    if (answer === undefined) throw failed ?? new AlcoveError('parser-crashed')
    return answer
  } finally {
    lanes.give(lane)
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
