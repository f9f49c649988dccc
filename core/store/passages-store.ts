/** Documents and their passages: the text that the index can always be made from again. */
import type { DocumentRecord, DocumentState, PassagesStore } from '../ports/stores.ts'
import type { Anchor } from '../types/anchor.ts'
import type { DocumentInfo, DocumentProperties } from '../types/document.ts'
import type { Passage } from '../types/passage.ts'
import type { Database, Row } from './database.ts'
import { pagesOf } from './pages.ts'
import { integer, integerOrNull, text, textOrNull, toFormat } from './rows.ts'

export function createPassagesStore(database: Database): PassagesStore {
  return {
    document(id) {
      const row = database.prepare(`${selectDocument} WHERE id = ?`).get(id)
      return row === undefined ? null : toDocument(row)
    },
    begin({ id, contentHash, format, parentId }) {
      database.write(() => {
        database.prepare('DELETE FROM passages WHERE document_id = ?').run(id)
        database.prepare('DELETE FROM scans WHERE document_id = ?').run(id)
        database.prepare('DELETE FROM documents WHERE parent_id = ?').run(id)
        database
          .prepare(
            `INSERT INTO documents (id, content_hash, format, parent_id, state) VALUES (?, ?, ?, ?, 'started')
             ON CONFLICT (id) DO UPDATE SET state = 'started', title = NULL, properties = NULL, pages = NULL, broken_pages = 0, unread = NULL, passages = 0`,
          )
          .run(id, contentHash, format, parentId ?? null)
      })
    },
    add(documentId, drafts) {
      return database.write(() => {
        const insert = database.prepare('INSERT INTO passages (document_id, ordinal, text, context, anchor, tokens, hidden) VALUES (?, ?, ?, ?, ?, ?, ?)')
        return drafts.map((draft): Passage => {
          const { lastInsertRowid } = insert.run(
            documentId,
            draft.ordinal,
            draft.text,
            draft.context,
            JSON.stringify(draft.anchor),
            draft.tokens,
            draft.hidden ? 1 : 0,
          )
          return { ...draft, documentId, id: Number(lastInsertRowid) }
        })
      })
    },
    setState(documentId, state, info) {
      database.write(() => {
        database
          .prepare('UPDATE documents SET state = ?, passages = (SELECT count(*) FROM passages WHERE document_id = documents.id) WHERE id = ?')
          .run(state, documentId)
        if (info !== undefined) writeInfo(database, documentId, info)
      })
    },
    byIds(ids) {
      const rows = database.prepare('SELECT * FROM passages WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids))
      const found = new Map(rows.map((row) => [integer(row, 'id'), toPassage(row)]))
      return ids.map((id) => found.get(id)).filter((passage) => passage !== undefined)
    },
    hiddenAmong: (ids) =>
      new Set(
        database
          .prepare('SELECT id FROM passages WHERE hidden = 1 AND id IN (SELECT value FROM json_each(?))')
          .all(JSON.stringify(ids))
          .map((row) => integer(row, 'id')),
      ),
    slice: (documentId, after, limit) =>
      database.prepare('SELECT * FROM passages WHERE document_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?').all(documentId, after, limit).map(toPassage),
    pagesOf: (documentId) => pagesOf(database, [documentId]),
    documents: () => database.prepare(selectDocument).all().map(toDocument),
    orphans: () =>
      database
        .prepare('SELECT id FROM documents WHERE NOT EXISTS (SELECT 1 FROM files WHERE document_id = coalesce(documents.parent_id, documents.id))')
        .all()
        .map((row) => text(row, 'id')),
    removeDocuments(ids) {
      if (ids.length === 0) return
      database.write(() => {
        database
          .prepare(`DELETE FROM documents WHERE id IN (SELECT value FROM json_each(?))
             AND NOT EXISTS (SELECT 1 FROM files WHERE document_id = coalesce(documents.parent_id, documents.id))`)
          .run(JSON.stringify(ids))
      })
    },
    counts() {
      const row = database
        .prepare(
          `SELECT count(*) FILTER (WHERE parent_id IS NULL) AS documents, coalesce(sum(passages), 0) AS passages,
             coalesce(sum(CASE WHEN state = 'done' THEN passages ELSE 0 END), 0) AS embedded FROM documents WHERE state != 'started'`,
        )
        .get() as Row
      return { documents: integer(row, 'documents'), passages: integer(row, 'passages'), embedded: integer(row, 'embedded') }
    },
  }
}

const selectDocument = `SELECT *, (SELECT count(*) FROM scans WHERE document_id = documents.id AND scans.state != 'done') AS unread_pages,
  (SELECT coalesce(sum(passages), 0) FROM documents AS pages WHERE pages.parent_id = documents.id) AS page_passages FROM documents`

function writeInfo(database: Database, documentId: string, info: DocumentInfo): void {
  const { title, author, created, modified, language, pages, brokenPages, unread, scanned = [] } = info
  database
    .prepare('UPDATE documents SET title = ?, properties = ?, pages = ?, broken_pages = ?, unread = ? WHERE id = ?')
    .run(
      title ?? null,
      JSON.stringify({ title, author, created, modified, language }),
      pages ?? null,
      brokenPages ?? 0,
      unread === undefined ? null : JSON.stringify(unread),
      documentId,
    )
  database.prepare('DELETE FROM scans WHERE document_id = ?').run(documentId)
  const insert = database.prepare("INSERT INTO scans (document_id, page, message, part, state) VALUES (?, ?, ?, ?, 'waiting')")
  for (const { page, within } of scanned) insert.run(documentId, page, within?.message ?? null, within?.part ?? null)
}

const states: readonly DocumentState[] = ['started', 'searchable', 'done']

function toDocument(row: Row): DocumentRecord {
  const format = toFormat(text(row, 'format'))
  if (format === null) throw new TypeError('no such format')
  return {
    id: text(row, 'id'),
    parentId: textOrNull(row, 'parent_id'),
    contentHash: text(row, 'content_hash'),
    format,
    properties: toProperties(textOrNull(row, 'properties')),
    pages: integerOrNull(row, 'pages'),
    unreadPages: integer(row, 'unread_pages'),
    state: states.find((state) => state === row.state) ?? 'started',
    passages: integer(row, 'passages'),
    pagePassages: integer(row, 'page_passages'),
  }
}

/** Written by `writeInfo` and by nothing else. */
function toProperties(json: string | null): DocumentProperties {
  return json === null ? {} : (JSON.parse(json) as DocumentProperties)
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
    ...(integer(row, 'hidden') === 1 ? { hidden: true } : {}),
  }
}
