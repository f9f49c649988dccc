/** What an arm said, held against the reference; its citations open the evidence. */
import { Fragment, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Citation } from '../../../core/types/answer.ts'
import { say } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { withoutTurning } from '../inert-characters.ts'
import { Numeral } from '../numeral.tsx'
import { diffOf, type Piece } from './answer-diff.ts'

interface Props {
  readonly text: string
  /** Null: it is shown as it is. */
  readonly reference: string | null
  readonly citations: readonly Citation[]
}

function Said({ piece, citations }: { readonly piece: Piece; readonly citations: readonly Citation[] }) {
  const { evidence } = useApp()
  const shown = useStore(evidence.store, (state) => (state.open ? state.citations[state.index] : undefined))
  if (piece.kind === 'marker') {
    const index = citations.findIndex(({ n }) => n === piece.n)
    const citation = citations[index]
    const current = citation !== undefined && shown === citation
    return <Numeral n={piece.n} citation={citation} current={current} onOpen={() => evidence.show(citations, index, 'compare')} />
  }
  const text = withoutTurning(piece.text)
  if (piece.kind === 'same') return text
  if (piece.kind === 'added') return <ins>{text}</ins>
  return (
    <>
      <del>{text.trim()}</del>{' '}
    </>
  )
}

export function AnswerText({ text, reference, citations }: Props) {
  const pieces = useMemo(() => diffOf(text, reference), [text, reference])
  if (text === '') return <p className="quiet">{say('experiment.says-not')}</p>
  return (
    <p className="arm-answer-text as-written">
      {pieces.map((piece, at) => (
        <Fragment key={at}>
          <Said piece={piece} citations={citations} />
        </Fragment>
      ))}
    </p>
  )
}
