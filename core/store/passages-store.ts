/** Documents and their passages: the text that the index can always be made from again. */
import type { DocumentRecord, DocumentState, PassagesStore } from '../ports/stores.ts'
import type { Anchor } from '../types/anchor.ts'
import type { Passage } from '../types/passage.ts'
import type { Database, Row } from './database.ts'
import { integer, integerOrNull, text, textOrNull, toFormat } from './rows.ts'

export function createPassagesStore(database: Database): PassagesStore {
  return {
    document(id) {
      const row = database.prepare('SELECT * FROM documents WHERE id = ?').get(id)
      return row === undefined ? null : toDocument(row)
    },
    begin({ id, contentHash, format }) {
      database.write(() => {
        database.prepare('DELETE FROM passages WHERE document_id = ?').run(id)
        database
          .prepare(
            `INSERT INTO documents (id, content_hash, format, state) VALUES (?, ?, ?, 'started')
             ON CONFLICT (id) DO UPDATE SET state = 'started', title = NULL, pages = NULL, scanned_pages = 0, passages = 0`,
          )
          .run(id, contentHash, format)
      })
    },
    add(documentId, drafts) {
      return database.write(() => {
        const insert = database.prepare('INSERT INTO passages (document_id, ordinal, text, context, anchor, tokens) VALUES (?, ?, ?, ?, ?, ?)')
        return drafts.map((draft): Passage => {
          const { lastInsertRowid } = insert.run(documentId, draft.ordinal, draft.text, draft.context, JSON.stringify(draft.anchor), draft.tokens)
          return { ...draft, documentId, id: Number(lastInsertRowid) }
        })
      })
    },
    setState(documentId, state, facts = {}) {
      database.write(() => {
        database
          .prepare(
            `UPDATE documents SET state = ?, title = coalesce(?, title), pages = coalesce(?, pages), scanned_pages = coalesce(?, scanned_pages),
               passages = (SELECT count(*) FROM passages WHERE document_id = documents.id) WHERE id = ?`,
          )
          .run(state, facts.title ?? null, facts.pages ?? null, facts.scannedPages ?? null, documentId)
      })
    },
    byIds(ids) {
      const rows = database.prepare('SELECT * FROM passages WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids))
      const found = new Map(rows.map((row) => [integer(row, 'id'), toPassage(row)]))
      return ids.map((id) => found.get(id)).filter((passage) => passage !== undefined)
    },
    slice: (documentId, after, limit) =>
      database.prepare('SELECT * FROM passages WHERE document_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?').all(documentId, after, limit).map(toPassage),
    documents: () => database.prepare('SELECT * FROM documents').all().map(toDocument),
    orphans: () =>
      database
        .prepare('SELECT id FROM documents WHERE NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)')
        .all()
        .map((row) => text(row, 'id')),
    removeDocuments(ids) {
      if (ids.length === 0) return
      database.write(() => {
        database
          .prepare(`DELETE FROM documents WHERE id IN (SELECT value FROM json_each(?))
             AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = documents.id)`)
          .run(JSON.stringify(ids))
      })
    },
    counts() {
      const row = database
        .prepare(
          `SELECT count(*) AS documents, coalesce(sum(passages), 0) AS passages,
             coalesce(sum(CASE WHEN state = 'done' THEN passages ELSE 0 END), 0) AS embedded FROM documents WHERE state != 'started'`,
        )
        .get() as Row
      return { documents: integer(row, 'documents'), passages: integer(row, 'passages'), embedded: integer(row, 'embedded') }
    },
  }
}

const states: readonly DocumentState[] = ['started', 'searchable', 'done']

function toDocument(row: Row): DocumentRecord {
  const format = toFormat(text(row, 'format'))
  if (format === null) throw new TypeError('no such format')
  return {
    id: text(row, 'id'),
    contentHash: text(row, 'content_hash'),
    format,
    title: textOrNull(row, 'title'),
    pages: integerOrNull(row, 'pages'),
    scannedPages: integer(row, 'scanned_pages'),
    state: states.find((state) => state === row.state) ?? 'started',
    passages: integer(row, 'passages'),
  }
}

function toPassage(row: Row): Passage {
  return {
    id: integer(row, 'id'),
    documentId: text(row, 'document_id'),
    ordinal: integer(row, 'ordinal'),
    text: text(row, 'text'),
    context: text(row, 'context'),
    // written by `add` and by nothing else
    anchor: JSON.parse(text(row, 'anchor')) as Anchor,
    tokens: integer(row, 'tokens'),
  }
}
