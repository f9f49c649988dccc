/** What the parser of a mail tells while it works, and what it is told when an earlier attempt died at an attachment. */
import type { ErrorCode } from '../errors.ts'
import type { ScannedPage } from './document.ts'
import type { UnreadPart } from './outcome.ts'

/** What of a mail was not read. */
export interface MailGaps {
  readonly unread: readonly UnreadPart[]
  readonly scanned: readonly ScannedPage[]
}

/** Where the parser is: attachments of a message count from 1, 0 is its own text. */
interface MailPosition {
  readonly message: number
  readonly attachment: number
}

export type AttachmentEvent =
  /** `part`: its name; `outer.eml/inner.pdf` inside a mail that is attached itself. */
  | (MailPosition & { readonly kind: 'opened'; readonly part: string })
  /** Back in what holds it: the mail itself where `part` is empty. */
  | (MailPosition & { readonly kind: 'closed'; readonly part: string })
  /** All that this attachment or text leaves unread. */
  | (MailPosition & { readonly kind: 'gaps'; readonly gaps: MailGaps })

/** How far an earlier attempt came. What stands before `message` and `attachment` has been delivered, and its gaps are known. */
export interface MailResume extends MailPosition {
  /** Blocks of that attachment or text that have been delivered. */
  readonly blocks: number
  /** Attachments that are not opened again, and the reason to give. */
  readonly closed: readonly { readonly message: number; readonly part: string; readonly reason: ErrorCode }[]
  /** From here on no attachment is opened any more; `inner`: but the mail that is attached here, without what it holds. */
  readonly closedFrom?: MailPosition & { readonly inner: boolean; readonly reason: ErrorCode }
}
