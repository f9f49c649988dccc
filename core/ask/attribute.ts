/** Gives sentences that claim something and name no passage the marker of the passage that bears them out. Pure. */
import type { Claim } from '../types/answer.ts'
import type { Checked, ClaimChecker } from './claims/check.ts'
import { claimsIn, type Sentence } from './claims/claims-in.ts'

/** Passages that a sentence without a marker is held against. */
const tried = 3

export interface Attributed {
  /** The answer with the markers that were added. */
  readonly answer: string
  /** Spans in that answer. */
  readonly claims: readonly Claim[]
  /** For each claim the line that bears it out best; null where none was looked at. */
  readonly evidence: readonly Checked['best'][]
  /** Sentences that were given a marker. */
  readonly attributed: number
}

/** `checker` reads the passages as they were sent: `[n]` is index n − 1. */
export function attribute(answer: string, checker: ClaimChecker): Attributed {
  let text = ''
  let done = 0
  let attributed = 0
  const claims: Claim[] = []
  const evidence: Checked['best'][] = []
  for (const sentence of claimsIn(answer)) {
    const checked =
      sentence.citations.length > 0
        ? checker.check(
            sentence.text,
            sentence.citations.map((n) => n - 1),
          )
        : found(sentence, checker)
    const given = sentence.citations.length === 0 && checked.verdict !== 'unsupported' && checked.best ? checked.best.passage + 1 : null
    text += answer.slice(done, sentence.start)
    const start = text.length
    text += given === null ? answer.slice(sentence.start, sentence.end) : withMarker(answer.slice(sentence.start, sentence.end), given)
    done = sentence.end
    if (given !== null) attributed += 1
    evidence.push(checked.best)
    claims.push({
      start,
      end: text.length,
      citations: given === null ? sentence.citations : [given],
      verdict: checked.verdict,
      ...(checked.reason === undefined ? {} : { reason: checked.reason }),
    })
  }
  return { answer: text + answer.slice(done), claims, evidence, attributed }
}

/** The best single passage of those that share most with the sentence. */
function found(sentence: Sentence, checker: ClaimChecker): Checked {
  const all = checker.nearest(sentence.text, tried).map((at) => checker.check(sentence.text, [at]))
  return all.toSorted((a, b) => b.score - a.score)[0] ?? checker.check(sentence.text, [])
}

/** In front of the full stop, as models are asked to write it; inside the last cell of a table's row. */
function withMarker(sentence: string, n: number): string {
  const tail = /(?:[.!?…。！？]["”’»)*_]*|\s*\|)?$/u.exec(sentence)?.[0] ?? ''
  return `${sentence.slice(0, sentence.length - tail.length)} [${n}]${tail}`
}
