/** The whole window takes files and folders; while some are held over it, it says so. */
import { useEffect, useRef, useState } from 'react'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import './drop-veil.css'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

export function DropVeil() {
  const { intake, layout } = useApp()
  const [over, setOver] = useState(false)
  /** Entering a child comes before leaving its parent: only at nought has the drag left the window. */
  const depth = useRef(0)
  useEffect(() => {
    const rest = () => {
      depth.current = 0
      setOver(false)
    }
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        depth.current += 1
        setOver(true)
      },
      dragleave: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        depth.current -= 1
        if (depth.current <= 0) rest()
      },
      dragover: (event: DragEvent) => {
        if (!event.dataTransfer) return
        event.preventDefault()
        event.dataTransfer.dropEffect = holdsFiles(event) ? 'copy' : 'none'
      },
      drop: (event: DragEvent) => {
        event.preventDefault()
        rest()
        if (!event.dataTransfer || !holdsFiles(event)) return
        layout.setState({ view: 'library' })
        void intake.drop(event.dataTransfer)
      },
    } as const
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][]
    for (const [name, listener] of entries) window.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of entries) window.removeEventListener(name, listener)
    }
  }, [intake, layout])
  return over ? (
    <div className="drop-veil" aria-hidden="true">
      <p>{say('shell.drop')}</p>
    </div>
  ) : null
}
