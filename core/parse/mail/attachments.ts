/** Attachments as documents within the mail: each goes through the parser of its own format, with a budget for all. */
import type { ErrorCode } from '../../errors.ts'
import { AlcoveError } from '../../errors.ts'
import type { Within } from '../../types/anchor.ts'
import type { Block, DocumentInfo, DocumentPart, Format } from '../../types/document.ts'
import type { UnreadPart } from '../../types/outcome.ts'
import type { Nesting } from '../nested.ts'
import { sourceOf } from '../nested.ts'
import { asBuffer } from '../shared/bytes.ts'
import type { MailWhere } from './blocks.ts'
import { mailBlocks } from './blocks.ts'
import { splitMbox } from './mbox.ts'
import { attachmentFormat } from './names.ts'
import { openMail } from './open.ts'
import type { Attachment, Mail } from './types.ts'

export interface AttachmentBudget {
  /** UTF-16 code units that may still come from attachments. */
  characters: number
  /** Attachments of the message that may still be opened, and their bytes. */
  count: number
  bytes: number
}

export interface MessageJob {
  readonly nesting: Nesting
  readonly budget: AttachmentBudget
  readonly unread: UnreadPart[]
  readonly scanned: { readonly page: number; readonly within: Within }[]
  readonly password: string | undefined
  /** Put before the names of what was not read: `12/` in a mailbox. */
  readonly label: string
  /** The attachment of the message that all this belongs to, from 1. */
  readonly number: number
}

/** A mail in a mail in a mail is the last that is opened. */
const deepest = 3
export const mostOpened = 200
/** Bytes of all attachments of a message, out of their transfer encoding. */
export const mostAttachedBytes = 400_000_000
/** UTF-16 code units of one attachment: so many per byte, and at least. */
const charactersPerByte = 40
const leastCharacters = 2_000_000
/** Pictures of a signature and a letterhead are smaller. Bytes. */
const largestDecoration = 60_000

/** The parts of one attachment of a mail. What cannot be read of it is noted in `job.unread`; it never fails but by a bug. */
export async function* attachmentParts(attachment: Attachment, where: MailWhere, depth: number, job: MessageJob): AsyncGenerator<readonly Block[]> {
  const part = where.prefix + attachment.name
  const closed = closedReason(part, where.message, depth, job)
  const told = { message: where.message, attachment: job.number }
  const fail = (reason: UnreadPart['reason']): void => void job.unread.push({ name: job.label + part, reason })
  const format = formatOfAttachment(attachment)
  if (format === null) return isDecoration(attachment) ? undefined : fail('unsupported-format')
  if (closed !== undefined) return fail(closed)
  if (job.budget.count <= 0 || depth > deepest) return fail('too-large')
  await job.nesting.onAttachment?.({ kind: 'opened', ...told, part })
  try {
    yield* opened(attachment, format, { message: where.message, part }, depth, job)
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    fail(error.code)
  } finally {
    await job.nesting.onAttachment?.({ kind: 'closed', ...told, part: where.prefix.slice(0, -1) })
  }
}

/** Why it is not opened again, where an earlier attempt died of it or of too many others. */
function closedReason(part: string, message: number, depth: number, { nesting: { resume }, number }: MessageJob): ErrorCode | undefined {
  const own = resume?.closed.find((other) => other.message === message && other.part === part)
  const from = resume?.closedFrom
  if (own !== undefined || from === undefined) return own?.reason
  if (message !== from.message) return message > from.message ? from.reason : undefined
  return number > from.attachment || (number === from.attachment && (depth > 1 || !from.inner)) ? from.reason : undefined
}

function formatOfAttachment({ kind, name, type }: Attachment): Format | null {
  return kind === 'mail' ? 'eml' : attachmentFormat(name, type)
}

function isDecoration(attachment: Attachment): boolean {
  return attachment.decoration && attachment.kind === 'file' && attachment.bytes().length <= largestDecoration
}

async function* opened(attachment: Attachment, format: Format, within: Within, depth: number, job: MessageJob): AsyncGenerator<readonly Block[]> {
  const inner: MailWhere = { message: within.message, prefix: `${within.part}/` }
  job.budget.count -= 1
  if (attachment.kind === 'mail') {
    yield* mailWithin(attachment.mail(), inner, depth, job)
    return
  }
  if (format === 'image' && isDecoration(attachment)) return
  const bytes = attachment.bytes()
  job.budget.bytes -= bytes.length
  if (job.budget.bytes < 0) throw new AlcoveError('parser-output')
  if (format === 'eml' || format === 'msg') yield* mailWithin(await openMail(asBuffer(bytes), format), inner, depth, job)
  else if (format === 'mbox') yield* mailboxWithin(bytes, inner, depth, job)
  else yield* documentWithin(attachment.name, format, bytes, within, job)
}

async function* mailWithin(mail: Mail, where: MailWhere, depth: number, job: MessageJob): AsyncGenerator<readonly Block[]> {
  yield* mailBlocks(mail, where, job.nesting)
  if (mail.encrypted) job.unread.push({ name: job.label + where.prefix.slice(0, -1), reason: 'file-encrypted' })
  for (const attachment of mail.attachments) yield* attachmentParts(attachment, where, depth + 1, job)
}

/** Its messages are parts by their numbers: `archive.mbox/2/text`. */
async function* mailboxWithin(bytes: Uint8Array, { message, prefix }: MailWhere, depth: number, job: MessageJob): AsyncGenerator<readonly Block[]> {
  for await (const { number, bytes: one } of splitMbox(sourceOf('', 'mbox', bytes).chunks)) {
    const where = { message, prefix: `${prefix}${number}/` }
    if (one === null) job.unread.push({ name: job.label + where.prefix.slice(0, -1), reason: 'too-large' })
    else yield* mailWithin(await openMail(one, 'eml'), where, depth, job)
  }
}

async function* documentWithin(name: string, format: Format, bytes: Uint8Array, within: Within, job: MessageJob): AsyncGenerator<readonly Block[]> {
  const characters = Math.min(job.budget.characters, Math.max(leastCharacters, charactersPerByte * bytes.length))
  const limits = { characters, partCharacters: job.nesting.limits.partCharacters }
  let blocks = 0
  let end: DocumentInfo = {}
  for await (const part of job.nesting.parse(sourceOf(name, format, bytes, job.password), limits)) {
    for (const { text } of part.blocks) job.budget.characters -= text.length
    blocks += part.blocks.length
    end = part.end ?? end
    if (part.blocks.length > 0) yield standingWithin(part, within)
  }
  // a picture without text worth reading is no gap
  if (format !== 'image' || end.scanned !== undefined) note(end, blocks, within, job)
}

function standingWithin({ blocks }: DocumentPart, within: Within): readonly Block[] {
  return blocks.map((block) => ({ ...block, within }))
}

function note(end: DocumentInfo, blocks: number, within: Within, job: MessageJob): void {
  for (const { page } of end.scanned ?? []) job.scanned.push({ page, within })
  for (const { name, reason } of end.unread ?? []) job.unread.push({ name: `${job.label}${within.part}/${name}`, reason })
  const scanned = (end.scanned?.length ?? 0) > 0
  const reason = end.skipped ?? (blocks === 0 && !scanned ? 'no-text' : (end.brokenPages ?? 0) > 0 ? 'file-broken' : undefined)
  if (reason !== undefined) job.unread.push({ name: job.label + within.part, reason })
}
