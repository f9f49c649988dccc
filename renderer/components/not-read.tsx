/** What a source holds that was not read, grouped by reason, each with what can be done about it. */
import { type ReactNode, useCallback, useState } from 'react'
import { errors } from '../../core/errors.ts'
import type { FileStatus, SourceStatus } from '../../core/types/library.ts'
import type { Outcome, OutcomeKind } from '../../core/types/outcome.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../client/client.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { FailureNote } from './failure-note.tsx'
import { reasonOf } from './outcome-tag.tsx'
import { useCall } from './use-call.ts'

const notRead: OutcomeKind[] = ['empty', 'skipped', 'failed', 'offline']
/** Files that are fetched to be grouped; the rest is counted and named as such. */
const most = 3_000
/** Names shown of one group. */
const examples = 3

interface Group {
  readonly key: string
  readonly outcome: Outcome
  readonly files: readonly FileStatus[]
}

function keyOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'empty':
    case 'skipped':
      return `${outcome.kind} ${outcome.reason}`
    case 'failed':
      return `failed ${outcome.code}`
    case 'indexed':
    case 'unchanged':
    case 'offline':
      return outcome.kind
  }
}

function group(files: readonly FileStatus[]): readonly Group[] {
  const groups = new Map<string, { outcome: Outcome; files: FileStatus[] }>()
  for (const file of files) {
    if (!file.outcome) continue
    const key = keyOf(file.outcome)
    const known = groups.get(key)
    if (known) known.files.push(file)
    else groups.set(key, { outcome: file.outcome, files: [file] })
  }
  return [...groups].map(([key, rest]) => ({ key, ...rest })).sort((a, b) => b.files.length - a.files.length)
}

async function fetchNotRead(client: Client, sourceId: string, signal: AbortSignal): Promise<readonly FileStatus[]> {
  const files: FileStatus[] = []
  for (;;) {
    const last = files.at(-1)
    const page = await client.library.files({ sourceId, outcomes: notRead, limit: 1_000, ...(last ? { after: last.path } : {}) }, { signal })
    files.push(...page.files)
    if (!page.more || files.length >= most) return files
  }
}

function GroupAction({ group: { outcome, files } }: { readonly group: Group }): ReactNode {
  const { library, layout } = useApp()
  if (outcome.kind === 'skipped' && outcome.reason === 'too-large') {
    return (
      <button type="button" onClick={() => layout.setState({ view: 'settings' })}>
        {say('library.change-limit')}
      </button>
    )
  }
  const helps = outcome.kind === 'offline' || (outcome.kind === 'failed' && errors[outcome.code].retry !== 'never')
  return helps ? (
    <button type="button" onClick={() => library.retry(files.map(({ id }) => id))}>
      {say('library.retry-all', { count: files.length })}
    </button>
  ) : null
}

function Groups({ source }: { readonly source: SourceStatus }) {
  const { client } = useApp()
  const version = useLibrary((state) => state.version)
  const { id } = source
  // A new version asks the same question anew.
  // oxlint-disable-next-line react/exhaustive-deps
  const call = useCallback((signal: AbortSignal) => fetchNotRead(client, id, signal), [client, id, version])
  const result = useCall(call)
  if (result.state === 'working') return <p className="quiet">{say('library.not-read-loading')}</p>
  if (result.state === 'failed')
    return (
      <FailureNote
        failure={result.failure}
        action={
          <button type="button" onClick={result.again}>
            {say('shell.try-again')}
          </button>
        }
      />
    )
  return (
    <ul className="not-read-groups">
      {group(result.value).map((one) => (
        <li key={one.key}>
          <div>
            <p>
              <strong className="figures">{say('library.not-read-count', { count: one.files.length })}</strong>{' '}
              {reasonOf(one.outcome, one.files[0]?.path ?? '')}
            </p>
            <p className="not-read-names">
              {one.files
                .slice(0, examples)
                .map(({ name }) => name)
                .join(', ')}
              {one.files.length > examples ? ` ${say('library.and-more', { count: one.files.length - examples })}` : ''}
            </p>
          </div>
          <GroupAction group={one} />
        </li>
      ))}
    </ul>
  )
}

export function NotRead({ source }: { readonly source: SourceStatus }) {
  const [open, setOpen] = useState(false)
  const count = notRead.reduce((sum, kind) => sum + source.counts[kind], 0)
  if (count === 0) return null
  return (
    <details className="not-read" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('library.not-read', { count })}</summary>
      {open ? <Groups source={source} /> : null}
    </details>
  )
}
