/** One formula: drawn where it can be, else its source. */
import { memo } from 'react'
import { say } from '../../../core/words/words.ts'
import { loaded } from './loaded.ts'
import './formula.css'

export const mathml = loaded(() => import('./mathml.tsx'))

interface Props {
  readonly tex: string
  readonly display: boolean
}

export const Formula = memo(function Formula({ tex, display }: Props) {
  const math = mathml.use()?.drawnFormula(tex, display) ?? null
  if (math === null) return <code className={display ? 'formula-source formula-source-display' : 'formula-source'}>{tex}</code>
  return display ? (
    // A long formula scrolls inside the answer, and whatever scrolls can be reached by key.
    <span className="formula formula-display" role="group" aria-label={say('ask.formula')} tabIndex={0}>
      {math}
    </span>
  ) : (
    <span className="formula">{math}</span>
  )
})
