/** A mail as it was read, whichever format it came in. */

export interface Mail {
  /** Empty where it has none. */
  readonly subject: string
  /** The fields that a reader sees above the text, in order: `['From', 'Anna <anna@example.org>']`. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** The sender's name, or else address; empty where it names none. */
  readonly author: string
  /** ISO 8601. */
  readonly sent?: string
  readonly body: readonly BodyPart[]
  readonly attachments: readonly Attachment[]
  /** Its text is encrypted: nothing of the body could be read. */
  readonly encrypted: boolean
}

/** A stretch of the body, in one or two versions of the same text. */
export interface BodyPart {
  readonly plain?: PlainText
  readonly html?: string
  readonly rtf?: Uint8Array
}

export interface PlainText {
  readonly text: string
  /** Lines were wrapped by the mail program and flow together again. (RFC 3676.) */
  readonly flowed?: 'flowed' | 'flowed without spaces'
}

interface Attached {
  /** Without folders, unique within its mail. */
  readonly name: string
  /** MIME type, lower case; empty where it is not known. */
  readonly type: string
  /** Part of the mail's look rather than a file that was sent: a logo. */
  readonly decoration: boolean
}

export type Attachment =
  | (Attached & { readonly kind: 'file'; bytes(): Uint8Array })
  /** A mail that is not stored as a file of its own. */
  | (Attached & { readonly kind: 'mail'; mail(): Mail })
