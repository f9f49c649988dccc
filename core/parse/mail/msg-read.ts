/** Outlook's MSG as a mail, its old code pages included. ([MS-OXMSG].) */
import type { FieldsData } from '@kenjiuno/msgreader'
import MsgReaderModule from '@kenjiuno/msgreader'
import iconv from 'iconv-lite'
import { AlcoveError } from '../../errors.ts'
import { checkCfb } from '../office/cfb-check.ts'
import { flatten } from '../shared/clean-text.ts'
import { mailDate } from './date.ts'
import { decodeText } from './mime-decode.ts'
import { readHeaders } from './mime-headers.ts'
import { unpackRtf } from './msg-rtf.ts'
import { createNames, nameByType } from './names.ts'
import { readMail } from './read.ts'
import type { Attachment, BodyPart, Mail } from './types.ts'

/** The package is CommonJS: Node hands its exports over as the default. */
const MsgReader = 'default' in MsgReaderModule ? (MsgReaderModule.default as typeof MsgReaderModule) : MsgReaderModule

/** Text that is not Unicode has this type in its property's tag. */
const stringType = 0x001e
/** A mail in a mail in a mail. */
const deepest = 5

/** Throws `file-broken` where it is no message. */
export function readMsg(bytes: Buffer): Mail {
  checkCfb(bytes)
  try {
    const { reader, fields } = fieldsOf(bytes)
    return mailOf(fields, reader, 0)
  } catch (error) {
    // whatever a damaged container makes the library throw
    throw error instanceof AlcoveError ? error : new AlcoveError('file-broken', {}, error)
  }
}

type Reader = InstanceType<typeof MsgReader>

/** In a damaged file a property may have another type than its name says. */
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
const bytesIn = (value: unknown): Buffer | undefined => (value instanceof Uint8Array ? Buffer.from(value) : undefined)
const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** Read once; where text stands in a code page, once more with the one that the message names. */
function fieldsOf(bytes: Buffer): { readonly reader: Reader; readonly fields: FieldsData } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let narrow = false
  const observer = (_: FieldsData, tag: number): void => {
    narrow ||= (tag & 0xffff) === stringType
  }
  const first = new MsgReader(view)
  first.parserConfig = { propertyObserver: observer }
  const fields = first.getFileData()
  if (fields.dataType === null || fields.error !== undefined) throw new AlcoveError('file-broken')
  if (!narrow) return { reader: first, fields }
  const second = new MsgReader(view)
  second.parserConfig = { ansiEncoding: codePageName(numberIn(fields.messageCodepage) ?? numberIn(fields.internetCodepage)) }
  return { reader: second, fields: second.getFileData() }
}

/** Code pages whose names are not their numbers. */
const namedPages: Readonly<Record<number, string>> = {
  1200: 'utf-16le',
  20127: 'us-ascii',
  20866: 'koi8-r',
  20932: 'euc-jp',
  21866: 'koi8-u',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
  51936: 'gbk',
  51949: 'euc-kr',
  54936: 'gb18030',
  65000: 'utf-7',
  65001: 'utf-8',
}

function codePageName(page: number | undefined): string {
  if (page === undefined) return 'windows-1252'
  const latin = page > 28_590 && page < 28_606 ? `iso-8859-${page - 28_590}` : `cp${page}`
  const name = Object.hasOwn(namedPages, page) ? (namedPages[page] ?? latin) : latin
  return iconv.encodingExists(name) ? name : 'windows-1252'
}

function mailOf(fields: FieldsData, reader: Reader, depth: number): Mail {
  const enclosed = signedMail(fields, reader)
  const attachments = enclosed?.attachments ?? attachmentsOf(fields, reader, depth)
  const body = enclosed?.body ?? bodyOf(fields)
  return { ...headOf(fields), body, attachments, encrypted: enclosed?.encrypted ?? false }
}

/** S/MIME: the mail as it was sent is the message's only attachment. */
function signedMail(fields: FieldsData, reader: Reader): Mail | undefined {
  const [only] = fields.attachments ?? []
  if (!/^IPM\.Note\.SMIME/i.test(textIn(fields.messageClass)) || only?.dataId === undefined) return undefined
  const content = Buffer.from(reader.getAttachment(only).content)
  const type = textIn(only.attachMimeTag).toLowerCase()
  // a signed mail brings its own header; an envelope stands alone
  if (type.startsWith('multipart/') || /^[\w-]+:/.test(content.toString('latin1', 0, 100))) return readMail(content)
  return readMail(Buffer.concat([Buffer.from('Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n'), content]))
}

