/** One example as it is looked through: what is asked, the right answer, where it comes from, and what to do with it. */
import { Check, CircleCheck, CircleDashed, CircleX, type LucideIcon, PenLine, X } from 'lucide-react'
import type { Example, ExamplePassage, ExampleState } from '../../../core/types/data-set.ts'
import { exampleStateWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { StateTag, type Tone } from '../state-tag.tsx'
import { kindWords, originWords } from './data-set-words.ts'
import { ExampleEdit } from './example-edit.tsx'
import { ExamplePassages } from './example-passages.tsx'
import { FlaggedText } from './flagged-text.tsx'

const looks: Readonly<Record<ExampleState, readonly [LucideIcon, Tone]>> = {
  waiting: [CircleDashed, 'quiet'],
  accepted: [CircleCheck, 'supported'],
  rejected: [CircleX, 'unsupported'],
}

export interface ExampleDeeds {
  readonly onReview: (state: ExampleState) => void
  readonly onEdit: () => void
  readonly onSave: (text: { readonly input: string; readonly output: string }) => void
  readonly onCancel: () => void
  readonly onOpen: (passage: ExamplePassage) => void
}

interface Props extends ExampleDeeds {
  readonly example: Example
  readonly editing: boolean
}

function factsOf(example: Example): string {
  const [first] = example.passages.filter(({ golden }) => golden)
  return joined([
    say(kindWords[example.kind]),
    originWords(example),
    ...(first ? [shownName(first.fileName)] : []),
    ...(example.edited ? [say('tune.edited')] : []),
  ])
}

function Texts({ example }: { readonly example: Example }) {
  const { input, output, answerable, personalData } = example
  return (
    <>
      {input === '' ? null : (
        <p className="example-input as-written">
          <FlaggedText text={input} flags={personalData.filter(({ field }) => field === 'input')} />
        </p>
      )}
      <p className="as-written">
        {answerable ? (
          <FlaggedText text={output} flags={personalData.filter(({ field }) => field === 'output')} />
        ) : (
          <span className="quiet">{say('command-line.tune.not-said')}</span>
        )}
      </p>
    </>
  )
}

export function ExampleRow({ example, editing, onReview, onEdit, onSave, onCancel, onOpen }: Props) {
  const { state } = example
  const [shape, tone] = looks[state]
  return (
    <>
      <p className="example-head">
        <StateTag shape={shape} words={exampleStateWords(state)} tone={tone} />
        <span className="quiet">{factsOf(example)}</span>
      </p>
      {editing ? (
        <ExampleEdit example={example} onSave={onSave} onCancel={onCancel} />
      ) : (
        <>
          <Texts example={example} />
          <ExamplePassages example={example} onOpen={onOpen} />
          <div className="example-deeds">
            <button type="button" className="bare" disabled={state === 'accepted'} onClick={() => onReview('accepted')}>
              <Check className="icon" aria-hidden />
              {say('tune.accept')}
            </button>
            <button type="button" className="bare" disabled={state === 'rejected'} onClick={() => onReview('rejected')}>
              <X className="icon" aria-hidden />
              {say('tune.reject')}
            </button>
            <button type="button" className="bare" onClick={onEdit}>
              <PenLine className="icon" aria-hidden />
              {say('tune.edit')}
            </button>
          </div>
        </>
      )}
    </>
  )
}
