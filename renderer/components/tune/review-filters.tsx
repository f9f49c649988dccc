/** Which examples are looked through: by state, kind, personal data and words. */
import { useId, useState } from 'react'
import { exampleKinds, exampleStates } from '../../../core/types/data-set.ts'
import { exampleStateWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { LabelledCheck, LabelledChoice } from '../labelled.tsx'
import { kindWords } from './data-set-words.ts'
import type { Filter } from './review-calls.ts'

/** Milliseconds without a key after which words are looked for. */
const pause = 250

export function ReviewFilters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (changes: Partial<Filter>) => void }) {
  const id = useId()
  const [query, setQuery] = useState(filter.query)
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>()
  const type = (value: string) => {
    setQuery(value)
    clearTimeout(timer)
    setTimer(setTimeout(() => onChange({ query: value }), pause))
  }
  const any = ['', say('tune.filter-any')] as const
  return (
    <div className="review-filters">
      <LabelledChoice
        label={say('tune.filter-state')}
        value={filter.state ?? ''}
        options={[any, ...exampleStates.map((state) => [state, exampleStateWords(state)] as const)]}
        onChange={(value) => onChange({ state: exampleStates.find((state) => state === value) ?? null })}
      />
      <LabelledChoice
        label={say('tune.filter-kind')}
        value={filter.kind ?? ''}
        options={[any, ...exampleKinds.map((kind) => [kind, say(kindWords[kind])] as const)]}
        onChange={(value) => onChange({ kind: exampleKinds.find((kind) => kind === value) ?? null })}
      />
      <div className="field">
        <label htmlFor={id}>{say('tune.search')}</label>
        <input id={id} type="text" autoComplete="off" maxLength={500} value={query} onChange={({ target }) => type(target.value)} />
      </div>
      <LabelledCheck label={say('tune.filter-personal')} on={filter.personalData} onChange={(personalData) => onChange({ personalData })} />
    </div>
  )
}
