/** What can be done with the files that were chosen in the list: asked about by themselves, summarised, compared. */
import { Columns2, ListCollapse, MessageSquareText, X } from 'lucide-react'
import type { FileStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { startConversation } from '../state/conversations.ts'

/** The contract takes no more. */
const mostSummarised = 20
const mostCompared = 5

interface Props {
  readonly chosen: readonly FileStatus[]
  readonly onClear: () => void
}

export function FileActions({ chosen, onClear }: Props) {
  const app = useApp()
  const { session, draft } = app
  const count = chosen.length
  const names = chosen.map(({ name }) => name).join(', ')
  const fileIds = chosen.map(({ id }) => id)
  const askThese = () => {
    startConversation(app)
    draft.limit((scope) => ({ ...scope, paths: chosen.map(({ path }) => path) }))
    onClear()
  }
  const read = (kind: 'summarise' | 'compare') => {
    startConversation(app)
    void session.read({ kind, fileIds }, say(kind === 'summarise' ? 'conversations.summarise-question' : 'conversations.compare-question', { names }))
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
          {count > mostSummarised ? null : (
            <button type="button" onClick={() => read('summarise')}>
              <ListCollapse className="icon" aria-hidden />
              {say('conversations.summarise')}
            </button>
          )}
          {count < 2 || count > mostCompared ? null : (
            <button type="button" onClick={() => read('compare')}>
              <Columns2 className="icon" aria-hidden />
              {say('conversations.compare')}
            </button>
          )}
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
