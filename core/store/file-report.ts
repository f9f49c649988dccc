/** What was not read, added up: files by how they ended, and what is missing of files that were read. */
import type { GapCount, LibraryReport, NotReadCount } from '../types/library.ts'
import type { GapKind } from '../types/outcome.ts'
import type { Database } from './database.ts'
import { fromColumns } from './outcome-columns.ts'
import { id, integer, textOrNull } from './rows.ts'

/** While its source is offline, so is every file; what became of it before is kept. */
export const outcomeNow = "CASE WHEN sources.state = 'offline' THEN 'offline' ELSE files.outcome END"
const read = `${outcomeNow} IN ('indexed', 'unchanged')`
const files = 'FROM files JOIN sources ON sources.id = files.source_id'

/** For each gap: the documents that have it, with how much of it (pages, parts, passages). */
const gapRows: Readonly<Record<GapKind, string>> = {
  'pages-waiting': "SELECT document_id, count(*) AS found FROM scans WHERE state = 'waiting' GROUP BY document_id",
  'pages-given-up': "SELECT document_id, count(*) AS found FROM scans WHERE state = 'failed' GROUP BY document_id",
  'pages-broken': 'SELECT id AS document_id, broken_pages AS found FROM documents WHERE broken_pages > 0',
  'parts-unread': 'SELECT id AS document_id, json_array_length(unread) AS found FROM documents WHERE unread IS NOT NULL',
  'text-hidden': 'SELECT document_id, count(*) AS found FROM passages WHERE hidden = 1 GROUP BY document_id',
}

/** A condition on files: read, but with this gap. */
export function hasGap(gap: GapKind): string {
  return `${read} AND files.document_id IN (SELECT document_id FROM (${gapRows[gap]}))`
}

export function libraryReport(database: Database): LibraryReport {
  return {
    notRead: notRead(database),
    gaps: (Object.keys(gapRows) as GapKind[]).flatMap((gap) => gapCounts(database, gap)),
    incomplete: incomplete(database),
  }
}

function notRead(database: Database): readonly NotReadCount[] {
  return database
    .prepare(
      `SELECT files.source_id, ${outcomeNow} AS outcome, CASE WHEN sources.state = 'offline' THEN NULL ELSE files.reason END AS reason, count(*) AS files
       ${files} WHERE ${outcomeNow} IN ('empty', 'skipped', 'failed', 'offline') GROUP BY 1, 2, 3 ORDER BY files DESC`,
    )
    .all()
    .flatMap((row) => {
      const outcome = fromColumns({ outcome: textOrNull(row, 'outcome'), reason: textOrNull(row, 'reason') }, 0)
      return outcome === null ? [] : [{ sourceId: id(row, 'source_id'), outcome, files: integer(row, 'files') }]
    })
}

function gapCounts(database: Database, gap: GapKind): readonly GapCount[] {
  return database
    .prepare(
      `SELECT files.source_id, count(*) AS files, sum(gap.found) AS found
       ${files} JOIN (${gapRows[gap]}) AS gap ON gap.document_id = files.document_id WHERE ${read} GROUP BY 1`,
    )
    .all()
    .map((row) => ({ sourceId: id(row, 'source_id'), gap, files: integer(row, 'files'), found: integer(row, 'found') }))
}

function incomplete(database: Database): LibraryReport['incomplete'] {
  const any = Object.values(gapRows)
    .map((rows) => `SELECT document_id FROM (${rows})`)
    .join(' UNION ')
  return database
    .prepare(`SELECT files.source_id, count(*) AS files ${files} WHERE ${read} AND files.document_id IN (${any}) GROUP BY 1`)
    .all()
    .map((row) => ({ sourceId: id(row, 'source_id'), files: integer(row, 'files') }))
}
