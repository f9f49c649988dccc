/** A mail's headers out of its header blocks: `Name: value` or cells of a table. Pure. */
import type { ShownBlock } from './shown.ts'

export interface MailHeaders {
  readonly subject: string | null
  /** From, To, Date and the like, as written, in their order. */
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

const field = /^([\p{L}][\p{L} -]{0,30}):\s+(\S.*)$/u

export function mailHeaders(blocks: readonly ShownBlock[]): MailHeaders {
  let subject: string | null = null
  const fields: { name: string; value: string }[] = []
  for (const { kind, text } of blocks) {
    if (kind === 'heading') {
      subject ??= text
      continue
    }
    for (const line of text.split('\n')) {
      const tab = line.indexOf('\t')
      const found = field.exec(line)
      const [name, value] = tab > 0 ? [line.slice(0, tab), line.slice(tab + 1)] : found ? [found[1] ?? '', found[2] ?? ''] : ['', line]
      const last = fields.at(-1)
      if (name.toLowerCase() === 'subject') subject ??= value
      else if (name !== '') fields.push({ name, value: value.replaceAll('\t', ', ') })
      // A long field goes on in the next line.
      else if (last && value.trim() !== '') last.value += ` ${value.trim()}`
    }
  }
  return { subject, fields }
}

export interface MailPart {
  readonly quoted: boolean
  readonly blocks: readonly ShownBlock[]
}

/** The body, what is quoted of earlier mails apart. */
export function mailParts(blocks: readonly ShownBlock[]): readonly MailPart[] {
  const parts: { quoted: boolean; blocks: ShownBlock[] }[] = []
  for (const block of blocks) {
    const quoted = block.kind === 'quote'
    const last = parts.at(-1)
    if (last?.quoted === quoted) last.blocks.push(block)
    else parts.push({ quoted, blocks: [block] })
  }
  return parts
}
