/** Sources: folders and files that the user added. */
import type { SourcesStore } from '../ports/stores.ts'
import type { Source } from '../types/library.ts'
import type { Database, Row } from './database.ts'
import { withPages } from './pages.ts'
import { id, integer, integerOrNull, rowId, text, textOrNull } from './rows.ts'

export function createSourcesStore(database: Database): SourcesStore {
  function byId(sourceId: string): Source | null {
    const row = database.prepare('SELECT * FROM sources WHERE id = ?').get(rowId(sourceId))
    return row === undefined ? null : toSource(row)
  }

  return {
    byId,
    add(path, kind, at) {
      return database.write(() => {
        database
          .prepare("INSERT INTO sources (path, kind, state, added_at) VALUES (?, ?, 'ready', ?) ON CONFLICT (path) DO NOTHING")
          .run(path, kind, Math.round(at))
        return toSource(database.prepare('SELECT * FROM sources WHERE path = ?').get(path) as Row)
      })
    },
    all: () => database.prepare('SELECT * FROM sources ORDER BY id').all().map(toSource),
    checked(sourceId, state, at, device) {
      database.write(() => {
        database
          .prepare('UPDATE sources SET state = ?, checked_at = ?, device = coalesce(?, device) WHERE id = ?')
          .run(state, Math.round(at), device ?? null, rowId(sourceId))
      })
    },
    device(sourceId) {
      const row = database.prepare('SELECT device FROM sources WHERE id = ?').get(rowId(sourceId))
      return row === undefined ? null : textOrNull(row, 'device')
    },
    remove(sourceId) {
      return database.write(() => {
        const key = rowId(sourceId)
        const pointed = database.prepare('SELECT DISTINCT document_id FROM files WHERE source_id = ? AND document_id IS NOT NULL').all(key)
        const files = database.prepare('DELETE FROM files WHERE source_id = ?').run(key).changes
        database.prepare('DELETE FROM sources WHERE id = ?').run(key)
        const others = database.prepare('SELECT 1 AS found FROM files WHERE document_id = ? LIMIT 1')
        const documents = pointed.map((row) => text(row, 'document_id')).filter((document) => others.get(document) === undefined)
        return { files, orphans: withPages(database, documents) }
      })
    },
  }
}

function toSource(row: Row): Source {
  return {
    id: id(row, 'id'),
    path: text(row, 'path'),
    kind: text(row, 'kind') === 'folder' ? 'folder' : 'file',
    state: text(row, 'state') === 'offline' ? 'offline' : 'ready',
    addedAt: integer(row, 'added_at'),
    checkedAt: integerOrNull(row, 'checked_at'),
  }
}
