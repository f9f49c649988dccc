/** The bytes of one attachment, taken out of its mail again: to draw a page of it, to recognise its text. */
import { AlcoveError } from '../../errors.ts'
import type { Within } from '../../types/anchor.ts'
import { sourceOf } from '../nested.ts'
import { asBuffer } from '../shared/bytes.ts'
import type { ParseSource } from '../source.ts'
import { readAll } from '../source.ts'
import { splitMbox } from './mbox.ts'
import { attachmentFormat } from './names.ts'
import { openMail } from './open.ts'
import type { Attachment, Mail } from './types.ts'

/** Throws `page-missing` where the mail has no such attachment, `file-broken` where it is no mail. */
export async function attachmentOf(source: ParseSource, within: Within): Promise<ParseSource> {
  const mail = await messageOf(source, within.message)
  return await attachmentAt(mail, within.part.split('/'), source.password)
}

async function messageOf(source: ParseSource, message: number): Promise<Mail> {
  if (source.format === 'mbox') return await messageIn(source.chunks, message)
  if ((source.format !== 'eml' && source.format !== 'msg') || message !== 1) throw new AlcoveError('page-missing')
  return await openMail(asBuffer(await readAll(source)), source.format)
}

async function messageIn(chunks: AsyncIterable<Uint8Array>, wanted: number): Promise<Mail> {
  for await (const { number, bytes } of splitMbox(chunks)) {
    if (number === wanted && bytes !== null) return await openMail(bytes, 'eml')
  }
  throw new AlcoveError('page-missing')
}

async function attachmentAt(mail: Mail, path: readonly string[], password: string | undefined): Promise<ParseSource> {
  const [name, ...rest] = path
  const attachment = mail.attachments.find((other) => other.name === name)
  if (attachment === undefined) throw new AlcoveError('page-missing')
  if (rest.length > 0) return await attachmentIn(attachment, rest, password)
  const format = attachmentFormat(attachment.name, attachment.type)
  if (attachment.kind === 'mail' || format === null) throw new AlcoveError('page-missing')
  return sourceOf(attachment.name, format, attachment.bytes(), password)
}

/** Of a mail or a mailbox that is attached. */
async function attachmentIn(attachment: Attachment, path: readonly string[], password: string | undefined): Promise<ParseSource> {
  if (attachment.kind === 'mail') return await attachmentAt(attachment.mail(), path, password)
  const format = attachmentFormat(attachment.name, attachment.type)
  const bytes = attachment.bytes()
  if (format === 'eml' || format === 'msg') return await attachmentAt(await openMail(asBuffer(bytes), format), path, password)
  if (format !== 'mbox') throw new AlcoveError('page-missing')
  const mail = await messageIn(sourceOf('', 'mbox', bytes).chunks, Number(path[0]))
  return await attachmentAt(mail, path.slice(1), password)
}
