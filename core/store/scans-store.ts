/** Pages that are pictures: which wait for text recognition, which were read, which were given up. */
import type { ScanRecord, ScansStore } from '../ports/stores.ts'
import type { Database, Row } from './database.ts'
import { id, integer, integerOrNull, rowId, rowIds, text, textOrNull } from './rows.ts'

export function createScansStore(database: Database): ScansStore {
  return {
    next(except) {
      const row = database
        .prepare(
          `SELECT scans.* FROM scans JOIN documents ON documents.id = scans.document_id
           WHERE scans.state = 'waiting' AND documents.state = 'done' AND scans.document_id NOT IN (SELECT value FROM json_each(?))
             AND EXISTS (SELECT 1 FROM files WHERE files.document_id = scans.document_id AND files.outcome IS NOT NULL)
           ORDER BY scans.attempts, scans.id LIMIT 1`,
        )
        .get(JSON.stringify(except))
      return row === undefined ? null : toScan(row)
    },
    counts() {
      const found = new Map(
        database
          .prepare('SELECT state, count(*) AS found FROM scans GROUP BY state')
          .all()
          .map((row) => [text(row, 'state'), integer(row, 'found')]),
      )
      return { read: found.get('done') ?? 0, waiting: found.get('waiting') ?? 0, failed: found.get('failed') ?? 0 }
    },
    done(scanId) {
      database.write(() => {
        database.prepare("UPDATE scans SET state = 'done', code = NULL WHERE id = ?").run(rowId(scanId))
      })
    },
    failed(scanId, code, again) {
      database.write(() => {
        database.prepare('UPDATE scans SET state = ?, code = ?, attempts = attempts + 1 WHERE id = ?').run(again ? 'waiting' : 'failed', code, rowId(scanId))
      })
    },
    retry(fileIds) {
      database.write(() => {
        database
          .prepare(
            `UPDATE scans SET state = 'waiting', code = NULL, attempts = 0 WHERE state = 'failed'
             AND document_id IN (SELECT document_id FROM files WHERE id IN (SELECT value FROM json_each(?)))`,
          )
          .run(rowIds(fileIds))
      })
    },
  }
}

function toScan(row: Row): ScanRecord {
  const [message, part] = [integerOrNull(row, 'message'), textOrNull(row, 'part')]
  const within = message === null || part === null ? {} : { within: { message, part } }
  return { id: id(row, 'id'), documentId: text(row, 'document_id'), page: { page: integer(row, 'page'), ...within }, attempts: integer(row, 'attempts') }
}
