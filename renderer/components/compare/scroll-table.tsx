/** A table that scrolls within itself where the window is narrow, by keyboard too. */
import type { ReactNode } from 'react'
import './scroll-table.css'

interface Props {
  readonly label: string
  readonly className?: string
  /** Words of the head's cells; `number`: the column holds numbers. */
  readonly head: readonly { readonly word: ReactNode; readonly number?: boolean }[]
  readonly children: ReactNode
}

export function ScrollTable({ label, className = '', head, children }: Props) {
  return (
    <div className="compare-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className={`compare-table ${className}`}>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {head.map(({ word, number }, at) => (
              <th key={at} scope="col" className={number ? 'number' : undefined}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
