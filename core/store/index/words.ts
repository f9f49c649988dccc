/**
 * Keyword search: the terms of every passage under LanceDB's inverted index, which only splits at blanks and
 * ranks by BM25; what a term is was decided by `core/text/terms.ts`.
 */
import type { Hit } from '../../ports/passage-index.ts'
import { queryTerms } from '../../text/terms.ts'
import { type PreparedWords, wordsSchema, wordsTable } from './batches.ts'
import { type CaredTable, openCaredTable, type Place } from './cared-table.ts'
import { nameIn } from './filters.ts'
import { matchTerms, termsIndex } from './tend-words.ts'

export interface WordsIndex extends CaredTable<PreparedWords> {
  search(query: string, k: number, documents: readonly string[] | null): Promise<readonly Hit[]>
  /** Documents that hold each of the terms, in whichever passages. */
  holding(terms: readonly string[], documents: readonly string[] | null): Promise<readonly string[]>
  counts(): Promise<{ readonly words: number; readonly unindexedWords: number }>
}

/** More than an index holds. */
const everyRow = 1_000_000_000
/** Documents named in one filter; where there are more, all are asked for. */
const mostNamed = 500

export async function openWords(place: Place, name: string): Promise<WordsIndex> {
  const cared = await openCaredTable<PreparedWords>(place, {
    kind: 'words',
    name,
    schema: wordsSchema,
    toArrow: wordsTable,
    gather: { windowMs: 120, enough: 512 },
    // each row outside the index adds 24 µs to every search
    foldAfter: (rows) => Math.min(Math.max(256, rows * 0.15), 4_000),
  })
  return {
    ...cared,
    async search(query, k, documents) {
      const asked = queryTerms(query)
      if (asked.length === 0 || documents?.length === 0) return []
      return await cared.read(async (table) => {
        let search = table.query().fullTextSearch(matchTerms(asked)).select(['id', 'document', '_score']).limit(k)
        if (documents !== null) search = search.where(nameIn('document', documents))
        const rows = (await search.toArray()) as readonly { readonly id: bigint; readonly document: string; readonly _score: number }[]
        return rows.map((row) => ({ id: Number(row.id), documentId: row.document, score: row._score }))
      })
    },
    async holding(wanted, documents) {
      let holders = documents
      for (const term of wanted) {
        if (holders?.length === 0) return []
        const named = holders !== null && holders.length <= mostNamed ? holders : null
        const found = await cared.read(async (table) => {
          let search = table
            .query()
            .fullTextSearch(matchTerms([term]))
            .select(['document', '_score'])
            .limit(everyRow)
          if (named !== null) search = search.where(nameIn('document', named))
          const rows = (await search.toArray()) as readonly { readonly document: string }[]
          return new Set(rows.map((row) => row.document))
        })
        holders = holders === null ? [...found] : holders.filter((document) => found.has(document))
      }
      return holders ?? []
    },
    counts: async () =>
      await cared.read(async (table) => {
        const words = await table.countRows()
        const stats = await table.indexStats(termsIndex)
        return { words, unindexedWords: stats?.numUnindexedRows ?? words }
      }),
  }
}
