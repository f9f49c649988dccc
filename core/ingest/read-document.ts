/**
 * The reading half of the line: hash → parse → chunk → passages → words. A document that the store has already,
 * in whatever state, is not parsed again; one that was begun and not finished is begun anew.
 */
import { AlcoveError } from '../errors.ts'
import type { OpenFile } from '../ports/file-source.ts'
import type { DocumentRecord, FileRecord } from '../ports/stores.ts'
import type { DocumentInfo, DocumentPart, Format } from '../types/document.ts'
import type { Passage } from '../types/passage.ts'
import { chunkDocument } from './chunk-document.ts'
import { documentId, lineVersion } from './document-id.ts'
import { embeddedText } from './embedded-text.ts'
import type { IngestPorts, Told } from './ports.ts'

/** Passages written at a time. */
const batch = 32
/** Batches of words that may wait for their commit: more text than that waits with them. */
const mostUncommitted = 12

export interface Opened {
  readonly file: OpenFile
  readonly contentHash: string
  readonly documentId: string
  readonly format: Format
  /** Opens it where it is encrypted. */
  readonly password?: string | undefined
}

/** Opens the file and finds out which document it is. */
export async function identifyDocument(record: FileRecord, format: Format, ports: IngestPorts, signal: AbortSignal): Promise<Opened> {
  const file = await ports.disk.open(record.path)
  const contentHash = await ports.contentHash(file, signal)
  await file.verify()
  return { file, contentHash, documentId: documentId(contentHash, format, lineVersion(ports.parser.version)), format }
}

export interface Written {
  readonly passages: number
  readonly info: DocumentInfo
  /** Resolves when all its words can be found. */
  readonly words: Promise<unknown>
}

/** Parses, cuts and writes the document, part by part, so that a file of any size needs little memory. */
export async function writeDocument(
  { file, contentHash, documentId, format, password }: Opened,
  name: string,
  ports: IngestPorts,
  told: Pick<Told, 'cut'>,
  signal: AbortSignal,
): Promise<Written> {
  const bytes = { name, size: file.stamp.size, format, ...(password === undefined ? {} : { password }), read: () => file.read() }
  const document = { id: documentId, contentHash, format, parts: ports.parser.parse(bytes, signal), verify: () => file.verify() }
  return await writeParts(document, ports, told, signal)
}

/** A document to be written, wherever its parts come from. */
export interface Incoming extends Pick<DocumentRecord, 'id' | 'contentHash' | 'format'> {
  /** The document that it is a page of. */
  readonly parentId?: string
  readonly parts: AsyncIterable<DocumentPart>
  /** Called when all parts have come: throws where they are not to be believed. */
  verify(): Promise<void>
}

/** What was there of it before is dropped, its pages included. */
export async function writeParts({ parts, verify, ...document }: Incoming, ports: IngestPorts, told: Pick<Told, 'cut'>, signal: AbortSignal): Promise<Written> {
  const { stores, index, tokenizer, embedder } = ports
  const { id } = document
  told.cut(0)
  if (stores.passages.document(id) !== null) await index.removeDocuments([id, ...stores.passages.pagesOf(id)])
  stores.passages.begin(document)

  const uncommitted = new Set<Promise<void>>()
  const all: Promise<void>[] = []
  let count = 0
  const cutting = inBatches(chunkDocument(parts, tokenizer, embedder.maxTokens), batch)
  try {
    let step = await cutting.next()
    for (; !step.done; step = await cutting.next()) {
      signal.throwIfAborted()
      const passages = stores.passages.add(id, step.value)
      count += passages.length
      told.cut(count)
      const words = addWords(passages, ports).finally(() => uncommitted.delete(words))
      uncommitted.add(words)
      all.push(words)
      if (uncommitted.size > mostUncommitted) await Promise.race(uncommitted)
    }
    await verify()
    return { passages: count, info: step.value, words: Promise.all(all) }
  } catch (error) {
    await cutting.return({})
    await Promise.allSettled(all)
    throw error
  }
}

/** The ids must outlive a crash before the index knows them: they are never given twice. */
async function addWords(passages: readonly Passage[], { stores, index }: IngestPorts): Promise<void> {
  await stores.committed()
  await index.addWords(passages.map((passage) => ({ id: passage.id, documentId: passage.documentId, text: embeddedText(passage) })))
}

async function* inBatches<T, R>(source: AsyncGenerator<readonly T[], R>, size: number): AsyncGenerator<readonly T[], R> {
  let waiting: T[] = []
  try {
    let step = await source.next()
    for (; !step.done; step = await source.next()) {
      waiting.push(...step.value)
      if (waiting.length < size) continue
      yield waiting
      waiting = []
    }
    if (waiting.length > 0) yield waiting
    return step.value
  } finally {
    await source.return(undefined as R)
  }
}

/** Whether reading it again may help at once: it changed while it was read. */
export function isChanging(error: unknown): boolean {
  return error instanceof AlcoveError && error.code === 'file-changing'
}
