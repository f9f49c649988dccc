/**
 * Answers without a model: the sentences that fit the question best, word for word, or none where the
 * passages do not seem to say. A plain function of question and passages. Pure.
 */
import { askedFor, holdsAsked } from '../text/question-words.ts'
import { sentences } from '../text/sentences.ts'
import { queryTerms, terms } from '../text/terms.ts'
import type { Found } from '../types/answer.ts'
import { quotable } from './cite.ts'
import { rarityOf } from './closeness.ts'

export interface Quote {
  readonly passage: Found
  /** Verbatim. */
  readonly text: string
}

export interface Quotes {
  /** False where the passages do not seem to hold the answer; the quotes are then none. */
  readonly answered: boolean
  /** One to five, best first. */
  readonly quotes: readonly Quote[]
}

/** Passages whose sentences are looked at. */
export const passagesRead = 8
const mostQuotes = 5
/** How far below the best sentence another one may score and still be shown. */
const within = 0.35
/** A line of fewer terms is a heading or a remnant. */
const fewestTerms = 3

/** What a sentence is worth besides its own words: its passage's place in the ranking, and holding what is asked for (a date, a number). */
const weights = { passage: 2, asked: 0.15 }

/**
 * Logistic regression on one half of SQuAD 2.0's articles (paragraph in or taken out of the index), tried on
 * the other: balanced accuracy 0.79. Set to refuse late, because a wrong refusal hurts more than a wrong quote.
 */
const sureness = { coverage: 4, similarity: 3.5, margin: 5.8, needed: 4.1, similarityUnknown: 0.45, marginAtMost: 0.3 }

interface Candidate {
  readonly passage: Found
  readonly place: number
  readonly start: number
  readonly end: number
  readonly termCount: number
  readonly coverage: number
  readonly score: number
}

/** `found`: best first, as many as there are; rarity is judged among all of them. */
export function quotes(question: string, found: readonly Found[]): Quotes {
  const asked = queryTerms(question)
  const candidates = candidatesIn(question, asked, found).toSorted((a, b) => b.score - a.score)
  const [best] = candidates
  if (!best || !sure(best, found)) return { answered: false, quotes: [] }
  const chosen = candidates.filter((one) => one.score >= best.score - within).slice(0, mostQuotes)
  return { answered: true, quotes: joined(chosen).map(({ passage, start, end }) => ({ passage, text: quotable(passage.text.slice(start, end), asked) })) }
}

function sure(best: Candidate, found: readonly Found[]): boolean {
  const margin = (found[0]?.score ?? 0) - (found[1]?.score ?? 0)
  const sum =
    sureness.coverage * best.coverage +
    sureness.similarity * (found[0]?.similarity ?? sureness.similarityUnknown) +
    sureness.margin * Math.min(margin, sureness.marginAtMost)
  return sum >= sureness.needed
}

function candidatesIn(question: string, asked: readonly string[], found: readonly Found[]): readonly Candidate[] {
  const kind = askedFor(question)
  const whole = found.map((passage) => new Set(terms(`${passage.context}\n${passage.text}`)))
  const rarity = new Map(asked.map((term) => [term, rarityOf(whole.filter((one) => one.has(term)).length, whole.length)]))
  const all = [...rarity.values()].reduce((sum, one) => sum + one, 0) || 1
  return found.slice(0, passagesRead).flatMap((passage, place) => {
    const spans = sentences(passage.text)
    const own = spans.map((span) => new Set(terms(passage.text.slice(span.start, span.end))))
    const context = new Set(terms(passage.context))
    const longEnough = own.some((one) => one.size >= fewestTerms)
    return spans.flatMap((span, at): Candidate[] => {
      const words = own[at] ?? new Set<string>()
      if (longEnough && words.size < fewestTerms) return []
      // A word beside the sentence or above it counts half ("it", "the company"), elsewhere in the passage a quarter.
      const share = (term: string) => {
        if (words.has(term)) return 1
        if (context.has(term) || own[at - 1]?.has(term) || own[at + 1]?.has(term)) return 0.5
        return whole[place]?.has(term) ? 0.25 : 0
      }
      const coverage = asked.reduce((sum, term) => sum + share(term) * (rarity.get(term) ?? 0), 0) / all
      const holds = kind !== null && holdsAsked(kind, passage.text.slice(span.start, span.end))
      const score = coverage + weights.passage * passage.score + (holds ? weights.asked : 0)
      return [{ passage, place, ...span, termCount: words.size, coverage, score }]
    })
  })
}

/** Sentences that follow each other in one passage are one quote. */
function joined(chosen: readonly Candidate[]): readonly Candidate[] {
  const result: Candidate[] = []
  for (const one of chosen) {
    const at = result.findIndex((other) => other.passage === one.passage && /^\s*$/u.test(between(other, one)))
    const other = result[at]
    if (other) result[at] = { ...other, start: Math.min(other.start, one.start), end: Math.max(other.end, one.end) }
    else result.push(one)
  }
  return result
}

function between(a: Candidate, b: Candidate): string {
  return a.start < b.start ? a.passage.text.slice(a.end, b.start) : a.passage.text.slice(b.end, a.start)
}

/** As Markdown: each quote a quoted paragraph with its number. What Markdown or a marker would make of a quote's own characters is prevented. */
export function quotesAsMarkdown(chosen: readonly Quote[]): string {
  return chosen.map(({ text }, at) => `> ${plain(text)} [${at + 1}]`).join('\n\n')
}

function plain(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\`*<>|~]/gu, '\\$&')
    .replaceAll(/\[(?=[\d\s,;^–—-]+\])/gu, '[\u2060')
    .replaceAll(/\[(?=[^\]]*\]\()/gu, '\\[')
    .replace(/^(?=#{1,6} |[-+] )/u, '\\')
    .replace(/^(\d+)([.)])(?= )/u, '$1\\$2')
}
