/** What a thing of Tune is called, beside its state. */
import type { ReactNode } from 'react'
import { shownName } from '../inert-characters.ts'

export function ItemHead({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="tune-item-head">
      <h3>
        <bdi>{shownName(name)}</bdi>
      </h3>
      {children}
    </div>
  )
}
