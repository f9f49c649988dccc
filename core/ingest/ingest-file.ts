/**
 * The line for one file: parse → chunk → words → embed → vectors → mark done. Two lanes: reading runs ahead, small
 * files first, so that everything can be found by keyword early; embedding follows from the store. Safe to repeat
 * after a crash at any line: what is not marked is done again, and the mark comes last.
 */
import { AlcoveError, isCrash } from '../errors.ts'
import type { FileRecord } from '../ports/stores.ts'
import type { Block, Format, ScannedPage } from '../types/document.ts'
import type { Outcome } from '../types/outcome.ts'
import { embedDocument } from './embed-document.ts'
import { ingestPage } from './ingest-page.ts'
import { createGate, createLane } from './limits.ts'
import type { IngestLine } from './line.ts'
import { outcomeOf } from './outcome-of.ts'
import type { IngestPorts, Told } from './ports.ts'
import { identifyDocument, isChanging, type Opened, type Written, writeDocument } from './read-document.ts'

export interface Ingest {
  /**
   * Brings one file up to date and stores its outcome, which is returned. What goes wrong with the file is its
   * outcome; only the signal's reason is thrown, and then the file waits as before. `password` opens an encrypted
   * file and is kept nowhere.
   */
  file(record: FileRecord, format: Format, told: Told, signal: AbortSignal, password?: string): Promise<Outcome>
  /**
   * Makes a page that text recognition has read a document of its own, found with that of its file. Returns its id, or
   * null where the document of its file has gone meanwhile.
   */
  page(documentId: string, page: ScannedPage, blocks: readonly Block[], signal: AbortSignal): Promise<string | null>
  pause(paused: boolean): void
  /** Removes documents that no file points at, with all that was made of them. Returns how many. */
  sweep(): Promise<number>
}

export interface IngestLimits {
  /** Files read at once. */
  readonly readers: number
  /** Passages that the embedder is given at once. */
  readonly embedding: number
  /** A file or document of this size takes a while: one place is kept free of them, for what is small and comes later. */
  readonly heavy: { readonly bytes: number; readonly passages: number }
}

/** Documents embedded at once: enough small ones to fill the gate. */
const documentsAtOnce = 24
/** A file that changes while it is read is read again so often. */
const attempts = 3

export function createIngest(ports: IngestPorts, { readers, embedding, heavy }: IngestLimits): Ingest {
  const line: IngestLine = {
    ports,
    reading: createLane(readers, heavy.bytes),
    embedding: createLane(documentsAtOnce, heavy.passages),
    gate: createGate(embedding),
    making: new Map(),
  }
  return {
    file: async (record, format, told, signal, password) => await ingestFile({ record, format, password }, line, told, signal),
    page: async (documentId, page, blocks, signal) => await ingestPage({ documentId, page, blocks }, line, signal),
    pause(paused) {
      for (const limit of [line.reading, line.embedding, line.gate]) limit.pause(paused)
    },
    sweep: async () => await sweep(line),
  }
}

/** A file to be read, and what opens it where it is encrypted. */
interface Wanted {
  readonly record: FileRecord
  readonly format: Format
  readonly password: string | undefined
}

async function ingestFile(wanted: Wanted, line: IngestLine, told: Told, signal: AbortSignal): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptFile(wanted, line, told, signal)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (isChanging(error) && attempt < attempts) continue
      if (!(error instanceof AlcoveError)) throw error
      // as it stands now: it may point at a document that can be found by keyword and only lacks its vectors
      return await store(line, failed(line.ports.stores.files.byId(wanted.record.id) ?? wanted.record, error))
    }
  }
}

async function attemptFile(wanted: Wanted, line: IngestLine, told: Told, signal: AbortSignal): Promise<Outcome> {
  const { ports, making } = line
  const { record, format, password } = wanted
  const read = await line.reading.run(record.stamp.size, signal, async () => {
    const opened = { ...(await identifyDocument(record, format, ports, signal)), password }
    const other = making.get(opened.documentId)
    if (other !== undefined) return { opened, other }
    const made = make(record, opened, line, told, signal)
    const settled = made.whole.then(
      () => null,
      () => null,
    )
    making.set(opened.documentId, settled)
    void settled.then(() => making.delete(opened.documentId))
    await made.read
    return { opened, made: made.whole }
  })
  if (read.made !== undefined) return await read.made
  // another file brings the same document: once it is there, this one has only to point at it
  await read.other
  return await attemptFile(wanted, line, told, signal)
}

