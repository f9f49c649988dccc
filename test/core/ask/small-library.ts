/** A library in memory with plain scoring, for tests of the line itself; how well it finds is measured elsewhere, with the real parts. */
import type { AskPorts } from '../../../core/ask/ports.ts'
import { askWording } from '../../../core/engine/ask-wording.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { ChatModel, ChatPart } from '../../../core/ports/chat-model.ts'
import type { Hit } from '../../../core/ports/passage-index.ts'
import type { FileRecord } from '../../../core/ports/stores.ts'
import { queryTerms, terms } from '../../../core/text/terms.ts'

const dimensions = 64

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const term of terms(text)) vector[[...term].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % dimensions, 7)]! += 1
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

export interface SmallLibrary extends AskPorts {
  readonly embedded: string[]
}

/** One document and file per text, passage ids from 1; `embedded: false` leaves out vectors, as while indexing; `hidden` by id. */
export function smallLibrary(
  texts: readonly string[],
  options: { readonly embedded?: boolean; readonly maxCharacters?: number; readonly hidden?: readonly number[] } = {},
): SmallLibrary {
  const rows = texts.map((text, at) => ({ id: at + 1, documentId: `d${at + 1}`, text, vector: vectorOf(text) }))
  const withVectors = options.embedded === false ? [] : rows
  const embedded: string[] = []
  const top = (hits: readonly Hit[], k: number) => hits.toSorted((a, b) => b.score - a.score).slice(0, k)
  const within = (documents: readonly string[] | null) => (row: { readonly documentId: string }) => documents === null || documents.includes(row.documentId)
  const file = (documentId: string): FileRecord => ({
    id: documentId.replace('d', 'f'),
    sourceId: 's',
    path: `/docs/${documentId}.txt`,
    name: `${documentId}.txt`,
    stamp: { size: 1, modified: 1, inode: '1' } as unknown as FileRecord['stamp'],
    format: 'text',
    contentHash: `hash-${documentId}`,
    documentId,
    outcome: null,
    crashes: 0,
  })
  let elapsed = 0
  return {
    embedded,
    index: {
      async searchWords(query, k, documents) {
        const asked = queryTerms(query)
        return top(
          rows.filter(within(documents)).flatMap((row) => {
            const own = terms(row.text)
            const score = asked.reduce((sum, term) => sum + (own.includes(term) ? 1 : 0), 0)
            return score > 0 ? [{ id: row.id, documentId: row.documentId, score }] : []
          }),
          k,
        )
      },
      async documentsHolding(wanted, documents) {
        return rows.filter((row) => within(documents)(row) && wanted.every((term) => terms(row.text).includes(term))).map((row) => row.documentId)
      },
      async searchVectors(vector, k, documents) {
        return top(
          withVectors.filter(within(documents)).map((row) => ({ id: row.id, documentId: row.documentId, score: cosine(vector, row.vector) })),
          k,
        )
      },
      async similarities(vector, ids) {
        return new Map(withVectors.filter((row) => ids.includes(row.id)).map((row) => [row.id, cosine(vector, row.vector)]))
      },
    },
    passages: {
      pagesOf: () => [],
      slice: (documentId, after) =>
        after >= 0
          ? []
          : rows
              .filter((row) => row.documentId === documentId)
              .map((row) => ({
                id: row.id,
                documentId,
                ordinal: 0,
                text: row.text,
                context: '',
                anchor: { kind: 'lines', lines: [1, 1], headings: [] },
                tokens: 1,
                ...(options.hidden?.includes(row.id) ? ({ hidden: true } as const) : {}),
              })),
      byIds: (ids) =>
        ids.flatMap((id) => {
          const row = rows.find((one) => one.id === id)
          return row
            ? [
                {
                  id,
                  documentId: row.documentId,
                  ordinal: 0,
                  text: row.text,
                  context: '',
                  anchor: { kind: 'lines', lines: [1, 1], headings: [] } as const,
                  tokens: 1,
                  ...(options.hidden?.includes(id) ? ({ hidden: true } as const) : {}),
                },
              ]
            : []
        }),
      hiddenAmong: (ids) => new Set(ids.filter((id) => options.hidden?.includes(id))),
      document: (id) => ({
        id,
        parentId: null,
        contentHash: `hash-${id}`,
        format: 'text',
        properties: {},
        pages: null,
        unreadPages: 0,
        state: 'done',
        passages: 1,
        pagePassages: 0,
      }),
    },
    files: {
      documentsIn: (scope) => (scope.paths ? rows.map((row) => row.documentId).filter((id) => scope.paths?.includes(`/docs/${id}.txt`)) : null),
      catalogue: (scope, after, limit) =>
        rows
          .map((row) => file(row.documentId))
          .filter((one) => Number(one.id.slice(1)) > Number(after.replace('f', '')) && (scope.paths?.includes(one.path) ?? true))
          .slice(0, limit)
          .map((one) => ({ ...one, modified: 1, dated: null, size: 1, title: null, read: true })),
      complete: () => [],
      ofDocument: (documentId) => file(documentId),
      byId: (id) => file(id.replace('f', 'd')),
    },
    embedder: {
      dimensions,
      maxTokens: 256,
      model: 'test',
      revision: '1',
      async embed(all) {
        for (const text of all) if (text.length > (options.maxCharacters ?? 1_000)) throw new AlcoveError('text-too-long')
        embedded.push(...all)
        return all.map(vectorOf)
      },
    },
    clock: { now: () => 0, elapsed: () => (elapsed += 1) },
    random: { id: () => 'boundary' },
    wording: askWording,
  }
}

export interface ScriptedModel extends ChatModel {
  readonly asked: string[]
  readonly closed: () => boolean
}

/** Says the pieces, then ends as told. */
export function scriptedModel(
  pieces: readonly string[],
  ending: Extract<ChatPart, { type: 'end' }> | AlcoveError = { type: 'end', reason: 'stop', promptTokens: 50, answerTokens: 5 },
  context = 8_192,
): ScriptedModel {
  const asked: string[] = []
  let closed = false
  return {
    name: 'scripted',
    asked,
    closed: () => closed,
    contextTokens: async () => context,
    async *chat(turns, _options, signal) {
      asked.push(turns.map((turn) => turn.content).join('\n'))
      try {
        for (const text of pieces) {
          signal.throwIfAborted()
          yield { type: 'text', text }
        }
        if (ending instanceof AlcoveError) throw ending
        yield ending
      } finally {
        closed = true
      }
    },
  }
}
