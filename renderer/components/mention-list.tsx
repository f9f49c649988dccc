/** What a mention could name. The keys are those of the box that is written in: it keeps the focus. */
import { FileText, Folder } from 'lucide-react'
import type { NameFound } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { folderOf } from './format.ts'
import { shownName } from './inert-characters.ts'

interface Props {
  readonly id: string
  readonly names: readonly NameFound[]
  readonly at: number
  readonly onPick: (named: NameFound) => void
}

export const optionId = (id: string, at: number) => `${id}-${at}`

export function MentionList({ id, names, at, onPick }: Props) {
  return (
    <div id={id} role="listbox" aria-label={say('ask.mention-list')} className="mention-list">
      {names.map((named, n) => {
        const Shape = named.kind === 'folder' ? Folder : FileText
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={named.path}
            id={optionId(id, n)}
            ref={(element) => {
              if (n === at) element?.scrollIntoView({ block: 'nearest' })
            }}
            role="option"
            aria-selected={n === at}
            className="mention-option"
            // The box must not lose the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(named)}
          >
            <Shape className="icon" aria-hidden />
            <bdi className="mention-name">{shownName(named.name)}</bdi>
            <bdi className="mention-folder">{shownName(folderOf(named.path))}</bdi>
          </div>
        )
      })}
    </div>
  )
}
