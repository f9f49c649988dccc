/**
 * Keyword search: the terms of every passage under LanceDB's inverted index, which only splits at blanks and
 * ranks by BM25; what a term is was decided by `core/text/terms.ts`.
 */
import { type Connection, Index, MatchQuery, type Table } from '@lancedb/lancedb'
import type { Hit } from '../../ports/passage-index.ts'
import { queryTerms } from '../../text/terms.ts'
import { type PreparedWords, wordsSchema, wordsTable } from './batches.ts'
import { type CaredTable, ensureIndex, type Folding, openCaredTable } from './cared-table.ts'
import { nameIn } from './filters.ts'
import { scalarFrom } from './sizes.ts'

const indexName = 'terms_idx'

export interface WordsIndex extends CaredTable<PreparedWords> {
  search(query: string, k: number, documents: readonly string[] | null): Promise<readonly Hit[]>
  counts(): Promise<{ readonly words: number; readonly unindexedWords: number }>
}

export async function openWords(connection: Connection, folder: string, name: string, folding: Folding): Promise<WordsIndex> {
  const cared = await openCaredTable<PreparedWords>(connection, folder, {
    folding,
    name,
    schema: wordsSchema,
    toArrow: wordsTable,
    gather: { windowMs: 120, enough: 512 },
    // each row outside the index adds 24 µs to every search
    foldAfter: (rows) => Math.min(Math.max(256, rows * 0.15), 4_000),
    tend,
  })
  return {
    ...cared,
    async search(query, k, documents) {
      const asked = queryTerms(query)
      if (asked.length === 0 || documents?.length === 0) return []
      return await cared.read(async (table) => {
        let search = table.query().fullTextSearch(match(asked)).select(['id', 'document', '_score']).limit(k)
        if (documents !== null) search = search.where(nameIn('document', documents))
        const rows = (await search.toArray()) as readonly { readonly id: bigint; readonly document: string; readonly _score: number }[]
        return rows.map((row) => ({ id: Number(row.id), documentId: row.document, score: row._score }))
      })
    },
    counts: async () =>
      await cared.read(async (table) => {
        const words = await table.countRows()
        const stats = await table.indexStats(indexName)
        return { words, unindexedWords: stats?.numUnindexedRows ?? words }
      }),
  }
}

function match(terms: readonly string[]): MatchQuery {
  return new MatchQuery(terms.join(' '), 'terms')
}

const fullText = (): Index =>
  Index.fts({
    baseTokenizer: 'whitespace',
    lowercase: false,
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
    withPosition: false,
    maxTokenLength: 400,
  })

/** Never an index over no rows; one that is there must hold the rows and find one of them, else it is made again. */
async function tend(table: Table, rows: number, afresh: boolean): Promise<void> {
  if (rows === 0) return
  await ensureIndex(table, 'terms', fullText(), afresh)
  if (!afresh && !(await finds(table, rows))) await ensureIndex(table, 'terms', fullText(), true)
  if (rows >= scalarFrom) await ensureIndex(table, 'document', Index.btree(), afresh)
}

/** Asks for a word of the first row, in its document only. */
async function finds(table: Table, rows: number): Promise<boolean> {
  const stats = await table.indexStats(indexName)
  if (stats === undefined || stats.numIndexedRows * 2 < rows) return false
  const [row] = (await table.query().select(['document', 'terms']).limit(1).toArray()) as readonly { readonly document: string; readonly terms: string }[]
  const [term] = row?.terms.split(' ') ?? []
  if (row === undefined || term === undefined || term === '') return true
  try {
    const found = table
      .query()
      .fullTextSearch(match([term]))
      .where(nameIn('document', [row.document]))
      .select(['id', '_score'])
      .limit(1)
    return (await found.toArray()).length > 0
  } catch {
    return false
  }
}
