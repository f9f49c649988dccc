/** A citation in the line: a small numeral; pointing at it shows the passage, pressing it opens the evidence. */
import { type CSSProperties, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { citationText } from './citation-text.ts'
import { CopyButton } from './copy-button.tsx'
import { copyText } from './copy-text.ts'
import { HiddenLabel } from './hidden-label.tsx'
import { Support } from './support.tsx'
import './numeral.css'
import { shownName } from './inert-characters.ts'

interface Props {
  readonly n: number
  /** Absent while the answer streams: what it stands for is known at its end. */
  readonly citation: Citation | undefined
  readonly current: boolean
  readonly onOpen: () => void
}

/** Milliseconds between pointing and showing, and between leaving and hiding. */
const showAfter = 150
const hideAfter = 120
/** Pixels. */
const cardWidth = 360
const cardRoom = 220

function placeCard(anchor: HTMLElement): CSSProperties {
  const box = anchor.getBoundingClientRect()
  const width = Math.min(cardWidth, window.innerWidth - 32)
  const left = Math.min(Math.max(16, box.left - 24), window.innerWidth - width - 16)
  const below = box.bottom + cardRoom < window.innerHeight
  return below ? { left, width, top: box.bottom + 8 } : { left, width, bottom: window.innerHeight - box.top + 8 }
}

function copied(citation: Citation): string {
  return say(copyText(citationText(citation)) ? 'ask.copied' : 'ask.copy-failed')
}

export function Numeral({ n, citation, current, onOpen }: Props) {
  const [place, setPlace] = useState<CSSProperties | null>(null)
  const { layout } = useApp()
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const cardId = useId()

  const later = (ms: number, work: () => void) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(work, ms)
  }
  const show = () => later(showAfter, () => button.current && setPlace(placeCard(button.current)))
  const hide = () => later(hideAfter, () => setPlace(null))
  const hideNow = () => {
    clearTimeout(timer.current)
    setPlace(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  if (!citation) return <span className="numeral numeral-waiting">{n}</span>
  return (
    <>
      <button
        ref={button}
        type="button"
        className="numeral"
        data-numeral={n}
        aria-label={say('ask.numeral', { n, file: citation.fileName, place: placeOf(citation.anchor) })}
        aria-describedby={place ? cardId : undefined}
        aria-current={current ? 'true' : undefined}
        onClick={() => {
          hideNow()
          onOpen()
        }}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={(event) => {
          // Focus that comes back from the evidence does not ask to see the passage again.
          const back = event.relatedTarget instanceof Element && event.relatedTarget.closest('aside') !== null
          if (!back && event.currentTarget.matches(':focus-visible')) show()
        }}
        onBlur={() => {
          layout.setState({ said: '' })
          hide()
        }}
        onKeyDown={(event) => {
          if ((event.ctrlKey || event.metaKey) && event.key === 'c' && document.getSelection()?.isCollapsed !== false)
            layout.setState({ said: copied(citation) })
          if (event.key !== 'Escape' || !place) return
          event.stopPropagation()
          hideNow()
        }}
      >
        {n}
      </button>
      {place
        ? createPortal(
            <div className="numeral-card" style={place} onMouseEnter={show} onMouseLeave={hide}>
              <div id={cardId} role="tooltip">
                <p className="numeral-quote as-written">{citation.quote}</p>
                <p className="numeral-source">
                  <bdi>{shownName(citation.fileName)}</bdi>
                  <span>{placeOf(citation.anchor)}</span>
                  <Support supported={citation.supported} />
                  {citation.hidden ? <HiddenLabel /> : null}
                </p>
              </div>
              <div className="numeral-actions">
                <CopyButton text={citationText(citation)} label={say('ask.copy-citation')} />
              </div>
            </div>,
            // Inside the landmark, where a screen reader looks.
            document.querySelector('main') ?? document.body,
          )
        : null}
    </>
  )
}
