/**
 * Text recognition in the background: the pages that are pictures, one at a time, only while no run is at work. Each
 * page is kept before the next is begun, so that nothing is lost by a crash but the page under way.
 */
import { AlcoveError, type ErrorCode, errors } from '../errors.ts'
import type { Ingest } from '../ingest/ingest-file.ts'
import { outcomeOf } from '../ingest/outcome-of.ts'
import type { TextRecognition } from '../ports/parser.ts'
import type { ScanRecord } from '../ports/stores.ts'
import { languagesToRead } from '../text/recognition-languages.ts'
import type { Block } from '../types/document.ts'
import type { RecognitionSnapshot } from '../types/library.ts'
import { citedFile } from './cited-file.ts'
import type { RunPorts } from './run.ts'
import type { RunFeed } from './run-feed.ts'
import type { Runs } from './runs.ts'

/** What runs and text recognition need from outside. */
export interface WorkPorts extends RunPorts {
  readonly recognizer: TextRecognition
  /** BCP 47. */
  readonly systemLanguage: string
  /** A run has ended that found files new, changed or gone: what was made of them may be stale. */
  filesChanged(): void
}

export interface Recognition {
  /** Reads what waits, and what will wait, until `close`. */
  start(): void
  /** Null where no page waits. */
  snapshot(): RecognitionSnapshot | null
  /** Pages of these files that were given up wait again. */
  retry(fileIds: readonly string[]): void
  /** There may be something to read: a run has ended. */
  wake(): void
  pause(paused: boolean): void
  /** Leaves the page under way if it is of this source, which is about to be removed. */
  leave(sourceId: string): Promise<void>
  /** Resolves when nothing is left that can be read now. */
  idle(): Promise<void>
  /** Leaves the page under way. */
  close(): Promise<void>
}

export interface RecognitionParts {
  readonly ingest: Ingest
  readonly feed: RunFeed
  readonly runs: Runs
}

/** The page under way. */
interface UnderWay {
  readonly sourceId: string
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/** A page that failed so often is given up. */
const attempts = 2
/** Pages whose time tells how long the rest will take. */
const remembered = 12
/** The file cannot be read now: nothing is wrong with its pages. */
const elsewhere: ReadonlySet<ErrorCode> = new Set(['file-gone', 'file-changed', 'file-changing', 'file-unreadable', 'path-unreadable', 'source-offline'])

export function createRecognition(ports: WorkPorts, { ingest, feed, runs }: RecognitionParts): Recognition {
  const { stores, clock, log, recognizer } = ports
  const open = citedFile({ files: stores.files, disk: ports.disk, contentHash: ports.contentHash })
  const pace = createPace()
  /** Documents whose file cannot be read now; tried again after the next run. */
  const unreachable = new Set<string>()
  let underWay: UnderWay | null = null
  let working: Promise<void> | null = null
  let started = false
  let paused = false
  let closed = false
  let endWaiting: () => void = () => undefined
  const closing = new Promise<void>((resolve) => {
    endWaiting = resolve
  })

  function snapshot(): RecognitionSnapshot | null {
    const counts = stores.scans.counts()
    if (counts.waiting === 0) return null
    const state = recognizer.languages.length === 0 ? 'absent' : underWay === null ? 'waiting' : 'reading'
    return { state, ...counts, secondsLeft: pace.secondsFor(counts.waiting) }
  }

  function tell(documentId?: string): void {
    feed.send({ type: 'recognition', recognition: snapshot(), files: documentId === undefined ? [] : stores.files.pointingAt(documentId) })
  }

  function wake(): void {
    unreachable.clear()
    go()
  }

  function go(): void {
    if (!started || closed || working !== null || recognizer.languages.length === 0) return
    working = readAll()
      .catch((error: unknown) => log.error('recognition-failed', error))
      .finally(() => {
        working = null
      })
  }

  async function readAll(): Promise<void> {
    for (;;) {
      await Promise.race([runs.idle(), closing])
      const scan = paused || closed ? null : stores.scans.next([...unreachable])
      if (scan === null) break
      await readOne(scan)
    }
    tell()
  }

  async function readOne(scan: ScanRecord): Promise<void> {
    const file = stores.files.ofDocument(scan.documentId)
    if (file === null) return void unreachable.add(scan.documentId)
    const stop = new AbortController()
    const reading = readPage(scan, file.id, stop.signal)
    underWay = { sourceId: file.sourceId, stop, ended: reading.catch(() => undefined) }
    tell()
    try {
      await reading
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      underWay = null
    }
  }

  async function readPage(scan: ScanRecord, fileId: string, signal: AbortSignal): Promise<void> {
    const began = clock.elapsed()
    let blocks: readonly Block[]
    try {
      blocks = await recognized(scan, fileId, signal)
    } catch (error) {
      if (signal.aborted || !(error instanceof AlcoveError)) throw error
      if (elsewhere.has(error.code)) unreachable.add(scan.documentId)
      else await giveUp(scan, error.code)
      return
    }
    const known = stores.passages.document(scan.documentId)
    const pageDocument = blocks.length === 0 ? null : await ingest.page(scan.documentId, scan.page, blocks, signal)
    if (known === null || (blocks.length > 0 && pageDocument === null)) return void unreachable.add(scan.documentId)
    stores.scans.done(scan.id)
    pace.took(clock.elapsed() - began)
    await restate(scan.documentId)
  }

  async function recognized({ documentId, page }: ScanRecord, fileId: string, signal: AbortSignal): Promise<readonly Block[]> {
    const document = stores.passages.document(documentId)
    if (document === null) throw new AlcoveError('file-gone')
    const bytes = await open(fileId, document.contentHash, undefined, signal)
    const languages = languagesToRead(stores.settings.read().recognitionLanguages, recognizer.languages, ports.systemLanguage)
    return await recognizer.recognize(bytes, { ...page, languages }, signal)
  }

  async function giveUp({ id, documentId, attempts: before }: ScanRecord, code: ErrorCode): Promise<void> {
    stores.scans.failed(id, code, before + 1 < attempts && errors[code].retry === 'now')
    await restate(documentId)
  }

  /** The outcome of its files follows from what is read by now. */
  async function restate(documentId: string): Promise<void> {
    const document = stores.passages.document(documentId)
    if (document !== null) stores.files.restate(documentId, outcomeOf(document))
    await stores.committed()
    tell(documentId)
  }

  return {
    start() {
      started = true
      go()
    },
    snapshot,
    retry(fileIds) {
      stores.scans.retry(fileIds)
      wake()
    },
    wake() {
      wake()
      if (working === null && snapshot() !== null) tell()
    },
    pause(now) {
      paused = now
      if (!now) go()
    },
    async leave(sourceId) {
      if (underWay?.sourceId !== sourceId) return
      underWay.stop.abort(new DOMException('source removed', 'AbortError'))
      await underWay.ended
    },
    async idle() {
      while (working !== null) await working
    },
    async close() {
      closed = true
      endWaiting()
      underWay?.stop.abort(new DOMException('stopped', 'AbortError'))
      await working
    },
  }
}

interface Pace {
  took(ms: number): void
  /** Null before the first page. */
  secondsFor(pages: number): number | null
}

/** How long pages take, from the last that were read. */
function createPace(): Pace {
  const times: number[] = []
  return {
    took(ms) {
      times.push(ms)
      if (times.length > remembered) times.shift()
    },
    secondsFor: (pages) => (times.length === 0 ? null : Math.round((pages * times.reduce((sum, ms) => sum + ms, 0)) / times.length / 1000)),
  }
}
