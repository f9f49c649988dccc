/** Fields of forms: a label, what is chosen or typed, and a hint beneath. */
import { type ReactNode, useId } from 'react'

interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode
}

export function Labelled({ label, hint, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(hint ? { 'aria-describedby': `${id}-hint` } : {}) })}
      {hint ? (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

interface NumberProps {
  readonly label: string
  readonly hint?: string
  /** Null: empty. */
  readonly value: number | null
  readonly range: readonly [number, number]
  readonly step?: number | 'any'
  /** It may stay empty. */
  readonly optional?: boolean
  readonly onChange: (value: number | null) => void
}

/** Taken as it is typed; what is out of range is refused by the form. */
export function LabelledNumber({ label, hint, value, range: [least, most], step = 1, optional = false, onChange }: NumberProps) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          className="figures"
          min={least}
          max={most}
          step={step}
          required={!optional}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.valueAsNumber)}
        />
      )}
    </Labelled>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly disabled?: boolean
  readonly onChange: (value: string) => void
}

export function LabelledChoice({ label, hint, value, options, disabled = false, onChange }: ChoiceProps) {
  return (
    <Labelled label={label} hint={hint}>
      {(ids) => (
        <select {...ids} value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
          {options.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

interface CheckProps {
  readonly label: string
  readonly hint?: string
  readonly on: boolean
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
}

export function LabelledCheck({ label, hint, on, disabled = false, onChange }: CheckProps) {
  return (
    <label className="tune-check">
      <input type="checkbox" checked={on} disabled={disabled} onChange={() => onChange(!on)} />
      <span>
        {label}
        {hint ? <span className="field-hint">{hint}</span> : null}
      </span>
    </label>
  )
}
