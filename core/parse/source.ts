/** What every format's parser is handed: bytes and a name, never a path. */
import { AlcoveError } from '../errors.ts'
import type { Format } from '../types/document.ts'

export interface ParseSource {
  /** The file's name without folders. */
  readonly name: string
  /** Bytes, as the sender announced them. */
  readonly size: number
  readonly format: Format
  /** Opens an encrypted file. */
  readonly password?: string
  /** The content, once, in order. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** The whole content in one piece; a source that is not as long as announced has changed under us. */
export async function readAll(source: ParseSource): Promise<Uint8Array> {
  const whole = new Uint8Array(source.size)
  let at = 0
  for await (const chunk of source.chunks) {
    if (at + chunk.length > whole.length) throw new AlcoveError('file-changing')
    whole.set(chunk, at)
    at += chunk.length
  }
  if (at !== whole.length) throw new AlcoveError('file-changing')
  return whole
}
