/** EML and MBOX: message by message, each with its attachments as documents within it. */
import { AlcoveError } from '../../errors.ts'
import type { Block, DocumentInfo, DocumentPart, ScannedPage } from '../../types/document.ts'
import type { MailGaps } from '../../types/mail-resume.ts'
import type { UnreadPart } from '../../types/outcome.ts'
import type { Nesting } from '../nested.ts'
import { asBuffer } from '../shared/bytes.ts'
import { isBinary } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import type { AttachmentBudget, MessageJob } from './attachments.ts'
import { attachmentParts, mostAttachedBytes, mostOpened } from './attachments.ts'
import { mailBlocks } from './blocks.ts'
import { splitMbox } from './mbox.ts'
import { readMime } from './mime.ts'
import { isOutlookMail, openMail } from './open.ts'
import { readFields } from './read.ts'
import type { Mail } from './types.ts'

/** Of the whole document's text, attachments may take so much: the mails themselves always fit. */
const attachmentShare = 0.5
/** What was not read is listed up to this number. */
const mostListed = 2_000

export async function* parseMail(source: ParseSource, nesting: Nesting): AsyncGenerator<DocumentPart> {
  if (source.format === 'mbox') yield* parseMbox(source, nesting)
  else yield* parseOne(source, nesting)
}

async function* parseOne(source: ParseSource, nesting: Nesting): AsyncGenerator<DocumentPart> {
  const bytes = asBuffer(await readAll(source))
  if (isNoMail(bytes)) {
    yield { blocks: [], end: { skipped: 'binary' } }
    return
  }
  const mail = await openMail(bytes, source.format === 'msg' ? 'msg' : 'eml')
  if (mail.encrypted) throw new AlcoveError('file-encrypted')
  const all = createGaps()
  for await (const blocks of messageParts(mail, 1, '', { source, nesting, budget: budgetOf(nesting), all })) yield { blocks }
  yield { blocks: [], end: { ...propertiesOf([mail]), ...all.end() } }
}

async function* parseMbox(source: ParseSource, nesting: Nesting): AsyncGenerator<DocumentPart> {
  const all = createGaps()
  const budget = budgetOf(nesting)
  const from = nesting.resume?.message ?? 1
  const properties = createShared()
  for await (const { number, bytes } of splitMbox(source.chunks)) {
    if (bytes !== null) properties.add(readFields(readMime(bytes.subarray(0, 200_000)).headers))
    if (number < from) continue
    if (bytes === null) await tell({ unread: [{ name: String(number), reason: 'too-large' }], scanned: [] }, number, 0, { nesting, all })
    else for await (const blocks of mboxMessage(bytes, number, { source, nesting, budget, all })) yield { blocks }
  }
  yield { blocks: [], end: { ...properties.end(), ...all.end() } }
}

/** One message that cannot be read costs no other. */
async function* mboxMessage(bytes: Buffer, number: number, reading: Reading): AsyncGenerator<readonly Block[]> {
  try {
    const mail = await openMail(bytes, 'eml')
    yield* messageParts(mail, number, `${number}/`, reading)
    if (mail.encrypted) await tell({ unread: [{ name: String(number), reason: 'file-encrypted' }], scanned: [] }, number, mail.attachments.length + 1, reading)
  } catch (error) {
    if (!(error instanceof AlcoveError) || error.code !== 'parser-output') throw error
    await tell({ unread: [{ name: String(number), reason: error.code }], scanned: [] }, number, 0, reading)
  }
}

interface Reading {
  readonly source: ParseSource
  readonly nesting: Nesting
  readonly budget: AttachmentBudget
  readonly all: Gaps
}

/** The blocks of a message and of its attachments, from where an earlier attempt ended. */
async function* messageParts(mail: Mail, message: number, label: string, reading: Reading): AsyncGenerator<readonly Block[]> {
  const { nesting, source } = reading
  const where = { message, prefix: '' }
  const resume = nesting.resume?.message === message ? nesting.resume : undefined
  const budget = reading.budget
  budget.count = mostOpened
  budget.bytes = mostAttachedBytes
  if (resume === undefined || resume.attachment === 0) yield* mailBlocks(mail, where, nesting)
  for (const [index, attachment] of mail.attachments.entries()) {
    const number = index + 1
    if (number < (resume?.attachment ?? 0)) continue
    const job: MessageJob = { nesting, budget, unread: [], scanned: [], password: source.password, label, number }
    yield* attachmentParts(attachment, where, 1, job)
    await tell(job, message, number, reading)
  }
}

async function tell({ unread, scanned }: MailGaps, message: number, attachment: number, { nesting, all }: Pick<Reading, 'nesting' | 'all'>): Promise<void> {
  if (unread.length === 0 && scanned.length === 0) return
  const gaps = { unread, scanned }
  all.add(gaps)
  await nesting.onAttachment?.({ kind: 'gaps', message, attachment, gaps })
}

function budgetOf(nesting: Nesting): AttachmentBudget {
  return { characters: nesting.limits.characters * attachmentShare, count: mostOpened, bytes: mostAttachedBytes }
}

interface Gaps {
  add(gaps: MailGaps): void
  end(): Pick<DocumentInfo, 'unread' | 'scanned'>
}

function createGaps(): Gaps {
  const unread: UnreadPart[] = []
  const scanned: ScannedPage[] = []
  return {
    add(gaps) {
      unread.push(...gaps.unread.slice(0, mostListed - unread.length))
      scanned.push(...gaps.scanned)
    },
    end: () => ({ ...(unread.length === 0 ? {} : { unread }), ...(scanned.length === 0 ? {} : { scanned }) }),
  }
}

type Fields = Pick<Mail, 'subject' | 'author' | 'sent'>

function propertiesOf(mails: readonly Fields[]): DocumentInfo {
  const shared = createShared()
  for (const mail of mails) shared.add(mail)
  return shared.end()
}

/** What all messages have in common: of a single one, everything. */
function createShared(): { add(fields: Fields): void; end(): DocumentInfo } {
  let first: Fields | undefined
  let same = { subject: true, author: true, sent: true }
  return {
    add(fields) {
      first ??= fields
      same = {
        subject: same.subject && fields.subject === first.subject,
        author: same.author && fields.author === first.author,
        sent: same.sent && fields.sent === first.sent,
      }
    },
    end: () => ({
      ...(same.subject && first?.subject ? { title: first.subject } : {}),
      ...(same.author && first?.author ? { author: first.author } : {}),
      ...(same.sent && first?.sent !== undefined ? { created: first.sent } : {}),
    }),
  }
}

/** Bytes that no text has, and no header above them. */
function isNoMail(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 10_000)
  return isBinary(head) && readMime(head).headers.count === 0 && !isOutlookMail(head)
}