/** Makes the document. `read` resolves when the reader is free for the next file, whatever came of this one. */
function make(
  record: FileRecord,
  opened: Opened,
  line: IngestLine,
  told: Told,
  signal: AbortSignal,
): { readonly read: Promise<void>; readonly whole: Promise<Outcome> } {
  const { stores } = line.ports
  const known = stores.passages.document(opened.documentId)
  let free: () => void = () => undefined
  const read = new Promise<void>((resolve) => {
    free = resolve
  })

  async function whole(): Promise<Outcome> {
    const pages = stores.passages.pagesOf(opened.documentId).filter((id) => stores.passages.document(id)?.state === 'searchable')
    if (known?.state === 'done' && pages.length === 0) return await store(line, pointing(record, opened, outcomeOf(known)))
    if (known?.state === 'searchable' || known?.state === 'done') {
      stores.files.put(pointing(record, opened, null))
      told.read(known.passages + known.pagePassages)
    } else {
      const written = await writeDocument(opened, record.name, line.ports, told, signal)
      told.read(written.passages)
      free()
      const { skipped } = written.info
      if (skipped !== undefined) return await store(line, { ...pointing(record, opened, { kind: 'skipped', reason: skipped }), documentId: null })
      await written.words
      markSearchable(record, opened, written, line)
    }
    free()
    told.searchable()
    const passages = stores.passages.document(opened.documentId)?.passages ?? 0
    await line.embedding.run(passages, signal, async () => {
      for (const id of [opened.documentId, ...pages]) await embedDocument(id, line.ports, { resumed: known !== null, gate: line.gate, told }, signal)
    })
    return await markDone(record, opened, pages, line)
  }

  return { read, whole: whole().finally(free) }
}

/** While a document is being removed, a file that brings it again waits, and then makes it anew. */
async function sweep({ ports: { stores, index }, making }: IngestLine): Promise<number> {
  const busy = (id: string): boolean => making.has(id) || making.has(stores.passages.document(id)?.parentId ?? id)
  const orphans = stores.passages.orphans().filter((id) => !busy(id))
  if (orphans.length === 0) return 0
  const removal = (async () => {
    await index.removeDocuments(orphans)
    stores.passages.removeDocuments(orphans)
    await stores.committed()
  })()
  const settled = removal.catch(() => null)
  for (const id of orphans) making.set(id, settled)
  try {
    await removal
  } finally {
    for (const id of orphans) making.delete(id)
  }
  return orphans.length
}

function markSearchable(record: FileRecord, opened: Opened, { info }: Written, { ports: { stores } }: IngestLine): void {
  stores.passages.setState(opened.documentId, 'searchable', info)
  stores.files.put(pointing(record, opened, null))
}

/** Last of all: no mark without rows. */
async function markDone(record: FileRecord, opened: Opened, pages: readonly string[], line: IngestLine): Promise<Outcome> {
  const { stores } = line.ports
  for (const id of [...pages, opened.documentId]) stores.passages.setState(id, 'done')
  const document = stores.passages.document(opened.documentId)
  if (document === null) throw new RangeError('a document that went while it was made')
  return await store(line, pointing(record, opened, outcomeOf(document)))
}

async function store({ ports: { stores } }: IngestLine, record: Omit<FileRecord, 'id'> & { readonly outcome: Outcome | null }): Promise<Outcome> {
  stores.files.put(record)
  await stores.committed()
  if (record.outcome === null) throw new RangeError('a file without its outcome')
  return record.outcome
}

function pointing(record: FileRecord, { file, contentHash, documentId, format }: Opened, outcome: Outcome | null): FileRecord {
  return { ...record, stamp: file.stamp, format, contentHash, documentId, outcome, crashes: 0 }
}

/** What was read and cannot be understood has no document; what could not be read keeps the one it had. */
function failed(record: FileRecord, error: AlcoveError): FileRecord {
  const judged: readonly string[] = ['file-broken', 'file-encrypted', 'password-wrong', 'encryption-unsupported', 'parser-output']
  const keeps = judged.includes(error.code) ? { documentId: null, contentHash: null } : {}
  return { ...record, ...keeps, outcome: { kind: 'failed', code: error.code }, crashes: record.crashes + (isCrash(error.code) ? 1 : 0) }
}
