/** Conversations: what is listed, named, pinned, removed and found. */
import type { ConversationChanges, ConversationsStore, NewConversation } from '../ports/conversations-store.ts'
import type { ConversationSummary } from '../types/conversation.ts'
import { messagesOf } from './conversation-messages.ts'
import { summaryColumns, toSummary } from './conversation-rows.ts'
import { conversationWords, holdsWords, textsOf } from './conversation-words.ts'
import type { Database } from './database.ts'
import { inSource } from './in-source.ts'
import { id, integer, rowId, rowIds } from './rows.ts'

const order = 'ORDER BY pinned DESC, changed_at DESC, id DESC LIMIT ?'
const behind = `((pinned, changed_at, id) < (SELECT pinned, changed_at, id FROM conversations AS last WHERE last.id = ?))`

export function createConversationsStore(database: Database): ConversationsStore {
  const words = conversationWords(database)
  const messages = messagesOf(database, words)

  function summary(conversationId: string): ConversationSummary | null {
    const row = database.prepare(`SELECT ${summaryColumns} FROM conversations WHERE id = ? AND removed_at IS NULL`).get(rowId(conversationId))
    return row === undefined ? null : toSummary(row)
  }

  function listed(where: string, values: readonly string[], { after, limit }: { readonly after?: string; readonly limit: number }) {
    const paged = after === undefined ? where : `${where} AND ${behind}`
    return database
      .prepare(`SELECT ${summaryColumns} FROM conversations WHERE removed_at IS NULL AND ${paged} ${order}`)
      .all(...values, ...(after === undefined ? [] : [rowId(after)]), limit)
      .map(toSummary)
  }

  return {
    ...messages,
    summary,
    create: ({ title, titledBy, pinned, createdAt, scope, model }: NewConversation) =>
      database.write(() => {
        const at = Math.round(createdAt)
        const { lastInsertRowid } = database
          .prepare('INSERT INTO conversations (title, titled_by, pinned, created_at, changed_at, scope, model) VALUES (?, ?, ?, ?, ?, ?, ?)')
          .run(title, titledBy, pinned ? 1 : 0, at, at, JSON.stringify(scope), model === undefined ? null : JSON.stringify(model))
        words.putTitle(Number(lastInsertRowid), title)
        return summary(String(lastInsertRowid)) as ConversationSummary
      }),
    get(conversationId) {
      const found = summary(conversationId)
      return found === null ? null : { summary: found, ...messages.tree(conversationId) }
    },
    list: (page) => listed('TRUE', [], page),
    search(wanted, page) {
      const { where, values } = holdsWords(wanted)
      const found = listed(where, values, page)
      const places = words.places(
        wanted,
        found.map((one) => Number(one.id)),
      )
      return found.map((one) => ({
        summary: one,
        places: (places.get(Number(one.id)) ?? []).map((place) => {
          if (place < 0) return { messageId: null, texts: [{ place: 'title' as const, text: one.title }] }
          const message = messages.message(String(place))
          return { messageId: String(place), texts: message === null ? [] : textsOf(message.message) }
        }),
      }))
    },
    update: (conversationId, changes) =>
      database.write(() => {
        const key = rowId(conversationId)
        if (summary(conversationId) === null || key === null) return null
        for (const [column, value] of columnsOf(changes)) database.prepare(`UPDATE conversations SET ${column} = ? WHERE id = ?`).run(value, key)
        if (changes.title !== undefined) words.putTitle(key, changes.title)
        return summary(conversationId)
      }),
    remove: (ids, at) =>
      database.write(() => {
        const rows = database
          .prepare('UPDATE conversations SET removed_at = ? WHERE removed_at IS NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id')
          .all(Math.round(at), rowIds(ids))
        return rows.map((row) => id(row, 'id'))
      }),
    restore: (ids) =>
      database.write(() => {
        const rows = database
          .prepare('UPDATE conversations SET removed_at = NULL WHERE removed_at IS NOT NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id')
          .all(rowIds(ids))
        return rows.map((row) => summary(id(row, 'id'))).filter((one) => one !== null)
      }),
    erase: (ids) =>
      database.write(() => {
        const which = ids === 'all' ? 'TRUE' : 'id IN (SELECT value FROM json_each(?))'
        const removed = database.prepare(`SELECT id FROM conversations WHERE removed_at IS NOT NULL AND ${which}`).all(...(ids === 'all' ? [] : [rowIds(ids)]))
        if (removed.length === 0) return
        const keys = removed.map((row) => integer(row, 'id'))
        words.dropTitles(keys)
        messages.drop('conversation_id IN (SELECT value FROM json_each(?))', JSON.stringify(keys))
        database.prepare('DELETE FROM conversations WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(keys))
        words.forget()
      }),
    quoting(sourceId) {
      const rows = database
        .prepare(`SELECT id, conversation_id FROM messages WHERE id IN (SELECT answer_files.message_id ${inSource('answer_files')})`)
        .all(rowId(sourceId))
      return {
        answers: rows.map((row) => id(row, 'id')),
        conversations: [...new Set(rows.map((row) => String(integer(row, 'conversation_id'))))],
      }
    },
  }
}

function columnsOf({ title, pinned, scope, model, leafId }: ConversationChanges): readonly (readonly [column: string, value: string | number | null])[] {
  return [
    ...(title === undefined
      ? []
      : ([
          ['title', title],
          ['titled_by', 'person'],
        ] as const)),
    ...(pinned === undefined ? [] : ([['pinned', pinned ? 1 : 0]] as const)),
    ...(scope === undefined ? [] : ([['scope', JSON.stringify(scope)]] as const)),
    ...(model === undefined ? [] : ([['model', model === 'setting' ? null : JSON.stringify(model.own)]] as const)),
    ...(leafId === undefined ? [] : ([['leaf_id', rowId(leafId)]] as const)),
  ]
}
