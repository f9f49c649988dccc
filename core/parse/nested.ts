/** What a parser needs that reads documents within its document: the parsers of the other formats. */

import type { DocumentPart } from '../types/document.ts'
import type { AttachmentEvent, MailResume } from '../types/mail-resume.ts'
import type { OutputLimits } from './parts.ts'
import type { ParseSource } from './source.ts'

export interface Nesting {
  parse(source: ParseSource, limits: OutputLimits): AsyncIterable<DocumentPart>
  /** Of the whole document. */
  readonly limits: OutputLimits
  readonly resume?: MailResume | undefined
  /** Called as attachments are opened and closed; what follows waits for it. */
  onAttachment?(event: AttachmentEvent): Promise<void>
}

/** Bytes in hand as a source. */
export function sourceOf(name: string, format: ParseSource['format'], bytes: Uint8Array, password?: string): ParseSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { name, format, size: bytes.length, chunks: chunks(), ...(password === undefined ? {} : { password }) }
}
