/** What can be asked of whole files, as buttons: a summary of them, a comparison. */
import { Columns2, ListCollapse } from 'lucide-react'
import type { FileTask } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import { useApp, useSession } from '../state/app.ts'
import { joined } from './format.ts'
import { shownName } from './inert-characters.ts'

/** The contract takes no more. */
const mostSummarised = 20
const mostCompared = 5

interface Props {
  readonly files: readonly { readonly id: string; readonly name: string }[]
  /** A task is about to begin. */
  readonly onRead: () => void
}

export function FileTasks({ files, onRead }: Props) {
  const { session } = useApp()
  const busy = useSession(({ running }) => running !== null)
  const names = joined(files.map(({ name }) => shownName(name)))
  const read = (kind: FileTask) => {
    onRead()
    const words = say(kind === 'summarise' ? 'conversations.summarise-question' : 'conversations.compare-question', { names })
    void session.read({ kind, fileIds: files.map(({ id }) => id) }, words)
  }
  return (
    <>
      {files.length === 0 || files.length > mostSummarised ? null : (
        <button type="button" disabled={busy} onClick={() => read('summarise')}>
          <ListCollapse className="icon" aria-hidden />
          {say('conversations.summarise')}
        </button>
      )}
      {files.length < 2 || files.length > mostCompared ? null : (
        <button type="button" disabled={busy} onClick={() => read('compare')}>
          <Columns2 className="icon" aria-hidden />
          {say('conversations.compare')}
        </button>
      )}
    </>
  )
}
