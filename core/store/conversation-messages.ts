/** The messages of conversations. */
import type { AnswerNow, ConversationsStore } from '../ports/conversations-store.ts'
import type { Answer } from '../types/answer.ts'
import type { AnswerMessage, Conversation, Message, QuestionImage, QuestionMessage } from '../types/conversation.ts'
import { imageType, toImage, toMessage } from './conversation-rows.ts'
import type { conversationWords } from './conversation-words.ts'
import type { Database, Row, Value } from './database.ts'
import { id, integer, rowId, rowIds, text } from './rows.ts'

const columns = `messages.*, CAST(messages.parent_id AS TEXT) AS parent`

type Kept = 'addQuestion' | 'addAnswer' | 'saveAnswer' | 'judge' | 'message' | 'image' | 'interrupt' | 'eraseAnswers'

export function messagesOf(database: Database, words: ReturnType<typeof conversationWords>) {
  function imagesOf(where: string, value: Value): ReadonlyMap<number, readonly QuestionImage[]> {
    const images = new Map<number, QuestionImage[]>()
    for (const row of database.prepare(`SELECT id, message_id, media_type, size FROM images WHERE ${where} ORDER BY id`).all(value)) {
      const owner = integer(row, 'message_id')
      images.set(owner, [...(images.get(owner) ?? []), toImage(row)])
    }
    return images
  }

  function message(messageId: string): { conversationId: string; message: Message } | null {
    const row = database
      .prepare(`SELECT ${columns} FROM messages JOIN conversations ON conversations.id = conversation_id WHERE messages.id = ? AND removed_at IS NULL`)
      .get(rowId(messageId))
    if (row === undefined) return null
    const key = integer(row, 'id')
    return { conversationId: id(row, 'conversation_id'), message: toMessage(row, imagesOf('message_id = ?', key).get(key) ?? []) }
  }

  function insert(conversationId: string, fields: Readonly<Record<string, Value>>): string {
    const names = Object.keys(fields)
    const { lastInsertRowid } = database
      .prepare(`INSERT INTO messages (conversation_id, ${names.join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})`)
      .run(rowId(conversationId), ...Object.values(fields))
    database
      .prepare('UPDATE conversations SET leaf_id = ?, changed_at = max(changed_at, ?) WHERE id = ?')
      .run(lastInsertRowid, fields['at'] ?? 0, rowId(conversationId))
    return String(lastInsertRowid)
  }

  /** What can be found of it, and which files it names. */
  function index(messageId: string): void {
    const found = database.prepare(`SELECT ${columns} FROM messages WHERE id = ?`).get(rowId(messageId))
    if (found === undefined) return
    const one = toMessage(found, [])
    words.putMessage(one)
    if (one.role === 'question') return
    database.prepare('DELETE FROM answer_files WHERE message_id = ?').run(rowId(messageId))
    const put = database.prepare('INSERT INTO answer_files (message_id, path) VALUES (?, ?)')
    for (const path of filesOf(one.answer)) put.run(rowId(messageId), path)
  }

  /** Deletes messages with their words. Taken from the tree first: one by one down a long branch, SQLite ends at a thousand. */
  function drop(where: string, value: Value): void {
    words.dropMessages(where, value)
    database.prepare(`UPDATE messages SET parent_id = NULL WHERE ${where}`).run(value)
    database.prepare(`DELETE FROM messages WHERE ${where}`).run(value)
  }

  const kept: Pick<ConversationsStore, Kept> = {
    message,
    addQuestion: (conversationId, { parentId, at, text: asked, scope, task, images }) =>
      database.write(() => {
        const messageId = insert(conversationId, {
          parent_id: parentId === null ? null : rowId(parentId),
          role: 'question',
          at: Math.round(at),
          text: asked,
          scope: JSON.stringify(scope),
          task: task ?? null,
        })
        const put = database.prepare('INSERT INTO images (message_id, media_type, size, base64) VALUES (?, ?, ?, ?)')
        for (const { mediaType, data } of images) put.run(rowId(messageId), mediaType, data.byteLength, Buffer.from(data).toString('base64'))
        index(messageId)
        return message(messageId)?.message as QuestionMessage
      }),
    addAnswer: (conversationId, { parentId, at, rating = null, correction = null, ...now }) =>
      database.write(() => {
        const given = { parent_id: rowId(parentId), role: 'answer', at: Math.round(at), rating, correction }
        const messageId = insert(conversationId, { ...given, ...answerColumns(now) })
        if (now.state !== 'running') index(messageId)
        return message(messageId)?.message as AnswerMessage
      }),
    saveAnswer: (messageId, at, now) =>
      database.write(() => {
        const fields = answerColumns(now)
        const { changes } = database
          .prepare(
            `UPDATE messages SET ${Object.keys(fields)
              .map((name) => `${name} = ?`)
              .join(', ')} WHERE id = ? AND role = 'answer'`,
          )
          .run(...Object.values(fields), rowId(messageId))
        if (changes === 0 || now.state === 'running') return
        database
          .prepare('UPDATE conversations SET changed_at = max(changed_at, ?) WHERE id = (SELECT conversation_id FROM messages WHERE id = ?)')
          .run(Math.round(at), rowId(messageId))
        index(messageId)
      }),
    judge: (messageId, opinion) =>
      database.write(() => {
        for (const [column, value] of Object.entries(opinion))
          database.prepare(`UPDATE messages SET ${column} = ? WHERE id = ? AND role = 'answer'`).run(value, rowId(messageId))
        const judged = message(messageId)?.message
        return judged?.role === 'answer' ? judged : null
      }),
    image(imageId) {
      const row = database.prepare('SELECT media_type, base64 FROM images WHERE id = ?').get(rowId(imageId))
      return row === undefined ? null : { mediaType: imageType(row), data: new Uint8Array(Buffer.from(text(row, 'base64'), 'base64')) }
    },
    interrupt: () =>
      database.write(() => {
        const rows = database.prepare("UPDATE messages SET state = 'stopped' WHERE state = 'running' RETURNING id").all()
        for (const row of rows) index(id(row, 'id'))
      }),
    eraseAnswers: (ids) =>
      database.write(() => {
        const below = database
          .prepare(
            `WITH RECURSIVE gone (id) AS (SELECT id FROM messages WHERE role = 'answer' AND id IN (SELECT value FROM json_each(?))
             UNION SELECT messages.id FROM messages JOIN gone ON messages.parent_id = gone.id) SELECT id FROM gone`,
          )
          .all(rowIds(ids))
        if (below.length === 0) return
        drop('id IN (SELECT value FROM json_each(?))', JSON.stringify(below.map((row) => integer(row, 'id'))))
        words.forget()
        database
          .prepare(
            `UPDATE conversations SET leaf_id = (SELECT max(id) FROM messages WHERE conversation_id = conversations.id)
             WHERE leaf_id IS NOT NULL AND leaf_id NOT IN (SELECT id FROM messages)`,
          )
          .run()
      }),
  }

  return {
    ...kept,
    drop,
    /** All its messages by time, and the end of the branch shown. */
    tree(conversationId: string): Pick<Conversation, 'messages' | 'leafId'> {
      const key = rowId(conversationId)
      const images = imagesOf('message_id IN (SELECT id FROM messages WHERE conversation_id = ?)', key)
      const rows = database.prepare(`SELECT ${columns} FROM messages WHERE conversation_id = ? ORDER BY id`).all(key)
      const leaf = database.prepare('SELECT CAST(leaf_id AS TEXT) AS leaf FROM conversations WHERE id = ?').get(key) as Row
      return { messages: rows.map((row) => toMessage(row, images.get(integer(row, 'id')) ?? [])), leafId: leaf['leaf'] === null ? null : text(leaf, 'leaf') }
    },
  }
}

function answerColumns({ state, text: given, thinking, answer, failure, model }: AnswerNow): Readonly<Record<string, Value>> {
  return {
    state,
    text: given,
    thinking: thinking ?? null,
    answer: answer === null ? null : JSON.stringify(answer),
    failure: failure === undefined ? null : JSON.stringify(failure),
    model,
  }
}

function filesOf(answer: Answer | null): ReadonlySet<string> {
  if (answer === null) return new Set()
  const cited = [...answer.citations, ...answer.nearest, ...answer.disagreements.flatMap(({ sources }) => sources)]
  return new Set([...cited, ...answer.receipt.passages].map(({ file }) => file))
}
