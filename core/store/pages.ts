/** Documents that are pages of others: what must see through from a file to the pages read of it. */
import type { Database } from './database.ts'
import { text } from './rows.ts'

/** Passages of `documents` with those of its pages, in SQL; 0 where the row has no document. */
export const passagesWithPages = `(coalesce(documents.passages, 0)
  + (SELECT coalesce(sum(pages.passages), 0) FROM documents AS pages WHERE pages.parent_id = documents.id))`

export function pagesOf(database: Database, documentIds: readonly string[]): readonly string[] {
  return database
    .prepare('SELECT id FROM documents WHERE parent_id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(documentIds))
    .map((row) => text(row, 'id'))
}

export function withPages(database: Database, documentIds: readonly string[]): readonly string[] {
  return [...documentIds, ...pagesOf(database, documentIds)]
}
