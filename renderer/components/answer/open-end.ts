/**
 * The end of an answer that is still being written, as far as it can be drawn without being drawn otherwise
 * a moment later: what may become a list, a heading, a table or a formula waits until that is known.
 */
import remend from 'remend'

/** A last line that may yet become the mark of a block, or the underline of a heading. */
const maybeMark = /(?:^|\n)[ \t]*(?:>[ \t]*)*(?:[-*+_=>#]+|\d{1,9}[.)]?|`{1,2}|~{1,2}|`{3,}[^\n`]*|~{3,}[^\n]*)[ \t]*$/
/** Last characters that may yet open something, and an address whose host is not whole. */
const maybeOpening = /(?:\\|\$\$?|!\[?|<(?:\/?[a-z][^\s<>]{0,200})?|(?:\bhttps?:\/\/|\bwww\.)[^\s<>]{0,500})$/i
/** Rows without the line that makes them a table. */
const maybeTable = /(?<!\|[^\n]*\n)(?<=^|\n)[ \t]*\|[^\n]*(?:\n[ \t]*\|?[-:| \t]*)?$/
const openFence = /^ {0,12}(`{3,}|~{3,})/
/** Longest formula that is waited for. UTF-16 code units. */
const patience = 400

/** Whether the text ends inside a fence. */
function endsInCode(text: string): boolean {
  let open: string | null = null
  const lines = text.split('\n')
  for (const line of lines.slice(0, -1)) {
    const marks = openFence.exec(line)?.[1]
    if (open === null) open = marks ?? null
    else if (marks?.startsWith(open)) open = null
  }
  return open !== null
}

/** Code, escapes and whole formulas are passed over; what opens and is not closed is found. */
const formulaParts =
  /(`+)[^`][\s\S]*?\1(?!`)|\$\$[\s\S]+?\$\$|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]|(?<![\p{L}\p{N}$])\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?![\p{L}\p{N}])|(\$\$|\\\(|\\\[|(?<![\p{L}\p{N}$])\$(?![\s$\d]))|\\[\s\S]/gu

function openFormula(text: string): number {
  for (const match of text.matchAll(formulaParts)) {
    const opening = match[2]
    if (opening === undefined || text.length - match.index > patience) continue
    if (opening === '$' && text.includes('\n', match.index)) continue
    return match.index
  }
  return text.length
}

/** What of a block's text is drawn by now, its half-written emphasis, code and links closed. */
export function settled(text: string): string {
  if (endsInCode(text)) return text
  const certain = text.replace(maybeMark, '').replace(maybeTable, '')
  return remend(certain.slice(0, openFormula(certain)).replace(maybeOpening, ''), { katex: false, htmlTags: false, linkMode: 'text-only' })
}
