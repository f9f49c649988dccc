/** Cuts an answer into sentences and tells which of them claim something. Pure. */
import { isQuestion } from '../../text/question-words.ts'
import { sentences } from '../../text/sentences.ts'
import { queryTerms } from '../../text/terms.ts'
import type { Span } from '../../types/passage.ts'

export interface Sentence extends Span {
  /** Without Markdown and markers. */
  readonly text: string
  readonly citations: readonly number[]
}

/** Fewer terms say nothing that could be checked. */
const fewestTerms = 2
const marker = /\[\d{1,3}\]/gu
const trailing = /^(?:\s*\[\d{1,3}\])+[.!?…。]?/u
const code = /^(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\k<fence>[^\n]*$|$(?![\s\S]))|`[^`\n]+`/gmu
const heading = /^[ \t]*#{1,6}[ \t][^\n]*$/gmu
const underlined = /^[^\n]+\n[ \t]*(?:=+|-+)[ \t]*$/gmu
/** The first row of a table with the rule below it. */
const tableHead = /^[^\n]*\|[^\n]*\n[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$/gmu
const leadIn = /[:：]$/u
/** Speaks of the answer or of the documents, not of what is in them. English, German, French, Spanish. */
const aside = [
  /^(?:sure|certainly|of course|hello|hi|thanks|thank you|you’re welcome|hope|gerne|hallo|natürlich|bonjour|bien sûr|hola|claro)\b/iu,
  /(?<!\p{L})(?:I|I['’](?:m|ve|ll|d)|me|ich|mir|je|j['’]ai|yo)(?!\p{L}|\.\p{L})/u,
  /\b(?:documents?|passages?|sources?|texts?|context|files?|dokumente?n?|abschnitte?n?|textstellen?|textes?|passages|sources|documentos?|textos?|pasajes?)\b.*\b(?:not|no|nothing|neither|nicht|nichts|keine?n?|pas|aucune?|rien|nada|ninguna?)\b/iu,
  /\b(?:is|are|was|were) (?:not|nowhere) (?:said|stated|mentioned|given|specified|known) in\b/iu,
]

/** In order of the text. The spans hold the sentence's markers; a table's row is one sentence. */
export function claimsIn(answer: string): readonly Sentence[] {
  const masked = [code, tableHead, heading, underlined, marker].reduce((text, one) => text.replace(one, (found) => found.replaceAll(/[^\n]/gu, ' ')), answer)
  return sentences(masked)
    .flatMap((span) => rowsOf(masked, span))
    .flatMap(({ start, end }) => {
      const text = plain(masked.slice(start, end))
      if (!claims(text)) return []
      const whole = end + (trailing.exec(answer.slice(end))?.[0].length ?? 0)
      const citations = [...new Set((answer.slice(start, whole).match(marker) ?? []).map((found) => Number(found.slice(1, -1))))]
      return [{ start, end: whole, text, citations }]
    })
}

/** Rows of a table that were taken for one sentence. */
function rowsOf(text: string, { start, end }: Span): readonly Span[] {
  const piece = text.slice(start, end)
  if (!/^\s*\|.*\|\s*$/mu.test(piece)) return [{ start, end }]
  return [...piece.matchAll(/[^\n]*\S[^\n]*/gu)].map(({ 0: row, index }) => ({ start: start + index, end: start + index + row.trimEnd().length }))
}

function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/^\s*(?:>\s*)*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?/u, '')
    .replaceAll(/\\(?=[^\p{L}\p{N}\s])/gu, '')
    .replaceAll(/[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}/gu, '')
    .replaceAll(/\s*\|\s*/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ (?=[.,;:!?])/gu, '')
    .trim()
}

function claims(text: string): boolean {
  return !isQuestion(text) && !leadIn.test(text) && !aside.some((one) => one.test(text)) && queryTerms(text).length >= fewestTerms
}
