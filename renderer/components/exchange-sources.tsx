/** What an answer rests on, below it: its cited passages, or the nearest ones where the documents do not say. */
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import { CitedPlace } from './cited-place.tsx'
import { shownName } from './inert-characters.ts'
import { Support } from './support.tsx'

interface SourcesProps {
  readonly citations: readonly Citation[]
  /** A quote is always word for word: only what a model wrote is marked. */
  readonly marked: boolean
  readonly onOpen: (index: number) => void
}

export function Sources({ citations, marked, onOpen }: SourcesProps) {
  return (
    <ul className="exchange-sources" aria-label={say('ask.sources')}>
      {citations.map((citation, index) => (
        <li key={citation.n}>
          <button type="button" className="bare" onClick={() => onOpen(index)}>
            <span className="numeral numeral-waiting">{citation.n}</span>
            <span className="exchange-source">
              <bdi className="exchange-source-name">{shownName(citation.fileName)}</bdi>
              <span className="quiet">{placeOf(citation.anchor)}</span>
              {marked ? <Support supported={citation.supported} /> : null}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function Nearest({ nearest, onOpen }: { readonly nearest: readonly Citation[]; readonly onOpen: (index: number) => void }) {
  return (
    <section className="exchange-nearest">
      <h3>{say('ask.nearest')}</h3>
      <ul>
        {nearest.map((citation, index) => (
          <li key={citation.passageId}>
            <button type="button" onClick={() => onOpen(index)}>
              <span className="exchange-nearest-quote as-written">{citation.quote}</span>
              <CitedPlace citation={citation} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
