/** Files as people see them: in lists, and added up by source. */
import type { FilesStore } from '../ports/stores.ts'
import type { FileStatus } from '../types/library.ts'
import { type FileGaps, type OutcomeCounts, outcomes, type UnreadPart } from '../types/outcome.ts'
import type { Database, Row, Value } from './database.ts'
import { hasGap, libraryReport, outcomeNow as outcome } from './file-report.ts'
import { fromColumns } from './outcome-columns.ts'
import { passagesWithPages } from './pages.ts'
import { id, integer, integerOrNull, rowId, text, textOrNull, toFormat } from './rows.ts'

const from = 'FROM files JOIN sources ON sources.id = files.source_id LEFT JOIN documents ON documents.id = files.document_id'

/** `found` counts pages by what text recognition has made of them. */
const gaps = `documents.broken_pages, documents.unread,
  (SELECT count(*) FROM passages WHERE document_id = documents.id AND hidden = 1) AS hidden_passages,
  (SELECT json_group_object(state, found) FROM (SELECT state, count(*) AS found FROM scans WHERE document_id = documents.id GROUP BY state)) AS scans`

const status = `SELECT files.id, files.source_id, files.path, files.name, files.size, files.format, ${outcome} AS outcome, files.reason,
  ${gaps}, ${passagesWithPages} AS passages ${from}`

export function createFileLists(database: Database): Pick<FilesStore, 'list' | 'pointingAt' | 'totals' | 'report'> {
  return {
    list({ sourceId, outcomes: wanted, reason, gap, after, limit }) {
      const conditions = ['TRUE']
      const values: Value[] = []
      if (sourceId !== undefined) {
        conditions.push('files.source_id = ?')
        values.push(rowId(sourceId))
      }
      if (wanted !== undefined) {
        conditions.push(`${outcome} IN (SELECT value FROM json_each(?))`)
        values.push(JSON.stringify(wanted))
      }
      if (reason !== undefined) {
        conditions.push('files.reason = ?')
        values.push(reason)
      }
      if (gap !== undefined) conditions.push(hasGap(gap))
      if (after !== undefined) {
        conditions.push('files.path > ?')
        values.push(after)
      }
      return database
        .prepare(`${status} WHERE ${conditions.join(' AND ')} ORDER BY files.path, files.id LIMIT ?`)
        .all(...values, limit)
        .map(toStatus)
    },
    pointingAt: (documentId) => database.prepare(`${status} WHERE files.document_id = ? ORDER BY files.id`).all(documentId).map(toStatus),
    report: () => libraryReport(database),
    totals(sourceId) {
      const key = rowId(sourceId)
      const counted = database
        .prepare(`SELECT ${outcome} AS outcome, count(*) AS files, sum(files.size) AS bytes ${from} WHERE files.source_id = ? GROUP BY 1`)
        .all(key)
      const counts: Record<keyof OutcomeCounts, number> = {
        scanned: 0,
        pending: 0,
        indexed: 0,
        unchanged: 0,
        empty: 0,
        skipped: 0,
        failed: 0,
        offline: 0,
      }
      let bytes = 0
      for (const row of counted) {
        const kind = outcomes.find((each) => each === row.outcome) ?? 'pending'
        counts[kind] += integer(row, 'files')
        counts.scanned += integer(row, 'files')
        bytes += integer(row, 'bytes')
      }
      const sums = database
        .prepare(
          `SELECT coalesce(sum(passages), 0) AS passages, coalesce(sum(CASE WHEN state = 'done' THEN passages ELSE 0 END), 0) AS embedded
           FROM documents WHERE id IN (SELECT document_id FROM files WHERE source_id = ?1)
             OR parent_id IN (SELECT document_id FROM files WHERE source_id = ?1)`,
        )
        .get(key) as Row
      return { counts, passages: integer(sums, 'passages'), embedded: integer(sums, 'embedded'), bytes }
    },
  }
}

function toStatus(row: Row): FileStatus {
  const passages = integer(row, 'passages')
  const gaps = toGaps(row)
  return {
    id: id(row, 'id'),
    sourceId: id(row, 'source_id'),
    path: text(row, 'path'),
    name: text(row, 'name'),
    size: integer(row, 'size'),
    format: toFormat(textOrNull(row, 'format')),
    outcome: fromColumns({ outcome: textOrNull(row, 'outcome'), reason: textOrNull(row, 'reason') }, passages),
    passages,
    ...(Object.keys(gaps).length === 0 ? {} : { gaps }),
  }
}

/** The JSON is this store's own. */
function toGaps(row: Row): FileGaps {
  const scans = JSON.parse(textOrNull(row, 'scans') ?? '{}') as Partial<Record<'done' | 'waiting' | 'failed', number>>
  const { done = 0, waiting = 0, failed = 0 } = scans
  const brokenPages = integerOrNull(row, 'broken_pages') ?? 0
  const unread = textOrNull(row, 'unread')
  const hiddenPassages = integer(row, 'hidden_passages')
  return {
    ...(done + waiting + failed === 0 ? {} : { scanned: { read: done, waiting, failed } }),
    ...(brokenPages === 0 ? {} : { brokenPages }),
    ...(unread === null ? {} : { unread: JSON.parse(unread) as readonly UnreadPart[] }),
    ...(hiddenPassages === 0 ? {} : { hiddenPassages }),
  }
}
