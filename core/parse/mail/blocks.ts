/** A mail's own blocks, in reading order: subject, header fields, text. */
import type { Block, MessagePlace } from '../../types/document.ts'
import { scanHtml } from '../html/scan.ts'
import type { Nesting } from '../nested.ts'
import { sourceOf } from '../nested.ts'
import { cleanText } from '../shared/clean-text.ts'
import type { LooseBlock } from './text.ts'
import { textBlocks } from './text.ts'
import type { BodyPart, Mail } from './types.ts'

export interface MailWhere {
  /** From 1. */
  readonly message: number
  /** `Fwd.eml/` for a mail within the mail; empty for the mail itself. */
  readonly prefix: string
}

/** What stands for a subject that was left empty, as in mail programs. */
const noSubject = '(no subject)'
/** Plain text that says less than this share of what the formatted text says is a stand-in for it. */
const substantial = 0.6
const longestField = 20_000

export async function* mailBlocks(mail: Mail, { message, prefix }: MailWhere, nesting: Nesting): AsyncGenerator<readonly Block[]> {
  let count = 0
  const placed = (block: LooseBlock, part: string): Block => {
    count += 1
    const place: MessagePlace = { kind: 'message', message, part: prefix + part, block: count }
    return { ...block, place }
  }
  const heading = placed({ kind: 'heading', level: 1, text: mail.subject === '' ? noSubject : mail.subject }, 'headers')
  const fields = headerLines(mail)
  yield fields === '' ? [heading] : [heading, placed({ kind: 'paragraph', text: fields }, 'headers')]
  for (const part of mail.body) yield (await bodyBlocks(part, nesting)).map((block) => placed(block, 'text'))
}

function headerLines({ fields, attachments }: Mail): string {
  const names = attachments.filter(({ decoration }) => !decoration).map(({ name }) => name)
  const lines = names.length === 0 ? fields : [...fields, ['Attachments', names.join(', ')] as const]
  return lines.map(([name, value]) => cleanText(`${name}: ${value.slice(0, longestField)}`)).join('\n')
}

async function bodyBlocks({ plain, html, rtf }: BodyPart, nesting: Nesting): Promise<readonly LooseBlock[]> {
  if (rtf !== undefined && plain === undefined && html === undefined) return await rtfBlocks(rtf, nesting)
  const fromText = plain === undefined ? [] : textBlocks(plain)
  if (html === undefined) return fromText
  const fromHtml = htmlBlocks(html)
  // a table that became lines of plain text has lost its columns
  const better = fromHtml.some(({ kind }) => kind === 'table') || letters(fromText) < substantial * letters(fromHtml)
  return better && fromHtml.length > 0 ? fromHtml : fromText
}

/** The mail's own headings stand below its subject; lines that were quoted as plain text are quotes. */
function htmlBlocks(html: string): readonly LooseBlock[] {
  return scanHtml(html).flatMap(({ level, ...block }) => {
    if (level !== undefined) return [{ ...block, level: Math.min(6, level + 1) }]
    if (block.kind !== 'paragraph' || !block.text.startsWith('>')) return [block]
    const text = block.text.replace(/^(?:> ?)+/gm, '').trim()
    return text === '' ? [] : [{ ...block, kind: 'quote', text }]
  })
}

async function rtfBlocks(bytes: Uint8Array, nesting: Nesting): Promise<readonly LooseBlock[]> {
  const blocks: LooseBlock[] = []
  for await (const part of nesting.parse(sourceOf('body.rtf', 'rtf', bytes), nesting.limits)) {
    blocks.push(...part.blocks)
  }
  return blocks
}

/** Of the text that is seen. */
function letters(blocks: readonly LooseBlock[]): number {
  let count = 0
  for (const { text, hidden } of blocks) if (hidden !== true) count += text.replace(/\s+/g, '').length
  return count
}
