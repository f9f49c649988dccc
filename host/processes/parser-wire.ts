/** What a parser process and its pool say to each other. One job at a time; `job` tells late messages of an ended one apart. */
import type { ErrorCode, ErrorDetails } from '../../core/errors.ts'
import type { Block, DocumentPart, Format } from '../../core/types/document.ts'
import type { AttachmentEvent, MailResume } from '../../core/types/mail-resume.ts'
import type { PagePicture, PageToDraw, PageToRead } from '../../core/types/page-picture.ts'

export interface JobFile {
  readonly name: string
  readonly size: number
  readonly format: Format
  readonly password?: string
}

export type ToParser =
  | {
      readonly type: 'parse'
      readonly job: number
      readonly file: JobFile
      readonly characters: number
      readonly partCharacters: number
      /** Where to go on in a mail. */
      readonly resume?: MailResume
    }
  | { readonly type: 'draw'; readonly job: number; readonly file: JobFile; readonly page: PageToDraw }
  | { readonly type: 'recognize'; readonly job: number; readonly file: JobFile; readonly page: PageToRead }
  /** The answer to `pull`; null at the end of the file. */
  | { readonly type: 'bytes'; readonly job: number; readonly chunk: Uint8Array | null }
  /** The pool has room for one more part. */
  | { readonly type: 'more'; readonly job: number }
  /** Nobody waits for the job any more. */
  | { readonly type: 'leave'; readonly job: number }

/** What starts a job. */
export type ParserOrder = Extract<ToParser, { readonly file: JobFile }>

export type FromParser =
  | { readonly type: 'pull'; readonly job: number }
  | { readonly type: 'part'; readonly job: number; readonly part: DocumentPart }
  | { readonly type: 'attachment'; readonly job: number; readonly event: AttachmentEvent }
  | { readonly type: 'picture'; readonly job: number; readonly picture: PagePicture }
  | { readonly type: 'recognized'; readonly job: number; readonly blocks: readonly Block[] }
  | { readonly type: 'failed'; readonly job: number; readonly code: ErrorCode; readonly details: ErrorDetails }
  /** The job is over and its memory handed back. `rss` in bytes. */
  | { readonly type: 'idle'; readonly job: number; readonly rss: number }
