/** The bytes of a mail as what people see of it: the fields above, the text, the attachments. */
import { addressParser } from 'postal-mime'
import { flatten } from '../shared/clean-text.ts'
import { readCms } from './cms.ts'
import { mailDate } from './date.ts'
import type { MimePart } from './mime.ts'
import { readMime } from './mime.ts'
import { decodeText } from './mime-decode.ts'
import type { MimeHeaders } from './mime-headers.ts'
import { decodeHeader } from './mime-headers.ts'
import { createNames, nameByType } from './names.ts'
import type { Attachment, BodyPart, Mail } from './types.ts'

/** What walking through the parts has found so far. */
interface Found {
  readonly body: BodyPart[]
  readonly files: { readonly part: MimePart; readonly related: boolean }[]
  encrypted: boolean
}

const signatureTypes = /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)$/
const cmsTypes = /^application\/(?:x-)?pkcs7-mime$/
const bodyTypes = /^text\/(?:plain|html|calendar|enriched|richtext)$/
/** What mail programs and servers write to be read beside the text. */
const reportTypes = /^(?:message\/(?:delivery-status|disposition-notification|feedback-report|global-delivery-status)|text\/rfc822-headers)$/
/** Envelopes within envelopes. */
const deepestEnvelope = 5

/** Never fails on a mail, however odd; throws `parser-output` where it has too many parts. */
export function readMail(bytes: Buffer): Mail {
  const root = readMime(bytes)
  const found: Found = { body: [], files: [], encrypted: false }
  walk(root, found, false, 0)
  const html = found.body.map((part) => part.html ?? '').join('\n')
  return {
    ...readFields(root.headers),
    body: found.body,
    attachments: attachmentsOf(found, html),
    encrypted: found.encrypted && found.body.every((part) => part.html === undefined && (part.plain?.text ?? '').trim() === ''),
  }
}

/** Whether these bytes begin as a mail does. */
export function looksLikeMail(bytes: Buffer): boolean {
  return readMime(bytes.subarray(0, 100_000)).headers.count >= 2
}

export function readFields(headers: MimeHeaders): Pick<Mail, 'subject' | 'fields' | 'author' | 'sent'> {
  const from = headers.raw('from') === '' ? 'sender' : 'from'
  const fields = (
    [
      ['From', headers.text(from)],
      ['To', headers.text('to')],
      ['Cc', headers.text('cc')],
      ['Bcc', headers.text('bcc')],
      ['Date', flatten(headers.raw('date'))],
    ] as const
  ).filter(([, value]) => value !== '')
  const sent = mailDate(headers.raw('date'))
  const [sender] = addressParser(headers.raw(from).slice(0, 10_000), { flatten: true })
  const author = flatten(decodeHeader(sender?.name ?? '')) || flatten(sender?.address ?? '')
  return { subject: headers.text('subject'), fields, author, ...(sent === undefined ? {} : { sent }) }
}

function walk(part: MimePart, found: Found, related: boolean, envelopes: number): void {
  if (part.children.length === 0) {
    leaf(part, found, related, envelopes)
    return
  }
  switch (part.type) {
    case 'multipart/alternative':
      alternatives(part, found, related, envelopes)
      break
    case 'multipart/encrypted':
      found.encrypted = true
      break
    case 'multipart/related':
      for (const [index, child] of part.children.entries()) walk(child, found, related || index > 0, envelopes)
      break
    default:
      for (const child of part.children) walk(child, found, related, envelopes)
  }
}

/** One text in several versions: the plain one and the formatted one stand for each other. */
function alternatives(part: MimePart, found: Found, related: boolean, envelopes: number): void {
  const versions: Found = { body: [], files: [], encrypted: false }
  for (const child of part.children) if (child.type !== 'text/x-amp-html') walk(child, versions, related, envelopes)
  const plain = versions.body.find((version) => version.plain !== undefined && version.html === undefined)
  const html = versions.body.filter((version) => version.html !== undefined)
  const rest = versions.body.filter((version) => version !== plain && version.html === undefined)
  if (html.length > 0) found.body.push({ ...plain, html: html.map((version) => version.html).join('\n') })
  else if (plain !== undefined) found.body.push(plain)
  // an invitation says more than its text; a second plain text says the same again
  if (part.children.some((child) => child.type === 'text/calendar')) found.body.push(...rest)
  found.files.push(...versions.files)
  found.encrypted ||= versions.encrypted
}

