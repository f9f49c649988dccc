/** What a page of Compare is called, beside what can be done there; the way back stands above. */
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { say } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'

interface Props {
  readonly title: ReactNode
  /** Whether this page was come to from the list. */
  readonly within: boolean
  readonly children?: ReactNode
}

export function CompareHead({ title, within, children }: Props) {
  const { experiments } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  // What was pressed is gone with the page it stood on: reading begins here.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus()
  }, [])
  return (
    <header>
      {within ? (
        <button type="button" className="bare compare-back" onClick={() => experiments.open({ page: 'list' })}>
          <ArrowLeft className="icon" aria-hidden />
          {say('compare.all')}
        </button>
      ) : null}
      <div className="compare-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </header>
  )
}
