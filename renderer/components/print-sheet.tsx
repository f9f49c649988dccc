/** The whole conversation, drawn for as long as it is being printed: on the screen only what is in sight is drawn. */
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSession } from '../state/app.ts'
import { Exchange } from './exchange.tsx'
import './print-sheet.css'

function Sheet() {
  const branch = useSession((state) => state.branch)
  const exchanges = useSession((state) => state.exchanges)
  return (
    <div className="print-sheet">
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
