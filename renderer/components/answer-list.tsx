/** The files that a counting question is about, each with the passage that shows it: page by page, in the order one wants. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import type { AnswerList, Citation, ListedFile, Scope } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { failureOf } from '../client/failure.ts'
import { useApp } from '../state/app.ts'
import { FailureNote } from './failure-note.tsx'
import { folderOf, formatCount, formatDay } from './format.ts'
import { shownName } from './inert-characters.ts'
import './answer-list.css'

type Column = 'name' | 'changed' | 'count'

/** Files asked for at a time. */
const pageSize = 500

const compare: Readonly<Record<Column, (a: ListedFile, b: ListedFile) => number>> = {
  name: (a, b) => a.fileName.localeCompare(b.fileName, undefined, { numeric: true }),
  changed: (a, b) => a.modified - b.modified,
  count: (a, b) => a.passages - b.passages,
}

/** The pages behind the first. */
function useRest(list: AnswerList, scope: Scope) {
  const { client } = useApp()
  const [rest, setRest] = useState<{ readonly items: readonly ListedFile[]; readonly more: boolean }>({ items: [], more: list.more })
  const [loading, setLoading] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const items = [...list.items, ...rest.items]
  const load = async () => {
    if (loading) return
    setLoading(true)
    setFailure(null)
    try {
      const page = await client.questions.list({
        question: list.question,
        within: list.within ?? [],
        scope,
        after: items.at(-1)?.fileId ?? null,
        limit: pageSize,
      })
      setRest({ items: [...rest.items, ...(page.list?.items ?? [])], more: page.list?.more ?? false })
    } catch (error) {
      setFailure(failureOf(error))
    }
    setLoading(false)
  }
  return { items, more: rest.more, loading, failure, load }
}

interface HeadProps {
  readonly column: Column
  readonly word: WordsKey
  readonly order: { readonly column: Column; readonly down: boolean } | null
  readonly onSort: (column: Column) => void
}

function Head({ column, word, order, onSort }: HeadProps) {
  const sorted = order?.column === column
  const Shape = order?.down ? ArrowDown : ArrowUp
  return (
    <th scope="col" className={column === 'count' ? 'number' : undefined} aria-sort={sorted ? (order.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="bare" onClick={() => onSort(column)}>
        {say(word)}
        {sorted ? <Shape className="icon" aria-hidden /> : null}
      </button>
    </th>
  )
}

/** The file, and where it says what was asked for. */
function Shown({
  item: { file, fileName, copies },
  citation,
  onOpen,
}: {
  readonly item: ListedFile
  readonly citation: Citation | undefined
  readonly onOpen: () => void
}) {
  const name = <bdi className="answer-list-name">{shownName(fileName)}</bdi>
  return (
    <>
      {citation === undefined ? (
        name
      ) : (
        <button type="button" className="bare answer-list-open" data-numeral={citation.n} onClick={onOpen}>
          <span className="numeral numeral-waiting">{citation.n}</span>
          {name}
        </button>
      )}
      <span className="answer-list-place">
        {citation === undefined ? null : <span>{placeOf(citation.anchor)}</span>}
        <bdi title={shownName(file)}>{shownName(folderOf(file))}</bdi>
        {copies.length === 0 ? null : <span title={copies.map(shownName).join('\n')}>{say('conversations.list-copies', { count: copies.length })}</span>}
      </span>
      {citation === undefined ? null : <span className="answer-list-quote as-written">{citation.quote}</span>}
    </>
  )
}

interface Props {
  readonly list: AnswerList
  readonly citations: readonly Citation[]
  readonly scope: Scope
  /** Opens the citation at this place. */
  readonly onOpen: (index: number) => void
}

export function AnswerListTable({ list, citations, scope, onOpen }: Props) {
  const { items, more, loading, failure, load } = useRest(list, scope)
  const [order, setOrder] = useState<HeadProps['order']>(null)
  const counted = items.some(({ passages }) => passages > 0)
  const shown = order === null ? items : [...items].sort((a, b) => compare[order.column](a, b) * (order.down ? -1 : 1))
  const sort = (column: Column) => setOrder({ column, down: order?.column === column ? !order.down : column !== 'name' })
  return (
    <section className="answer-list" aria-label={say('conversations.list-title')}>
      <div className="answer-list-table" role="group" aria-label={say('conversations.list-title')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <Head column="name" word="conversations.list-name" order={order} onSort={sort} />
              <Head column="changed" word="conversations.list-changed" order={order} onSort={sort} />
              {counted ? <Head column="count" word="conversations.list-count" order={order} onSort={sort} /> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => {
              const at = item.n === undefined ? -1 : citations.findIndex(({ n }) => n === item.n)
              return (
                <tr key={item.fileId}>
                  <td>
                    <Shown item={item} citation={citations[at]} onOpen={() => onOpen(at)} />
                  </td>
                  <td className="figures">{formatDay(item.modified)}</td>
                  {counted ? <td className="number">{formatCount(item.passages)}</td> : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {failure ? <FailureNote failure={failure} lead={say('conversations.list-failed')} /> : null}
      {more ? (
        <p className="answer-list-more figures">
          <span role="status">{say('conversations.list-shown', { shown: items.length, files: list.files })}</span>
          <button type="button" disabled={loading} onClick={load}>
            {say('conversations.list-more')}
          </button>
        </p>
      ) : null}
    </section>
  )
}
