/** The plain text of a mail as blocks: paragraphs, what is quoted from other mails, the signature. (RFC 3676.) */
import type { Block } from '../../types/document.ts'
import { cleanText } from '../shared/clean-text.ts'
import type { PlainText } from './types.ts'

/** A block that has no place yet. */
export type LooseBlock = Omit<Block, 'place'>

/** A paragraph that runs on, as a log does, is cut here. UTF-16 code units. */
const longestBlock = 4_000
const longestAttribution = 400

interface Line {
  /** How often it is quoted. */
  readonly depth: number
  readonly text: string
}

interface Group {
  readonly depth: number
  readonly lines: string[]
  /** After a signature's dashes. */
  readonly signature: boolean
}

export function textBlocks({ text, flowed }: PlainText): readonly LooseBlock[] {
  const lines = withoutPgp(text).split(/\r\n|[\n\r\u2028\u2029]/)
  const groups = grouped(flowed === undefined ? lines.map(fixedLine) : unwrapped(lines.map(flowedLine), flowed === 'flowed without spaces'))
  return groups.flatMap((group, index) => {
    const quoted = group.depth > 0 || introducesQuote(group, groups[index + 1])
    return inPieces(group.lines.join('\n')).map((piece): LooseBlock => ({ kind: quoted ? 'quote' : 'paragraph', text: piece }))
  })
}

/** `> > text`: the marks are the mail program's, and it shows bars in their place. */
function fixedLine(line: string): Line {
  const marks = /^ ?(?:> ?)+/.exec(line)?.[0] ?? ''
  return { depth: marks.replaceAll(/[^>]/g, '').length, text: line.slice(marks.length) }
}

function flowedLine(line: string): Line {
  const marks = /^>+/.exec(line)?.[0] ?? ''
  const rest = line.slice(marks.length)
  return { depth: marks.length, text: rest.startsWith(' ') ? rest.slice(1) : rest }
}

/** A line that ends in a space goes on in the next one of its depth. */
function unwrapped(lines: readonly Line[], withoutSpaces: boolean): readonly Line[] {
  const whole: { readonly depth: number; readonly pieces: string[] }[] = []
  let open = false
  for (const { depth, text } of lines) {
    const last = whole.at(-1)
    const piece = withoutSpaces && isSoft(text) ? text.slice(0, -1) : text
    if (open && last?.depth === depth && text !== '-- ') last.pieces.push(piece)
    else whole.push({ depth, pieces: [piece] })
    open = isSoft(text)
  }
  return whole.map(({ depth, pieces }) => ({ depth, text: pieces.join('') }))
}

const isSoft = (text: string): boolean => text.endsWith(' ') && text !== '-- '

function grouped(lines: readonly Line[]): readonly Group[] {
  const groups: Group[] = []
  let group: Group | undefined
  let signature = false
  for (const { depth, text } of lines) {
    if (depth === 0 && (text === '-- ' || text === '--')) {
      signature = true
      group = undefined
      continue
    }
    const clean = cleanText(text).trimEnd()
    if (clean.trim() === '') group = undefined
    else if (group === undefined || group.depth !== depth) {
      group = { depth, lines: [clean], signature }
      groups.push(group)
    } else group.lines.push(clean)
  }
  return groups
}

const wrote = /(?:\b(?:wrote|writes|schrieb|skrev|schreef|escribi[oó]|escreveu|scritto|napsal\w*|pisze|napisał\w*)\b|écrit)[^\n]{0,80}:$/i
const namesSender = /(?:@|\b(?:19|20)\d\d\b)[^\n]{0,200}:$/

/** `On Tuesday Anna wrote:` above what she wrote. */
function introducesQuote(group: Group, next: Group | undefined): boolean {
  if (group.signature || group.lines.length > 3 || (next?.depth ?? 0) <= group.depth) return false
  const text = group.lines.join(' ')
  return text.length <= longestAttribution && (wrote.test(text) || namesSender.test(text))
}

function inPieces(text: string): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longestBlock) {
    const line = rest.lastIndexOf('\n', longestBlock)
    const space = line > longestBlock / 2 ? line : rest.lastIndexOf(' ', longestBlock)
    const at = space > longestBlock / 2 ? space : wholeCharacters(rest, longestBlock)
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '')
}

/** Never between the halves of one character. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code < 0xdc00 ? at - 1 : at
}

/** What OpenPGP puts around a signed text is not read by people. (RFC 4880, 7.) */
function withoutPgp(text: string): string {
  const begin = text.indexOf('-----BEGIN PGP SIGNED MESSAGE-----')
  if (begin < 0) return text
  const signature = text.indexOf('-----BEGIN PGP SIGNATURE-----', begin)
  const end = text.indexOf('-----END PGP SIGNATURE-----', signature)
  const bodyAt = /\r?\n[ \t]*\r?\n/.exec(text.slice(begin))
  if (signature < 0 || bodyAt === null) return text
  const signed = text.slice(begin + bodyAt.index, signature).replace(/^- /gm, '')
  return text.slice(0, begin) + signed + (end < 0 ? '' : text.slice(end + '-----END PGP SIGNATURE-----'.length))
}
