/** A number in a table's cell: taken when the field is left or Enter is pressed; empty is null, what is out of range is put right. */
import { useEffect, useState } from 'react'

interface Props {
  readonly label: string
  readonly value: number | null
  readonly range: readonly [number, number]
  readonly step: number
  readonly placeholder: string
  readonly onChange: (value: number | null) => void
}

export function NumberField({ label, value, range: [least, most], step, placeholder, onChange }: Props) {
  const written = value === null ? '' : String(value)
  const [draft, setDraft] = useState(written)
  useEffect(() => setDraft(written), [written])
  const commit = () => {
    const typed = draft.trim() === '' ? null : Math.min(most, Math.max(least, Number(draft)))
    if (Number.isNaN(typed)) return setDraft(written)
    setDraft(typed === null ? '' : String(typed))
    if (typed !== value) onChange(typed)
  }
  return (
    <input
      type="number"
      className="figures number-field"
      aria-label={label}
      title={label}
      placeholder={placeholder}
      min={least}
      max={most}
      step={step}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        // it may stand in a form, which is not to be sent for that
        event.preventDefault()
        commit()
      }}
    />
  )
}
