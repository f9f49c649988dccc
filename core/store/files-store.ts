/** Files: what stands on the disk, what became of it, and which document it points at. */
import type { FileRecord, FilesStore } from '../ports/stores.ts'
import type { Database, Row } from './database.ts'
import { createFileLists } from './file-lists.ts'
import { createFileNames } from './file-names.ts'
import { fromColumns, toColumns } from './outcome-columns.ts'
import { passagesWithPages, withPages } from './pages.ts'
import { id, integer, rowId, rowIds, text, textOrNull, toFormat } from './rows.ts'
import { isEverything, scopeFilter } from './scope-filter.ts'

const select = `SELECT files.*, ${passagesWithPages} AS passages FROM files LEFT JOIN documents ON documents.id = files.document_id`

export function createFilesStore(database: Database): FilesStore {
  const one = (row: Row | undefined): FileRecord | null => (row === undefined ? null : toRecord(row))

  return {
    ofSource: (sourceId) => database.prepare(`${select} WHERE source_id = ?`).all(rowId(sourceId)).map(toRecord),
    byId: (fileId) => one(database.prepare(`${select} WHERE files.id = ?`).get(rowId(fileId))),
    byPath: (path) => one(database.prepare(`${select} WHERE path = ? ORDER BY files.id`).get(path)),
    ofDocument(documentId, scope = {}) {
      const filter = scopeFilter(scope)
      return one(
        database
          .prepare(
            `${select} WHERE document_id = (SELECT coalesce(parent_id, id) FROM documents WHERE id = ?) ORDER BY NOT (${filter.where}), outcome IS NOT 'indexed', files.id LIMIT 1`,
          )
          .get(documentId, ...filter.values),
      )
    },
    put(file) {
      const { stamp } = file
      const { outcome, reason } = toColumns(file.outcome)
      return database.write(() => {
        const sourceId = rowId(file.sourceId)
        database
          .prepare(
            `INSERT INTO files (source_id, path, name, size, modified_ms, changed_ms, inode, format, content_hash, document_id, outcome, reason, crashes)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (source_id, path) DO UPDATE SET name = excluded.name, size = excluded.size, modified_ms = excluded.modified_ms,
               changed_ms = excluded.changed_ms, inode = excluded.inode, format = excluded.format, content_hash = excluded.content_hash,
               document_id = excluded.document_id, outcome = excluded.outcome, reason = excluded.reason, crashes = excluded.crashes`,
          )
          .run(
            sourceId,
            file.path,
            file.name,
            stamp.size,
            stamp.modifiedMs,
            stamp.changedMs,
            stamp.inode,
            file.format,
            file.contentHash,
            file.documentId,
            outcome,
            reason,
            file.crashes,
          )
        return toRecord(database.prepare(`${select} WHERE source_id = ? AND path = ?`).get(sourceId, file.path) as Row)
      })
    },
    move(fileId, { path, name, stamp, format }) {
      return database.write(() => {
        const key = rowId(fileId)
        database
          .prepare('UPDATE files SET path = ?, name = ?, size = ?, modified_ms = ?, changed_ms = ?, inode = ?, format = ? WHERE id = ?')
          .run(path, name, stamp.size, stamp.modifiedMs, stamp.changedMs, stamp.inode, format, key)
        return toRecord(database.prepare(`${select} WHERE files.id = ?`).get(key) as Row)
      })
    },
    restate(documentId, now) {
      const { outcome, reason } = toColumns(now)
      database.write(() => {
        database.prepare("UPDATE files SET outcome = ?, reason = ? WHERE document_id = ? AND outcome IN ('indexed', 'empty')").run(outcome, reason, documentId)
      })
    },
    requeue(documentIds) {
      database.write(() => {
        if (documentIds === null) database.prepare('UPDATE files SET outcome = NULL, reason = NULL, crashes = 0').run()
        else
          database
            .prepare('UPDATE files SET outcome = NULL, reason = NULL WHERE document_id IN (SELECT value FROM json_each(?))')
            .run(JSON.stringify(documentIds))
      })
    },
    waiting: () =>
      database
        .prepare('SELECT DISTINCT source_id FROM files WHERE outcome IS NULL')
        .all()
        .map((row) => id(row, 'source_id')),
    remove(ids) {
      return database.write(() => {
        const keys = rowIds(ids)
        const pointed = database
          .prepare('SELECT DISTINCT document_id FROM files WHERE document_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))')
          .all(keys)
        database.prepare('DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))').run(keys)
        const others = database.prepare('SELECT 1 AS found FROM files WHERE document_id = ? LIMIT 1')
        const documents = pointed.map((row) => text(row, 'document_id')).filter((document) => others.get(document) === undefined)
        return { orphans: withPages(database, documents) }
      })
    },
    documentsIn(scope) {
      if (isEverything(scope)) return null
      const filter = scopeFilter(scope)
      const own = database
        .prepare(`SELECT DISTINCT document_id FROM files WHERE document_id IS NOT NULL AND ${filter.where}`)
        .all(...filter.values)
        .map((row) => text(row, 'document_id'))
      return withPages(database, own)
    },
    ...createFileLists(database),
    ...createFileNames(database),
  }
}

function toRecord(row: Row): FileRecord {
  const outcome = { outcome: textOrNull(row, 'outcome'), reason: textOrNull(row, 'reason') }
  return {
    id: id(row, 'id'),
    sourceId: id(row, 'source_id'),
    path: text(row, 'path'),
    name: text(row, 'name'),
    stamp: { size: integer(row, 'size'), modifiedMs: integer(row, 'modified_ms'), changedMs: integer(row, 'changed_ms'), inode: text(row, 'inode') },
    format: toFormat(textOrNull(row, 'format')),
    contentHash: textOrNull(row, 'content_hash'),
    documentId: textOrNull(row, 'document_id'),
    outcome: fromColumns(outcome, integer(row, 'passages')),
    crashes: integer(row, 'crashes'),
  }
}
