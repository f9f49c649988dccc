/** Questions that training had seen, by name, and the one thing that helps. */
import { Snowflake } from 'lucide-react'
import type { Leak } from '../../../core/types/data-set.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { baseName } from '../format.ts'
import { shownName, withoutTurning } from '../inert-characters.ts'
import './leaks.css'

/** Named before the rest is folded. */
const shownFirst = 5

const kinds: Readonly<Record<Leak['kind'], WordsKey>> = {
  document: 'compare.leak-document',
  'same-text': 'compare.leak-same',
  'near-text': 'compare.leak-near',
}

function Leaks({ leaks }: { readonly leaks: readonly Leak[] }) {
  return (
    <ul className="leaks">
      {leaks.map(({ exampleId, trainId, kind, input, file }) => (
        <li key={`${exampleId} ${trainId}`}>
          <q className="as-written">{withoutTurning(input)}</q>{' '}
          <span className="quiet">{say(kinds[kind], { file: file === null ? '' : shownName(baseName(file)) })}</span>
        </li>
      ))}
    </ul>
  )
}

interface Props {
  readonly leaks: readonly Leak[]
  /** Of the data set that was measured on. */
  readonly versionId: string
}

export function LeakNote({ leaks, versionId }: Props) {
  const { tuning } = useApp()
  const dataSet = useTuning((state) => state.dataSets?.find(({ versions }) => versions.some(({ id }) => id === versionId)))
  const [first] = leaks
  return (
    <div className="leak-note">
      <FailureNote
        failure={{ code: 'leak-found', details: { count: leaks.length, input: first?.input ?? '' } }}
        action={
          <button type="button" onClick={() => tuning.open(dataSet ? { page: 'data-set', id: dataSet.id } : { page: 'list' })}>
            <Snowflake className="icon" aria-hidden />
            {say('compare.leak-helps')}
          </button>
        }
      />
      <Leaks leaks={leaks.slice(0, shownFirst)} />
      {leaks.length > shownFirst ? (
        <details>
          <summary>{say('compare.leaks-more', { count: leaks.length - shownFirst })}</summary>
          <Leaks leaks={leaks.slice(shownFirst)} />
        </details>
      ) : null}
    </div>
  )
}
