/** Keys that are chosen by pressing them. */
import { type KeyboardEvent, useId, useState } from 'react'
import { say } from '../../core/words/words.ts'
import { keysOf, shortcutOf } from './shortcut-keys.ts'
import { apple } from './this-keyboard.ts'

interface Props {
  readonly label: string
  /** Null: none. */
  readonly value: string | null
  readonly note: string
  readonly failed: boolean
  readonly onChange: (shortcut: string | null) => void
}

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'])

export function ShortcutField({ label, value, note, failed, onChange }: Props) {
  const id = useId()
  const [listening, setListening] = useState(false)
  const [unfit, setUnfit] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (modifiers.has(event.key)) return
    const shortcut = event.key === 'Escape' ? null : shortcutOf(event.nativeEvent, apple)
    setUnfit(event.key !== 'Escape' && shortcut === null)
    if (shortcut !== null) onChange(shortcut)
    if (shortcut !== null || event.key === 'Escape') setListening(false)
  }
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span id={id} className="field-label">
        {label}
      </span>
      <div className="field-row">
        <span className="shortcut-keys">
          {value === null ? <span className="quiet">{say('settings.shortcut-none')}</span> : keysOf(value, apple).map((key) => <kbd key={key}>{key}</kbd>)}
        </span>
        <button type="button" aria-pressed={listening} onClick={() => setListening(!listening)} onKeyDown={onKeyDown} onBlur={() => setListening(false)}>
          {say(listening ? 'settings.shortcut-press' : 'settings.shortcut-change')}
        </button>
        {value === null ? null : (
          <button type="button" onClick={() => onChange(null)}>
            {say('settings.shortcut-clear')}
          </button>
        )}
      </div>
      <p className={failed || unfit ? 'field-failure' : 'field-hint'} role="status">
        {unfit ? say('settings.shortcut-unfit') : note}
      </p>
    </div>
  )
}