function leaf(part: MimePart, found: Found, related: boolean, envelopes: number): void {
  if (signatureTypes.test(part.type)) return
  if (cmsTypes.test(part.type)) openEnvelope(part, found, envelopes)
  else if (!isBody(part, found)) found.files.push({ part, related })
  else if (part.type === 'text/html') found.body.push({ html: textOf(part) })
  else if (part.type === 'text/calendar') found.body.push({ plain: { text: calendarText(textOf(part)) } })
  else plainText(part, found)
}

function isBody(part: MimePart, found: Found): boolean {
  if (part.disposition === 'attachment') return false
  if (reportTypes.test(part.type)) return true
  // a multipart without its boundary is read as the text that it is
  if (!bodyTypes.test(part.type) && !part.type.startsWith('multipart/')) return false
  return part.fileName === undefined || (found.body.length === 0 && /^text\/(?:plain|html)$/.test(part.type))
}

function plainText(part: MimePart, found: Found): void {
  const text = textOf(part)
  if (/^\s*-----BEGIN PGP MESSAGE-----/.test(text)) {
    found.encrypted = true
    return
  }
  if (text.trim() === '') return
  const flows = part.type === 'text/plain' && part.parameter('format')?.toLowerCase() === 'flowed'
  const flowed = part.parameter('delsp')?.toLowerCase() === 'yes' ? 'flowed without spaces' : 'flowed'
  found.body.push({ plain: { text, ...(flows ? { flowed } : {}) } })
}

function textOf(part: MimePart): string {
  const declared = part.parameter('charset')
  const bytes = part.body()
  if (part.type !== 'text/html' || declared !== undefined) return decodeText(bytes, declared)
  return decodeText(bytes, /<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 4_096))?.[1])
}

function openEnvelope(part: MimePart, found: Found, envelopes: number): void {
  const content = readCms(part.body())
  if (content.kind === 'signed' && envelopes < deepestEnvelope) walk(readMime(content.content), found, false, envelopes + 1)
  else if (content.kind === 'encrypted' && part.disposition !== 'attachment') found.encrypted = true
  else if (content.kind === 'encrypted' && found.body.length === 0) found.encrypted = true
  else found.files.push({ part, related: false })
}

const calendarNoise = /^(?:VERSION|PRODID|CALSCALE|METHOD|UID|SEQUENCE|DTSTAMP|TRANSP|X-.*)$/

/** `SUMMARY: Harvest`: lines whole again, time zone tables and alarms left out. (RFC 5545.) */
function calendarText(text: string): string {
  const lines: string[] = []
  let skipped = ''
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([A-Z-]{1,40})(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(line) ?? []
    if (name === 'BEGIN' && skipped === '' && (value === 'VTIMEZONE' || value === 'VALARM')) skipped = value
    else if (name === 'END' && value === skipped) skipped = ''
    else if (skipped === '' && name !== '' && name !== 'BEGIN' && name !== 'END' && !calendarNoise.test(name)) {
      lines.push(`${name}: ${value.replace(/\\[nN]/g, '\n').replace(/\\([,;\\])/g, '$1')}`)
    }
  }
  return lines.join('\n')
}

function attachmentsOf(found: Found, html: string): readonly Attachment[] {
  const unique = createNames()
  return found.files.map(({ part, related }): Attachment => {
    const contentId = part.headers.raw('content-id').replace(/^<|>$/g, '')
    const shown = contentId !== '' && html.includes(`cid:${contentId}`)
    return {
      kind: 'file',
      name: unique(part.fileName ?? nameOf(part)),
      type: part.type,
      decoration: part.type.startsWith('image/') && (shown || (related && part.disposition !== 'attachment')),
      bytes: () => part.body(),
    }
  })
}

function nameOf(part: MimePart): string {
  if (part.type !== 'message/rfc822' && part.type !== 'message/global') return nameByType(part.type)
  const subject = readMime(part.body().subarray(0, 20_000))
    .headers.text('subject')
    .replaceAll(/[\\/:*?"<>|]+/g, ' ')
    .trim()
  return `${subject.slice(0, 80) || 'message'}.eml`
}
