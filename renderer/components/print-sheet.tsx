/** The whole conversation, drawn for as long as it is being printed: on the screen only what is in sight is drawn. */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { say } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import { Exchange } from './exchange.tsx'
import { shownName } from './inert-characters.ts'
import './print-sheet.css'

function Title() {
  const { history } = useApp()
  const id = useSession((state) => state.conversationId)
  const title = useStore(history.store, ({ listed }) => listed?.find((one) => one.id === id)?.title)
  return <h1>{title === undefined ? say('ask.conversation') : shownName(title)}</h1>
}

function Sheet() {
  const branch = useSession((state) => state.branch)
  const exchanges = useSession((state) => state.exchanges)
  return (
    <div className="print-sheet">
      <Title />
      {branch.map(({ id, key }) => {
        const exchange = exchanges.get(id)
        return exchange ? <Exchange key={key} exchange={exchange} /> : null
      })}
    </div>
  )
}

export function PrintSheet() {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // What is printed is what stands there when this event is over.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return printing ? <Sheet /> : null
}
