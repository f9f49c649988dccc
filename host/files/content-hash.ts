/** SHA-256 of a file's bytes, in hex: what tells whether two files are the same document. */
import { createHash } from 'node:crypto'
import type { OpenFile } from '../../core/ports/file-source.ts'

export async function contentHash(file: OpenFile, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of file.read()) {
    signal.throwIfAborted()
    hash.update(piece)
  }
  return hash.digest('hex')
}
