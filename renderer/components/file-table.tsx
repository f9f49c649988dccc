/** Every file with its outcome and reason, in words; rows are drawn as they come into view. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { Virtualizer } from 'virtua'
import type { FileStatus, SourceStatus } from '../../core/types/library.ts'
import type { OutcomeKind } from '../../core/types/outcome.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { useApp, useLibrary } from '../state/app.ts'
import type { FilesQuery } from '../state/library.ts'
import { dragPath } from './dragged.ts'
import { FailureNote } from './failure-note.tsx'
import { FileActions } from './file-actions.tsx'
import { folderOf, formatBytes, formatCount } from './format.ts'
import { OutcomeTag, reasonOf } from './outcome-tag.tsx'
import { isLocked } from './report-groups.ts'
import { SourceSelect } from './source-select.tsx'
import { useFiles } from './use-files.ts'
import './file-table.css'
import { shownName } from './inert-characters.ts'

type FilterName = 'all' | 'read' | 'empty' | 'skipped' | 'failed' | 'offline'

const filters = {
  all: { word: 'library.filter-all', outcomes: [] },
  read: { word: 'library.filter-read', outcomes: ['indexed', 'unchanged'] },
  empty: { word: 'library.filter-empty', outcomes: ['empty'] },
  skipped: { word: 'library.filter-skipped', outcomes: ['skipped'] },
  failed: { word: 'library.filter-failed', outcomes: ['failed'] },
  offline: { word: 'library.filter-offline', outcomes: ['offline'] },
} as const satisfies Record<FilterName, { readonly word: WordsKey; readonly outcomes: readonly OutcomeKind[] }>

const filterNames = Object.keys(filters) as FilterName[]

function countOf(sources: readonly SourceStatus[], name: FilterName): number {
  const kinds: readonly OutcomeKind[] = filters[name].outcomes
  return sources.reduce((sum, { counts }) => sum + (name === 'all' ? counts.scanned : kinds.reduce((part, kind) => part + counts[kind], 0)), 0)
}

function Filters({
  sources,
  chosen,
  onChoose,
}: {
  readonly sources: readonly SourceStatus[]
  readonly chosen: FilterName
  readonly onChoose: (name: FilterName) => void
}) {
  const offered = filterNames.filter((name) => name === 'all' || name === chosen || countOf(sources, name) > 0)
  return (
    <fieldset className="file-filters">
      <legend className="unseen">{say('library.filter')}</legend>
      {offered.map((name) => (
        <label key={name} className="file-filter">
          <input type="radio" name="file-filter" className="unseen" checked={chosen === name} onChange={() => onChoose(name)} />
          <span>
            {say(filters[name].word)} <span className="figures">{formatCount(countOf(sources, name))}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface RowProps {
  readonly file: FileStatus
  readonly chosen: boolean
  readonly onChoose: (file: FileStatus) => void
}

function Row({ file, chosen, onChoose }: RowProps) {
  const { library, layout } = useApp()
  const reason = file.outcome ? reasonOf(file.outcome, file.path) : null
  const locked = isLocked(file.outcome)
  const again = !locked && (file.outcome?.kind === 'failed' || file.outcome?.kind === 'offline')
  return (
    <div role="row" className="file-row">
      <div role="cell">
        {file.passages > 0 ? (
          <input type="checkbox" checked={chosen} aria-label={say('conversations.choose-file', { name: file.name })} onChange={() => onChoose(file)} />
        ) : null}
      </div>
      <div role="cell" className="file-name" draggable onDragStart={(event) => dragPath(event.dataTransfer, file.path)}>
        <span title={shownName(file.path)}>
          <bdi>{shownName(file.name)}</bdi>
        </span>
        <span className="file-folder">{shownName(folderOf(file.path))}</span>
      </div>
      <div role="cell" className="file-number figures">
        {formatBytes(file.size)}
      </div>
      <div role="cell" className="file-number figures">
        {file.passages > 0 ? formatCount(file.passages) : '–'}
      </div>
      <div role="cell" className="file-outcome">
        <OutcomeTag file={file} />
        {reason ? <span className="file-reason">{reason}</span> : null}
        {locked ? (
          <button
            type="button"
            className="link"
            aria-label={say('library.unlock-file', { name: file.name })}
            onClick={() => layout.setState({ report: { sourceId: file.sourceId } })}
          >
            {say('library.unlock')}
          </button>
        ) : null}
        {again ? (
          <button type="button" className="link" aria-label={say('library.retry-file', { name: file.name })} onClick={() => library.retry([file.id])}>
            {say('library.retry')}
          </button>
        ) : null}
      </div>
    </div>
  )
}

/** How far the rows begin below the top of what scrolls: the virtual list must know. Pixels. */
function useStart(scroller: RefObject<HTMLElement | null>) {
  const list = useRef<HTMLDivElement>(null)
  const [start, setStart] = useState(0)
  // Not a layout effect: those of a child run before what scrolls, its ancestor, is known.
  useEffect(() => {
    const box = scroller.current
    const content = box?.firstElementChild
    if (!box || !content) return undefined
    const measure = () => {
      if (list.current) setStart(Math.round(list.current.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(content)
    measure()
    return () => observer.disconnect()
  }, [scroller])
  return { list, start }
}

function Rows({ query, scroller }: { readonly query: FilesQuery; readonly scroller: RefObject<HTMLElement | null> }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, FileStatus>>(new Map())
  const choose = (file: FileStatus) =>
    setChosen((before) => {
      const after = new Map(before)
      if (!after.delete(file.id)) after.set(file.id, file)
      return after
    })
  const { files, failure, loadMore, again } = useFiles(query)
  const { list, start } = useStart(scroller)
  return (
    <>
      {failure ? <FailureNote failure={failure} onAgain={again} /> : null}
      <FileActions chosen={[...chosen.values()]} onClear={() => setChosen(new Map())} />
      <div role="table" aria-label={say('library.files')} aria-busy={files === null} className="file-table">
        <div role="rowgroup">
          <div role="row" className="file-row file-head">
            <div role="columnheader">
              <span className="unseen">{say('conversations.choose')}</span>
            </div>
            <div role="columnheader">{say('library.column-name')}</div>
            <div role="columnheader" className="file-number">
              {say('library.column-size')}
            </div>
            <div role="columnheader" className="file-number">
              {say('library.column-passages')}
            </div>
            <div role="columnheader">{say('library.column-outcome')}</div>
          </div>
        </div>
        <div ref={list} role="rowgroup">
          {files ? (
            <Virtualizer
              data={files}
              scrollRef={scroller}
              startMargin={start}
              onScroll={(offset) => {
                const box = scroller.current
                if (box && offset > box.scrollHeight - 3 * box.clientHeight) loadMore()
              }}
            >
              {(file) => <Row key={file.id} file={file} chosen={chosen.has(file.id)} onChoose={choose} />}
            </Virtualizer>
          ) : null}
        </div>
      </div>
      {files === null && !failure ? <p className="quiet">{say('library.files-loading')}</p> : null}
      {files?.length === 0 ? <p className="quiet">{say('library.no-files')}</p> : null}
    </>
  )
}

export function FileTable({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const sources = useLibrary((state) => state.sources) ?? []
  const [filter, setFilter] = useState<FilterName>('all')
  const [sourceId, setSourceId] = useState<string | null>(null)
  const known = sources.some(({ id }) => id === sourceId) ? sourceId : null
  const query = useMemo((): FilesQuery => ({ sourceId: known, outcomes: filters[filter].outcomes }), [known, filter])
  return (
    <section className="files" aria-labelledby="files-title">
      <header className="files-head">
        <h2 id="files-title">{say('library.files')}</h2>
        <Filters sources={known === null ? sources : sources.filter(({ id }) => id === known)} chosen={filter} onChoose={setFilter} />
        <SourceSelect sources={sources} chosen={known} onChoose={setSourceId} />
      </header>
      <Rows query={query} scroller={scroller} />
    </section>
  )
}