function headOf(fields: FieldsData): Pick<Mail, 'subject' | 'fields' | 'author' | 'sent'> {
  const { headers } = readHeaders(Buffer.from(textIn(fields.headers)), 0)
  const when = headers.raw('date') || textIn(fields.clientSubmitTime) || textIn(fields.messageDeliveryTime)
  const sent = mailDate(when)
  const address = internetAddress(fields.senderSmtpAddress, fields.creatorSMTPAddress, fields.senderEmail)
  const named = [
    ['From', person(textIn(fields.senderName), address) || headers.text('from')],
    ['To', recipients(fields, 'to')],
    ['Cc', recipients(fields, 'cc')],
    ['Bcc', recipients(fields, 'bcc')],
    ['Date', flatten(when)],
    ['Start', flatten(textIn(fields.apptStartWhole))],
    ['End', flatten(textIn(fields.apptEndWhole))],
    ['Location', flatten(textIn(fields.apptLocation))],
  ] as const
  return {
    subject: flatten(textIn(fields.subject)),
    fields: named.filter(([, value]) => value !== ''),
    author: flatten(textIn(fields.senderName)) || flatten(address),
    ...(sent === undefined ? {} : { sent }),
  }
}

function recipients(fields: FieldsData, type: 'to' | 'cc' | 'bcc'): string {
  const wanted = (fields.recipients ?? []).filter(({ recipType }) => (recipType ?? 'to') === type)
  return wanted.map((recipient) => person(textIn(recipient.name), internetAddress(recipient.smtpAddress, recipient.email))).join(', ')
}

/** Within one company Outlook keeps a path in a directory in place of the address. */
function internetAddress(...candidates: readonly unknown[]): string {
  return candidates.map(textIn).find((address) => address.includes('@')) ?? ''
}

function person(name: string, address: string): string {
  const called = flatten(name).replace(/^'(.*)'$/, '$1')
  const at = flatten(address)
  if (called === '' || called === at) return at
  return at === '' ? called : `${called} <${at}>`
}

function bodyOf(fields: FieldsData): readonly BodyPart[] {
  const html = htmlOf(fields)
  const text = textIn(fields.body)
  if (text.trim() !== '' || html !== '') return [{ ...(text.trim() === '' ? {} : { plain: { text } }), ...(html === '' ? {} : { html }) }]
  const packed = bytesIn(fields.compressedRtf)
  return packed === undefined ? [] : [{ rtf: unpackRtf(packed) }]
}

function htmlOf(fields: FieldsData): string {
  const bytes = bytesIn(fields.html)
  if (bytes === undefined) return textIn(fields.bodyHtml)
  const declared = /<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 4_096))?.[1]
  const page = numberIn(fields.internetCodepage)
  return decodeText(bytes, page === undefined ? declared : codePageName(page))
}

function attachmentsOf(fields: FieldsData, reader: Reader, depth: number): readonly Attachment[] {
  const unique = createNames()
  const html = htmlOf(fields)
  return (fields.attachments ?? []).map((field): Attachment => {
    const inner = field.innerMsgContentFields
    const type = textIn(field.attachMimeTag).toLowerCase()
    const wanted = [field.fileName, field.fileNameShort, field.name].map(textIn).find((name) => name !== '')
    if (inner !== undefined) {
      const name = unique(`${(wanted || textIn(inner.subject) || 'message').replace(/\.msg$/i, '').replaceAll(/[\\/]/g, ' ')}.msg`)
      return { kind: 'mail', name, type: 'message/rfc822', decoration: false, mail: () => innerMail(inner, reader, depth) }
    }
    const contentId = textIn(field.pidContentId)
    const shown = contentId !== '' && html.includes(`cid:${contentId}`)
    const decoration = shown || field.attachmentHidden === true
    return { kind: 'file', name: unique(wanted ?? nameByType(type)), type, decoration, bytes: () => contentOf(field, reader) }
  })
}

function innerMail(inner: FieldsData, reader: Reader, depth: number): Mail {
  if (depth >= deepest) throw new AlcoveError('parser-output')
  return mailOf(inner, reader, depth + 1)
}

/** Throws `file-broken` where the content is not in the file, as of a link to one on a server. */
function contentOf(field: FieldsData, reader: Reader): Uint8Array {
  if (field.dataId === undefined) throw new AlcoveError('file-broken')
  try {
    return reader.getAttachment(field).content
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
}
