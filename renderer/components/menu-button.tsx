/** A button that opens a menu: arrow keys walk it, Escape closes it and gives the focus back. */
import { Ellipsis } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useId, useRef, useState } from 'react'
import './menu-button.css'

export interface MenuEntry {
  readonly word: string
  readonly run: () => unknown
}

interface Props {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly tabIndex: 0 | -1
}

/** Pixels that a menu with its entries needs below its button. */
const roomFor = (entries: number) => 16 + entries * 32

function placeAt(button: HTMLElement, entries: number): CSSProperties {
  const box = button.getBoundingClientRect()
  const above = box.bottom + roomFor(entries) > window.innerHeight
  return { left: box.left, ...(above ? { top: 'auto', bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4, bottom: 'auto' }) }
}

export function MenuButton({ label, entries, tabIndex }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<CSSProperties>({})
  const [open, setOpen] = useState(false)

  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
  const show = (at: number) => {
    if (!button.current) return
    setPlace(placeAt(button.current, entries.length))
    menu.current?.showPopover()
    items().at(at)?.focus()
  }
  const onMenuKey = (event: KeyboardEvent) => {
    const all = items()
    const at = all.findIndex((item) => item === document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined) all.at(to % all.length)?.focus()
    else if (event.key === 'Tab' || event.key === 'Escape') {
      menu.current?.hidePopover()
      button.current?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="bare square menu-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        tabIndex={tabIndex}
        onClick={() => (open ? menu.current?.hidePopover() : show(0))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          event.stopPropagation()
          show(event.key === 'ArrowDown' ? 0 : -1)
        }}
      >
        <Ellipsis className="icon" aria-hidden />
      </button>
      <div
        ref={menu}
        id={id}
        role="menu"
        tabIndex={-1}
        popover="auto"
        className="menu"
        style={place}
        aria-label={label}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={onMenuKey}
      >
        {entries.map(({ word, run }) => (
          <button
            key={word}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="bare"
            onClick={() => {
              menu.current?.hidePopover()
              button.current?.focus()
              run()
            }}
          >
            {word}
          </button>
        ))}
      </div>
    </>
  )
}
