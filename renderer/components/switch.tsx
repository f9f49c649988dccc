/** Something that is on or off, with what it means beneath its name. */
import { useId } from 'react'

interface Props {
  readonly label: string
  readonly hint: string
  readonly on: boolean
  readonly disabled?: boolean
  readonly onChange: (on: boolean) => void
}

export function Switch({ label, hint, on, disabled = false, onChange }: Props) {
  const id = useId()
  return (
    <div className="switch-row">
      <p>
        <span id={id} className="switch-title">
          {label}
        </span>
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      </p>
      <Toggle label={id} hint={`${id}-hint`} on={on} disabled={disabled} onChange={onChange} />
    </div>
  )
}

interface ToggleProps {
  /** Ids of what stands beside it. */
  readonly label: string
  readonly hint: string
  readonly on: boolean
  readonly disabled: boolean
  readonly onChange: (on: boolean) => void
}

export function Toggle({ label, hint, on, disabled, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={on}
      aria-labelledby={label}
      aria-describedby={hint}
      disabled={disabled}
      onClick={() => onChange(!on)}
    >
      <span className="switch-knob" />
    </button>
  )
}
