/** Files that were not read for one reason: how many, what can be done, and on demand their names. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import type { FilesQuery } from '../state/library.ts'
import { ReportFiles } from './report-files.tsx'
import type { GroupAction } from './report-groups.ts'
import { UnlockForm } from './unlock-form.tsx'
import './report-group.css'

function Action({ action, query, files }: { readonly action: GroupAction; readonly query: FilesQuery; readonly files: number }): ReactNode {
  const { library, layout } = useApp()
  const toSettings = (word: 'library.change-limit' | 'library.hidden-setting') => (
    <button type="button" onClick={() => layout.setState({ view: 'settings' })}>
      {say(word)}
    </button>
  )
  switch (action) {
    case null:
      return null
    case 'limit':
      return toSettings('library.change-limit')
    case 'hidden-setting':
      return toSettings('library.hidden-setting')
    case 'unlock':
      return <UnlockForm label={say('library.unlock-all', { count: files })} onUnlock={(password) => void library.retryAll(query, password)} />
    case 'retry':
      return (
        <button type="button" onClick={() => library.retryAll(query)}>
          {say('library.retry-all', { count: files })}
        </button>
      )
  }
}

interface Props {
  readonly files: number
  readonly words: string
  /** How the files ended, as a tag. */
  readonly tag?: ReactNode
  readonly action: GroupAction
  readonly query: FilesQuery
}

export function ReportGroup({ files, words, tag, action, query }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const asked = JSON.stringify(query)
  // Counts change while a run goes on; the question stays the same.
  const steady = useMemo(() => JSON.parse(asked) as FilesQuery, [asked])
  const Shape = open ? ChevronDown : ChevronRight
  return (
    <li className="report-group">
      <p className="report-count">
        <strong className="figures">{say('library.report-files', { count: files })}</strong>
        {tag}
      </p>
      <p id={`${id}-words`}>{words}</p>
      <div className="report-actions">
        <Action action={action} query={steady} files={files} />
        <button type="button" className="bare" aria-expanded={open} aria-describedby={`${id}-words`} onClick={() => setOpen(!open)}>
          <Shape className="icon" aria-hidden />
          {say('library.report-show', { count: files })}
        </button>
      </div>
      {open ? <ReportFiles query={steady} action={action} label={words} /> : null}
    </li>
  )
}
