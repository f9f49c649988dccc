/** What can be done with the files that were chosen in the list: asked about by themselves, summarised, compared. */
import { MessageSquareText, X } from 'lucide-react'
import type { FileStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { startConversation } from '../state/conversations.ts'
import { FileTasks } from './file-tasks.tsx'

interface Props {
  readonly chosen: readonly FileStatus[]
  readonly onClear: () => void
}

export function FileActions({ chosen, onClear }: Props) {
  const app = useApp()
  const { draft } = app
  const count = chosen.length
  const askThese = () => {
    startConversation(app)
    draft.limit((scope) => ({ ...scope, paths: chosen.map(({ path }) => path) }))
    onClear()
  }
  const begin = () => {
    startConversation(app)
    onClear()
  }
  return (
    <div className="file-actions" role="toolbar" aria-label={say('conversations.chosen', { count })}>
      <span className="figures" role="status">
        {count === 0 ? '' : say('conversations.chosen', { count })}
      </span>
      {count === 0 ? null : (
        <>
          <button type="button" onClick={askThese}>
            <MessageSquareText className="icon" aria-hidden />
            {say('conversations.ask-these', { count })}
          </button>
          <FileTasks files={chosen} onRead={begin} />
          <button
            type="button"
            className="bare square"
            aria-label={say('conversations.choose-none')}
            title={say('conversations.choose-none')}
            onClick={onClear}
          >
            <X className="icon" aria-hidden />
          </button>
        </>
      )}
    </div>
  )
}
