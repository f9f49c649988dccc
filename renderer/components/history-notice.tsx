/** In the status line: what was just done with a conversation, and the way back for as long as there is one. */
import { Undo2 } from 'lucide-react'
import { say } from '../../core/words/words.ts'
import { useApp, useHistory } from '../state/app.ts'

export function HistoryNotice() {
  const { history } = useApp()
  const notice = useHistory((state) => state.notice)
  return (
    <>
      <span className={notice ? 'status-notice' : 'unseen'} role="status">
        {notice?.words}
      </span>
      {notice?.undo ? (
        <button type="button" className="status-undo" aria-keyshortcuts="Control+Z" onClick={() => history.undo()}>
          <Undo2 className="icon" aria-hidden />
          {say('conversations.undo')}
        </button>
      ) : null}
    </>
  )
}
