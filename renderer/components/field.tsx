/** A setting that is typed: taken when the field is left or Enter is pressed, refused where it stands. */
import { type HTMLInputTypeAttribute, type ReactNode, useEffect, useId, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import { advice } from '../../core/words/words.ts'

interface Props {
  readonly label: string
  readonly hint?: string
  readonly type: HTMLInputTypeAttribute
  readonly value: string
  readonly unit?: ReactNode
  readonly failure: Failure | null
  readonly onChange: (value: string) => void
}

export function Field({ label, hint, type, value, unit, failure, onChange }: Props) {
  const [draft, setDraft] = useState(value)
  const id = useId()
  const noteId = useId()
  useEffect(() => setDraft(value), [value])
  const commit = () => {
    if (draft.trim() !== value) onChange(draft.trim())
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-row">
        <input
          id={id}
          type={type}
          className={type === 'number' ? 'figures' : 'mono'}
          value={draft}
          aria-invalid={failure !== null}
          aria-describedby={hint || failure ? noteId : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
          }}
        />
        {unit}
      </div>
      <p id={noteId} className={failure ? 'field-failure' : 'field-hint'} role={failure ? 'alert' : undefined}>
        {failure ? advice(failure.code, failure.details) : hint}
      </p>
    </div>
  )
}
