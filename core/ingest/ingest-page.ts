/**
 * The line for one page that text recognition has read: chunk → words → embed → vectors → mark done, by the same steps
 * as a file. The page becomes a document of its own, whose parent is the document of its file: what was read before it
 * is not touched. Safe to repeat after a crash at any line.
 */
import type { Block, DocumentPart, ScannedPage } from '../types/document.ts'
import { pageDocumentId } from './document-id.ts'
import { embedDocument } from './embed-document.ts'
import type { IngestLine } from './line.ts'
import type { Told } from './ports.ts'
import { writeParts } from './read-document.ts'

export interface ReadPage {
  readonly documentId: string
  readonly page: ScannedPage
  readonly blocks: readonly Block[]
}

/** It belongs to no run. */
const silent: Told = { cut: () => {}, read: () => {}, searchable: () => {}, embedded: () => {}, kept: () => {} }

export async function ingestPage(read: ReadPage, line: IngestLine, signal: AbortSignal): Promise<string | null> {
  const { making } = line
  for (let other = making.get(read.documentId); other !== undefined; other = making.get(read.documentId)) await other
  const work = writePage(read, line, signal)
  const settled = work.then(
    () => null,
    () => null,
  )
  // the document is neither made anew nor removed meanwhile
  making.set(read.documentId, settled)
  try {
    return await work
  } finally {
    making.delete(read.documentId)
  }
}

async function writePage({ documentId, page, blocks }: ReadPage, { ports, gate }: IngestLine, signal: AbortSignal): Promise<string | null> {
  const { passages, committed } = ports.stores
  const parent = passages.document(documentId)
  if (parent === null || parent.state !== 'done') return null
  const id = pageDocumentId(documentId, page)
  const { title } = parent.properties
  async function* parts(): AsyncGenerator<DocumentPart> {
    yield { blocks, end: title === undefined ? {} : { title } }
  }
  const { contentHash, format } = parent
  const written = await writeParts({ id, parentId: documentId, contentHash, format, parts: parts(), verify: async () => {} }, ports, silent, signal)
  await written.words
  passages.setState(id, 'searchable', written.info)
  await embedDocument(id, ports, { resumed: false, gate, told: silent }, signal)
  passages.setState(id, 'done')
  await committed()
  return id
}
