/** A document is its bytes, read in one way: the same file twice, or moved, is the same document. */
import type { Format, ScannedPage } from '../types/document.ts'
import { chunkerVersion } from './chunk.ts'

/** Versions of all that stands between bytes and passages. When it changes, every file is read again. */
export function lineVersion(parserVersion: string): string {
  return `${parserVersion}.${chunkerVersion}`
}

/** `contentHash` is SHA-256 in hex, of which 160 bits are kept. */
export function documentId(contentHash: string, format: Format, line: string): string {
  return `${contentHash.slice(0, 40)}-${format}-${line.replace(/[^\w.]/g, '_')}`
}

/** A page that text recognition has read is a document of its own, the same one however often it is read. */
export function pageDocumentId(documentId: string, { page, within }: ScannedPage): string {
  return within === undefined ? `${documentId}-p${page}` : `${documentId}-m${within.message}-${encodeURIComponent(within.part)}-p${page}`
}
