/** The line between two columns: dragged, or moved with the arrow keys; the width is remembered. */
import type { KeyboardEvent, PointerEvent } from 'react'
import './divider.css'

interface Props {
  readonly label: string
  /** Pixels. */
  readonly width: number
  readonly range: readonly [least: number, most: number]
  /** Which side of the line the column stands on. */
  readonly column: 'before' | 'after'
  readonly onChange: (width: number) => void
}

/** Pixels for one press of an arrow key. */
const step = 16

export function Divider({ label, width, range: [least, most], column, onChange }: Props) {
  const set = (value: number) => onChange(Math.round(Math.min(most, Math.max(least, value))))
  const sign = column === 'before' ? 1 : -1
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    const line = event.currentTarget
    const from = event.clientX
    line.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => set(width + sign * (moved.clientX - from))
    line.addEventListener('pointermove', move)
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step }
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    set(width + sign * move)
  }
  return (
    // A separator that can be moved is a widget: it takes focus and keys.
    <div
      role="separator"
      className="divider"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
