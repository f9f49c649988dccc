/**
 * The whole window takes files and folders; while some are held over it, it says so. Over a conversation they are
 * asked about as well, and so is a file that is dragged there from the library.
 */
import { useEffect, useRef, useState } from 'react'
import { say } from '../../core/words/words.ts'
import { type App, useApp } from '../state/app.ts'
import { withPath } from '../state/scope.ts'
import { droppedPath, holdsPath } from './dragged.ts'
import { isAsking, takeFiles } from './take-files.ts'
import { focusQuestion } from './use-keys.ts'
import './drop-veil.css'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
/** The entry of a view in the rail: held over it, what is dragged opens the view. */
const viewUnder = ({ target }: DragEvent) => (target instanceof Element ? target.closest<HTMLElement>('[data-view]')?.dataset['view'] : undefined)

function takePath(app: App, path: string): void {
  app.draft.limit((scope) => withPath(scope, path))
  focusQuestion(app)
}

function listenersFor(app: App, show: (over: boolean) => void, depth: { current: number }) {
  const rest = () => {
    depth.current = 0
    show(false)
  }
  return {
    dragenter: (event: DragEvent) => {
      if (holdsPath(event.dataTransfer) && viewUnder(event) === 'ask') app.layout.setState({ view: 'ask' })
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth.current += 1
      show(true)
    },
    dragleave: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth.current -= 1
      if (depth.current <= 0) rest()
    },
    dragover: (event: DragEvent) => {
      if (!event.dataTransfer) return
      event.preventDefault()
      const taken = holdsFiles(event) || (holdsPath(event.dataTransfer) && isAsking(app))
      event.dataTransfer.dropEffect = taken ? 'copy' : 'none'
    },
    drop: (event: DragEvent) => {
      const taken = event.defaultPrevented
      event.preventDefault()
      rest()
      if (taken || !event.dataTransfer) return
      if (holdsPath(event.dataTransfer)) takePath(app, droppedPath(event.dataTransfer))
      else if (holdsFiles(event)) void takeFiles(app, event.dataTransfer)
    },
  } as const
}

export function DropVeil() {
  const app = useApp()
  const [over, setOver] = useState(false)
  /** Entering a child comes before leaving its parent: only at nought has the drag left the window. */
  const depth = useRef(0)
  useEffect(() => {
    const listeners = listenersFor(app, setOver, depth)
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][]
    for (const [name, listener] of entries) window.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of entries) window.removeEventListener(name, listener)
    }
  }, [app])
  return over ? (
    <div className="drop-veil" aria-hidden="true">
      <p>{say(isAsking(app) ? 'shell.drop-ask' : 'shell.drop')}</p>
    </div>
  ) : null
}
