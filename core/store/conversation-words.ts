/** The words of conversations: one row for each title and message, under our own analysis of words. */
import type { FoundPlace, SearchWord } from '../ports/conversations-store.ts'
import { terms } from '../text/terms.ts'
import type { Answer } from '../types/answer.ts'
import type { Message } from '../types/conversation.ts'
import type { Database, Value } from './database.ts'
import { integer } from './rows.ts'

/** Words of a search that are looked for; further ones narrow nothing down. */
const mostWords = 12
const mostPlaces = 3

/** The texts of a message that can be found, each with what it is. */
export function textsOf(message: Message): FoundPlace['texts'] {
  if (message.role === 'question') return [{ place: 'question', text: message.text }]
  return [{ place: 'answer', text: message.text }, ...citedTexts(message.answer).map((text) => ({ place: 'citation' as const, text }))]
}

function citedTexts(answer: Answer | null): readonly string[] {
  const cited = answer === null ? [] : [...answer.citations, ...answer.nearest]
  return [...cited.map(({ quote }) => quote), ...new Set(cited.map(({ fileName }) => fileName))]
}

export function conversationWords(database: Database) {
  function put(row: number, texts: readonly string[]): void {
    database.prepare('DELETE FROM message_words WHERE rowid = ?').run(row)
    const words = terms(texts.join('\n')).join(' ')
    if (words !== '') database.prepare('INSERT INTO message_words (rowid, words) VALUES (?, ?)').run(row, words)
  }

  return {
    putTitle: (conversation: number, title: string) => put(-conversation, [title]),
    putMessage: (message: Message) =>
      put(
        Number(message.id),
        textsOf(message).map(({ text }) => text),
      ),
    /** Of messages that go: the rows where this holds of `messages`. */
    dropMessages(where: string, value: Value): void {
      database.prepare(`DELETE FROM message_words WHERE rowid IN (SELECT id FROM messages WHERE ${where})`).run(value)
    },
    dropTitles(conversations: readonly number[]): void {
      database.prepare('DELETE FROM message_words WHERE rowid IN (SELECT -value FROM json_each(?))').run(JSON.stringify(conversations))
    },
    /** Writes the words anew without those that were deleted, which stand in the old pages until then. FTS5's own `secure-delete` takes a hundred times as long. */
    forget(): void {
      database.prepare("INSERT INTO message_words (message_words) VALUES ('optimize')").run()
    },
    /** The rows in which words were found, best first, by conversation: negative for a title. */
    places(words: readonly SearchWord[], conversations: readonly number[]): ReadonlyMap<number, readonly number[]> {
      const rows = database
        .prepare(
          `SELECT found.place, coalesce(messages.conversation_id, -found.place) AS conversation
           FROM (SELECT rowid AS place, rank AS score FROM message_words WHERE message_words MATCH ?) AS found
           LEFT JOIN messages ON messages.id = found.place
           WHERE coalesce(messages.conversation_id, -found.place) IN (SELECT value FROM json_each(?)) ORDER BY found.score`,
        )
        .all(words.map(match).join(' OR '), JSON.stringify(conversations))
      const places = new Map<number, number[]>()
      for (const row of rows) {
        const conversation = integer(row, 'conversation')
        const known = places.get(conversation) ?? []
        if (known.length < mostPlaces) places.set(conversation, [...known, integer(row, 'place')])
      }
      return places
    },
  }
}

/** A condition on `conversations`: that each word stands somewhere in it. */
export function holdsWords(words: readonly SearchWord[]): { readonly where: string; readonly values: readonly string[] } {
  const looked = words.slice(0, mostWords)
  const holds = `conversations.id IN (SELECT coalesce(messages.conversation_id, -message_words.rowid) FROM message_words
    LEFT JOIN messages ON messages.id = message_words.rowid WHERE message_words MATCH ?)`
  return { where: looked.map(() => holds).join(' AND '), values: looked.map(match) }
}

function match({ term, beginning }: SearchWord): string {
  return beginning === undefined ? quoted(term) : `(${quoted(term)} OR ${quoted(beginning)}*)`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
