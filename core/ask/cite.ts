/** From markers in an answer to citations that stand for themselves, each with the sentence that speaks for it. */
import { sentences } from '../text/sentences.ts'
import { queryTerms, terms } from '../text/terms.ts'
import type { Citation, Found } from '../types/answer.ts'
import { rarityOf } from './closeness.ts'
import { passageLines } from './passage-lines.ts'
import type { SearchPorts } from './ports.ts'

/** Longer sentences (rows of a table, lists) are quoted in part. UTF-16 code units. */
const longestQuote = 400
const marker = /(?:\s*\[\d{1,3}\])+/gu

/** One citation per passage that the answer names, in order of first appearance. `sent[n − 1]` is what `[n]` names. */
export function cite(answer: string, sent: readonly Found[], ports: SearchPorts): readonly Citation[] {
  const claims = new Map<number, string[]>()
  for (const { claim, numbers } of claimsOf(answer)) {
    for (const n of numbers) claims.set(n, [...(claims.get(n) ?? []), claim])
  }
  return [...claims].flatMap(([n, texts]) => {
    const passage = sent[n - 1]
    return passage ? [citation(n, passage, bestSentence(passage, texts.join(' ')), null, ports)] : []
  })
}

/** A claim is the sentence that a marker stands in, or stands behind: "It rained. [1]". */
export function claimsOf(answer: string): readonly { readonly claim: string; readonly numbers: readonly number[] }[] {
  const spans = sentences(answer.replace(marker, (found) => ' '.repeat(found.length)))
  return [...answer.matchAll(marker)].map((found) => {
    const span = spans.findLast((one) => one.start < found.index) ?? spans[0]
    const claim = span ? answer.slice(span.start, span.end).replace(marker, '') : ''
    return { claim, numbers: (found[0].match(/\d+/gu) ?? []).map(Number) }
  })
}

/** Verbatim: the line that shares most with the claim, rare words counting more; the first where none does. Headings and questions only where nothing else is. */
export function bestSentence(passage: Pick<Found, 'text' | 'context' | 'anchor'>, claim: string): string {
  const asked = queryTerms(claim)
  const lines = passageLines(passage)
  const telling = lines.filter((line) => line.kind !== 'label' && line.kind !== 'question')
  const all = telling.length > 0 ? telling : lines
  const rarity = new Map(asked.map((term) => [term, rarityOf(all.filter((one) => one.terms.has(term)).length, all.length)]))
  let best = all[0]
  let most = 0
  for (const one of all) {
    const score = asked.reduce((sum, term) => sum + (one.terms.has(term) ? (rarity.get(term) ?? 0) : 0), 0)
    if (score > most) {
      best = one
      most = score
    }
  }
  return best ? quotable(best.text, asked) : passage.text.slice(0, longestQuote)
}

/** A stretch of at most `longestQuote`, whole words, that begins near the first word asked for. */
export function quotable(sentence: string, asked: readonly string[]): string {
  if (sentence.length <= longestQuote) return sentence
  const words = [...sentence.matchAll(/\S+/gu)]
  const wanted = new Set(asked)
  const hit = words.findIndex((word) => terms(word[0]).some((term) => wanted.has(term)))
  const from = words[Math.max(0, hit - 8)]?.index ?? 0
  const stretch = sentence.slice(from, from + longestQuote)
  const lastBlank = stretch.search(/\s\S*$/u)
  return from + longestQuote < sentence.length && lastBlank > 0 ? stretch.slice(0, lastBlank) : stretch.trimEnd()
}

export function citation(n: number, passage: Found, quote: string, supported: boolean | null, ports: SearchPorts): Citation {
  return {
    n,
    fileId: passage.fileId,
    documentId: passage.documentId,
    passageId: passage.passageId,
    file: passage.file,
    fileName: ports.files.byId(passage.fileId)?.name ?? passage.file,
    contentHash: ports.passages.document(passage.documentId)?.contentHash ?? '',
    anchor: passage.anchor,
    quote,
    ...(passage.hidden ? { hidden: true } : {}),
    supported,
  }
}

/** How many passages are shown where the documents do not say. */
const nearestShown = 3

export function nearest(question: string, found: readonly Found[], ports: SearchPorts): readonly Citation[] {
  return found.slice(0, nearestShown).map((passage, at) => citation(at + 1, passage, bestSentence(passage, question), null, ports))
}
