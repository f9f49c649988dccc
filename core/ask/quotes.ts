/**
 * Answers without a model: the sentences that fit the question best, word for word, or none where the
 * passages do not seem to say. A plain function of question and passages. Pure.
 */
import { leansBack, subjectTerms } from '../text/question-words.ts'
import type { Found } from '../types/answer.ts'
import { type Candidate, candidatesIn } from './candidates.ts'
import { quotable } from './cite.ts'
import { sure } from './sureness.ts'

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

const mostQuotes = 5
/** What another line needs to be shown beside the best one: a score that is not far below, and words of the question of its own. */
const beside = { below: 0.25, shareOfBest: 0.6, sentence: 0.1 }

interface Stretch {
  readonly passage: Found
  readonly start: number
  readonly end: number
  readonly joins: boolean
}

/** `found`: best first, as many as there are; rarity is judged among all of them. */
export function quotes(question: string, found: readonly Found[]): Quotes {
  const candidates = candidatesIn(question, found)
  const [best] = candidates
  if (!best || !sure(question, best, found)) return { answered: false, quotes: [] }
  const chosen = candidates.filter((one) => one === best || isGood(one, best)).slice(0, mostQuotes)
  const asked = subjectTerms(question)
  return {
    answered: true,
    quotes: joined(chosen.map(stretchOf)).map(({ passage, start, end }) => ({ passage, text: quotable(passage.text.slice(start, end), asked) })),
  }
}

/** Rows of one table may stand together without a word of the question: "Which one is first?" */
function isGood(one: Candidate, best: Candidate): boolean {
  const fewest = one.line.kind === 'row' && one.passage === best.passage ? 0 : beside.sentence
  return one.score >= best.score - beside.below && one.own >= Math.max(fewest, beside.shareOfBest * best.own)
}

/** The line, and the sentence before it where it leans on that ("It holds 5,000 litres."). */
function stretchOf({ passage, line, before }: Candidate): Stretch {
  const start = before && line.goesOn && leansBack(line.text) ? before.start : line.start
  return { passage, start, end: line.end, joins: line.kind === 'sentence' }
}

/** Sentences that follow each other in one paragraph are one quote; none is shown twice. */
function joined(chosen: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = []
  for (const one of chosen) {
    const at = result.findIndex((other) => other.passage === one.passage && touch(other, one))
    const other = result[at]
    if (other) result[at] = { ...other, start: Math.min(other.start, one.start), end: Math.max(other.end, one.end) }
    else result.push(one)
  }
  return result
}

function touch(a: Stretch, b: Stretch): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  if (second.start < first.end) return true
  return a.joins && b.joins && /^(?:[^\S\n]*\n?[^\S\n]*)$/u.test(a.passage.text.slice(first.end, second.start))
}

/** As Markdown: each quote a quoted paragraph with its number. What Markdown or a marker would make of a quote's own characters is prevented. */
export function quotesAsMarkdown(chosen: readonly Quote[]): string {
  return chosen.map(({ text }, at) => `> ${plain(text)} [${at + 1}]`).join('\n\n')
}

/** Text of others as Markdown that shows it as it is, on one line. */
export function plain(text: string): string {
  return text
    .replaceAll(/\t+/gu, ' · ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\`*<>|~]/gu, '\\$&')
    .replaceAll(/\[(?=[\d\s,;^–—-]+\])/gu, '[\u2060')
    .replaceAll(/\[(?=[^\]]*\]\()/gu, '\\[')
    .replace(/^(?=#{1,6} |[-+] )/u, '\\')
    .replace(/^(\d+)([.)])(?= )/u, '$1\\$2')
}
