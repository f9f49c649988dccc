/** Holds claims against passages without any model: reads the signs, adds them up, and says what speaks against a claim. Pure. */
import { fold, terms } from '../../text/terms.ts'
import type { ClaimFault, Verdict } from '../../types/answer.ts'
import { type Evidence, namesAmong, type Passage, readPassage, together } from './evidence.ts'
import { doubtOf, verdictOf } from './judge.ts'
import { share } from './matching.ts'
import { type Signs, signsOf } from './signs.ts'
import { wordsIn } from './words.ts'

export interface Checked {
  readonly verdict: Verdict
  /** 0 to 1: how well the passages bear the claim out. */
  readonly score: number
  /** Absent where it is supported. */
  readonly reason?: ClaimFault
  /** The line that bears it out best and the index of its passage; null where there are no passages. */
  readonly best: { readonly passage: number; readonly text: string } | null
}

export interface ClaimChecker {
  /** `among`: indices of passages. A claim that names several is held against each, and against all together. */
  check(claim: string, among: readonly number[]): Checked
  /** Indices of the passages that share most with the claim, best first. */
  nearest(claim: string, count: number): readonly number[]
}

const nothing: Checked = { verdict: 'unsupported', score: 0, reason: 'missing', best: null }

/** The claim is plain text: one sentence, without Markdown or markers. */
export function checkClaim(claim: string, passages: readonly Passage[]): Checked {
  return claimChecker(passages).check(claim, [...passages.keys()])
}

/** Reads each passage once, when it is first needed, for any number of claims. */
export function claimChecker(passages: readonly Passage[]): ClaimChecker {
  const names = namesAmong(passages)
  const read = once((at) => (passages[at] ? readPassage(passages[at], names) : undefined))
  const plain = once((at) => bare(passages[at]?.text ?? ''))
  const held = once((at) => new Set(terms(`${passages[at]?.context ?? ''}\n${passages[at]?.text ?? ''}`)))
  return {
    check(claim, among) {
      const own = among.flatMap((at) => {
        const evidence = read(at)
        return evidence ? [{ at, evidence }] : []
      })
      const verbatim = own.find(({ at }) => bare(claim) !== '' && plain(at).includes(bare(claim)))
      if (verbatim) return { verdict: 'supported', score: 1, best: { passage: verbatim.at, text: claim } }
      const tries = own.flatMap(({ at, evidence }) => judged(claim, evidence, names, at))
      const first = tries.toSorted((a, b) => a.doubt - b.doubt)[0]
      if (!first) return nothing
      const all = own.length > 1 ? judged(claim, together(own.map(({ evidence }) => evidence)), names, first.at)[0] : undefined
      const doubt = Math.min(first.doubt, all?.doubt ?? first.doubt)
      const verdict = verdictOf(doubt)
      return {
        verdict,
        score: 1 / (1 + Math.exp(doubt)),
        ...(verdict === 'supported' ? {} : { reason: faultOf(first.signs) }),
        best: { passage: first.at, text: first.text },
      }
    },
    nearest(claim, count) {
      const telling = wordsIn(claim, names).filter(({ kind }) => kind !== 'small')
      const shared = passages.map((_, at) => ({ at, share: share(telling, ({ term }) => Number(held(at).has(term))) }))
      return shared
        .toSorted((a, b) => b.share - a.share || a.at - b.at)
        .slice(0, count)
        .map(({ at }) => at)
    },
  }
}

function once<T>(make: (at: number) => T): (at: number) => T {
  const made = new Map<number, T>()
  return (at) => {
    const known = made.get(at)
    if (known !== undefined) return known
    const fresh = make(at)
    made.set(at, fresh)
    return fresh
  }
}

function judged(claim: string, evidence: Evidence, names: ReadonlySet<string>, at: number) {
  const found = signsOf(claim, evidence, names)
  return found ? [{ at, text: found.line.text, signs: found.signs, doubt: doubtOf(found.signs) }] : []
}

/** The sign that tells most plainly; the order is from plain to vague. */
function faultOf(signs: Signs): ClaimFault {
  if (signs.numbersAbsent + signs.numbersApart > 0) return 'number'
  if (signs.opposite > 0 || signs.denialsMore + signs.denialsFewer > 0) return 'negation'
  if (signs.namesAbsent > 0) return 'name'
  if (signs.wordsAbsent === 0 && signs.coverNear >= 0.8 && signs.sidedLeast < 0.6) return 'roles'
  return signs.namesApart > 0 ? 'name' : 'missing'
}

/** What Markdown, blanks and case make different only. */
function bare(text: string): string {
  return fold(text)
    .replaceAll(/[\s*_`>|\\·]+/gu, ' ')
    .replace(/[.\s]+$/u, '')
    .trim()
}
