/** Every file of a group with its folder, page by page as it is scrolled; each with what can be done for it alone. */
import { useRef, useState } from 'react'
import { Virtualizer } from 'virtua'
import type { FileStatus } from '../../core/types/library.ts'
import type { GapKind, UnreadPart } from '../../core/types/outcome.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import type { FilesQuery } from '../state/library.ts'
import { FailureNote } from './failure-note.tsx'
import { folderOf } from './format.ts'
import { shownName } from './inert-characters.ts'
import { reasonWords } from './outcome-tag.tsx'
import type { GroupAction } from './report-groups.ts'
import { UnlockForm } from './unlock-form.tsx'
import { useFiles } from './use-files.ts'

/** Parts named before the rest is folded. */
const partsShown = 3

function Parts({ parts, path }: { readonly parts: readonly UnreadPart[]; readonly path: string }) {
  const line = ({ name, reason }: UnreadPart, index: number) => (
    <li key={index}>
      <bdi className="report-part">{say('library.part', { name })}</bdi> {reasonWords(reason, path)}
    </li>
  )
  return (
    <>
      <ul className="report-parts">{parts.slice(0, partsShown).map(line)}</ul>
      {parts.length > partsShown ? (
        <details>
          <summary>{say('library.parts-more', { count: parts.length - partsShown })}</summary>
          <ul className="report-parts">{parts.slice(partsShown).map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}

function Missing({ file: { gaps, path }, gap }: { readonly file: FileStatus; readonly gap: GapKind }) {
  switch (gap) {
    case 'pages-waiting':
      return <p>{say('library.gap-pages', { count: gaps?.scanned?.waiting ?? 0 })}</p>
    case 'pages-given-up':
      return <p>{say('library.gap-pages', { count: gaps?.scanned?.failed ?? 0 })}</p>
    case 'pages-broken':
      return <p>{say('library.gap-pages', { count: gaps?.brokenPages ?? 0 })}</p>
    case 'text-hidden':
      return <p>{say('library.gap-passages', { count: gaps?.hiddenPassages ?? 0 })}</p>
    case 'parts-unread':
      return <Parts parts={gaps?.unread ?? []} path={path} />
  }
}

function FileRow({ file, gap, action }: { readonly file: FileStatus; readonly gap: GapKind | undefined; readonly action: GroupAction }) {
  const { library } = useApp()
  const [unlocking, setUnlocking] = useState(false)
  return (
    <div className="report-file">
      <div className="report-file-name">
        <p title={shownName(file.path)}>
          <bdi>{shownName(file.name)}</bdi>
        </p>
        <p className="report-folder" title={shownName(file.path)}>
          {shownName(folderOf(file.path))}
        </p>
        {gap ? (
          <div className="report-missing">
            <Missing file={file} gap={gap} />
          </div>
        ) : null}
      </div>
      {action === 'retry' ? (
        <button type="button" className="link" aria-label={say('library.retry-file', { name: file.name })} onClick={() => library.retry([file.id])}>
          {say('library.retry')}
        </button>
      ) : null}
      {action === 'unlock' && !unlocking ? (
        <button type="button" className="link" aria-label={say('library.unlock-file', { name: file.name })} onClick={() => setUnlocking(true)}>
          {say('library.unlock')}
        </button>
      ) : null}
      {unlocking ? (
        <UnlockForm
          label={say('library.unlock-password', { name: file.name })}
          focused
          onUnlock={(password) => {
            setUnlocking(false)
            void library.retry([file.id], password)
          }}
        />
      ) : null}
    </div>
  )
}

/** `query` must keep its identity while it says the same. */
export function ReportFiles({ query, action, label }: { readonly query: FilesQuery; readonly action: GroupAction; readonly label: string }) {
  const { files, failure, loadMore, again } = useFiles(query)
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box} className="report-files" role="group" aria-label={label} tabIndex={0} aria-busy={files === null}>
      {failure ? <FailureNote failure={failure} onAgain={again} /> : null}
      {files === null && !failure ? <p className="quiet">{say('library.files-loading')}</p> : null}
      {files ? (
        <Virtualizer
          as="ul"
          item="li"
          data={files}
          scrollRef={box}
          onScroll={(offset) => {
            if (box.current && offset > box.current.scrollHeight - 3 * box.current.clientHeight) loadMore()
          }}
        >
          {(file) => <FileRow key={file.id} file={file} gap={query.gap} action={action} />}
        </Virtualizer>
      ) : null}
    </div>
  )
}
