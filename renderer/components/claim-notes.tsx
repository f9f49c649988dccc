/** What the check of an answer's sentences found, below the answer: how many bear out, why others do not, and where passages disagree. */
import { Check, CircleAlert, CircleDashed } from 'lucide-react'
import type { Answer, Citation, Claim, ClaimFault, Disagreement, Verdict } from '../../core/types/answer.ts'
import { verdicts } from '../../core/types/answer.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { CitedPlace } from './cited-place.tsx'
import './claim-notes.css'

const shapes = { supported: Check, weak: CircleDashed, unsupported: CircleAlert } as const

const countWords: Readonly<Record<Verdict, WordsKey>> = {
  supported: 'ask.claims-supported',
  weak: 'ask.claims-weak',
  unsupported: 'ask.claims-unsupported',
}

const faultWords: Readonly<Record<ClaimFault, WordsKey>> = {
  number: 'ask.fault-number',
  name: 'ask.fault-name',
  negation: 'ask.fault-negation',
  roles: 'ask.fault-roles',
  missing: 'ask.fault-missing',
}

const disagreementWords: Readonly<Record<Disagreement['kind'], WordsKey>> = {
  number: 'ask.disagree-number',
  date: 'ask.disagree-date',
  negation: 'ask.disagree-negation',
}

function Count({ verdict, count }: { readonly verdict: Verdict; readonly count: number }) {
  const Shape = shapes[verdict]
  return (
    <span className={`tag tag-${verdict}`}>
      <Shape className="icon" aria-hidden />
      {say(countWords[verdict], { count })}
    </span>
  )
}

/** The sentence without its markers and emphasis. */
const wordsOf = (answer: string, { start, end }: Claim) => answer.slice(start, end).replaceAll(/\s*\[\d+\]|[*_`]/g, '')

function Faults({ answer, claims }: { readonly answer: string; readonly claims: readonly Claim[] }) {
  return (
    <details className="claim-faults">
      <summary>{say('ask.claims-why')}</summary>
      <ul>
        {claims.map((claim) => (
          <li key={claim.start}>
            <span className={`as-written claim-${claim.verdict}`}>{wordsOf(answer, claim)}</span>
            <span className="quiet">{say(faultWords[claim.reason ?? 'missing'])}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface Props {
  readonly answer: Answer
  readonly onOpen: (citations: readonly Citation[], index: number) => void
}

function Disagreements({ answer, onOpen }: Props) {
  return answer.disagreements.map(({ kind, passages, quotes, sources }) => (
    <section key={`${kind} ${passages.join(' ')}`} className="disagreement">
      <h3>{say(disagreementWords[kind])}</h3>
      <ul>
        {sources.map((source, index) => (
          <li key={source.passageId}>
            <button type="button" className="bare" onClick={() => onOpen(sources, index)}>
              <span className="as-written">{quotes[index]}</span>
              <CitedPlace citation={source} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  ))
}

/** Nothing where nothing was checked: quotes are word for word. */
export function ClaimNotes({ answer, onOpen }: Props) {
  if (answer.mode !== 'model') return null
  const faulty = answer.claims.filter(({ verdict }) => verdict !== 'supported')
  const counts = verdicts.map((verdict) => [verdict, answer.claims.filter((claim) => claim.verdict === verdict).length] as const)
  return (
    <>
      {answer.weak ? <p className="exchange-note">{say('ask.weak')}</p> : null}
      {answer.claims.length > 0 ? (
        <div className="claim-counts">{counts.map(([verdict, count]) => (count > 0 ? <Count key={verdict} verdict={verdict} count={count} /> : null))}</div>
      ) : null}
      {faulty.length > 0 ? <Faults answer={answer.answer} claims={faulty} /> : null}
      <Disagreements answer={answer} onOpen={onOpen} />
    </>
  )
}
