/** The files that a counting question is about: the exact total first, then all of them, page by page, in the order one wants. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { AnswerList, ListedFile, Scope } from '../../core/types/answer.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { type Failure, failureOf } from '../client/failure.ts'
import { useApp } from '../state/app.ts'
import { FailureNote } from './failure-note.tsx'
import { folderOf, formatCount, formatDay } from './format.ts'
import './answer-list.css'

type Column = 'name' | 'changed' | 'count'

/** Files asked for at a time. */
const pageSize = 500

const compare: Readonly<Record<Column, (a: ListedFile, b: ListedFile) => number>> = {
  name: (a, b) => a.fileName.localeCompare(b.fileName, undefined, { numeric: true }),
  changed: (a, b) => a.modified - b.modified,
  count: (a, b) => a.passages - b.passages,
}

function totals({ total, of, files, copies, unread }: AnswerList): string {
  return [
    of === 'files' ? say('conversations.list-files', { count: total }) : say('conversations.list-passages', { count: total, files }),
    ...(copies > 0 ? [say('conversations.list-copies', { count: copies })] : []),
    ...(unread > 0 ? [say('conversations.list-unread', { count: unread })] : []),
  ].join(' ')
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

interface Props {
  readonly list: AnswerList
  readonly scope: Scope
  /** Opens the citation with this numeral. */
  readonly onOpen: (n: number) => void
}

export function AnswerListTable({ list, scope, onOpen }: Props) {
  const { items, more, loading, failure, load } = useRest(list, scope)
  const [order, setOrder] = useState<HeadProps['order']>(null)
  const counted = items.some(({ passages }) => passages > 0)
  const shown = order === null ? items : [...items].sort((a, b) => compare[order.column](a, b) * (order.down ? -1 : 1))
  const sort = (column: Column) => setOrder({ column, down: order?.column === column ? !order.down : column !== 'name' })
  return (
    <section className="answer-list" aria-label={say('conversations.list-title')}>
      <p className="answer-list-total figures">{totals(list)}</p>
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
            {shown.map(({ fileId, file, fileName, modified, passages, n }) => (
              <tr key={fileId}>
                <td title={file}>
                  {n === undefined ? (
                    <bdi>{fileName}</bdi>
                  ) : (
                    <button type="button" className="link" onClick={() => onOpen(n)}>
                      <bdi>{fileName}</bdi>
                    </button>
                  )}
                  <span className="answer-list-folder">{folderOf(file)}</span>
                </td>
                <td className="figures">{formatDay(modified)}</td>
                {counted ? <td className="number">{formatCount(passages)}</td> : null}
              </tr>
            ))}
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
