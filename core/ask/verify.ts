/** The last steps of an answer by a model: attribute → verify. Each sentence that claims something is held against the passages. */
import type { Answer, AnswerPart, Citation, Claim, Disagreement, Found } from '../types/answer.ts'
import { attribute } from './attribute.ts'
import { candidatesIn } from './candidates.ts'
import { citation, cite } from './cite.ts'
import { claimChecker } from './claims/check.ts'
import { type Differing, disagreements } from './disagreement.ts'
import { step } from './line.ts'
import type { SearchPorts } from './ports.ts'
import type { StepTimer } from './step-timer.ts'
import { sure } from './sureness.ts'

export interface Verified extends Pick<Answer, 'claims' | 'disagreements' | 'weak'> {
  /** With the markers that were added. */
  readonly text: string
  readonly citations: readonly Citation[]
  /** Sentences that were given a marker. */
  readonly attributed: number
}

/** Where fewer of the claims than this are supported, the answer is weak. */
const fewestSupported = 0.5

/** `sent[n − 1]` is what `[n]` names; `found`: best first. */
export async function* verify(
  query: string,
  text: string,
  found: readonly Found[],
  sent: readonly Found[],
  ports: SearchPorts,
  timer: StepTimer,
): AsyncGenerator<AnswerPart, Verified> {
  const result = yield* step('attribute', timer, () => attribute(text, claimChecker(sent)))
  const citations = yield* step('cite', timer, () => cite(result.answer, sent, ports).map((one) => ({ ...one, supported: supportedBy(result.claims, one.n) })))
  return yield* step('verify', timer, () => {
    const cited = new Set(citations.map(({ n }) => n - 1))
    const rests = result.evidence.flatMap((one) => (one && cited.has(one.passage) ? [one] : []))
    return {
      text: result.answer,
      citations,
      claims: result.claims,
      disagreements: disagreements(rests, sent).map((one) => disagreement(one, sent, ports)),
      ...(isWeak(query, result.claims, found) ? { weak: true } : {}),
      attributed: result.attributed,
    }
  })
}

/** False where a claim that cites it is not borne out; null where none does. */
function supportedBy(claims: readonly Claim[], n: number): boolean | null {
  const own = claims.filter(({ citations }) => citations.includes(n))
  return own.length === 0 ? null : own.every(({ verdict }) => verdict !== 'unsupported')
}

function isWeak(query: string, claims: readonly Claim[], found: readonly Found[]): boolean {
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length
  if (claims.length > 0 && supported < fewestSupported * claims.length) return true
  const [best] = candidatesIn(query, found)
  return found.length > 0 && !(best && sure(query, best, found))
}

export function disagreement({ kind, passages, quotes }: Differing, sent: readonly Found[], ports: SearchPorts): Disagreement {
  const source = (side: 0 | 1): Citation => {
    const passage = sent[passages[side]]
    if (!passage) throw new RangeError('no such passage')
    return citation(passages[side] + 1, passage, quotes[side], null, ports)
  }
  return { kind, passages: [passages[0] + 1, passages[1] + 1], quotes, sources: [source(0), source(1)] }
}
