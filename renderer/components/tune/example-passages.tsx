/** What an example was made from: the passages with their files, each of which opens beside the work. */
import { FileText } from 'lucide-react'
import type { Example, ExamplePassage } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { shownName } from '../inert-characters.ts'
import { FlaggedText } from './flagged-text.tsx'

interface Props {
  readonly example: Example
  readonly onOpen: (passage: ExamplePassage) => void
}

export function ExamplePassages({ example, onOpen }: Props) {
  if (example.passages.length === 0) return null
  return (
    <details>
      <summary>{say('tune.passages', { count: example.passages.length })}</summary>
      <ul className="example-passages">
        {example.passages.map((passage, index) => (
          <li key={index}>
            <p>
              <button
                type="button"
                className="link"
                aria-label={say('tune.open-passage', { name: shownName(passage.fileName) })}
                onClick={() => onOpen(passage)}
              >
                <FileText className="icon" aria-hidden /> <bdi>{shownName(passage.fileName)}</bdi>
              </button>{' '}
              {passage.golden ? null : <span className="quiet">{say('tune.distractor')}</span>}
            </p>
            <blockquote className="as-written">
              <FlaggedText text={passage.text} flags={example.personalData.filter((flag) => flag.field === 'passages' && flag.passage === index)} />
            </blockquote>
          </li>
        ))}
      </ul>
    </details>
  )
}
