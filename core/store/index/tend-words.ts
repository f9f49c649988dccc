/** The indexes of the words: the inverted one, which must hold the rows and answer, and one for look-ups by document. */
import { Index, MatchQuery, type Table } from '@lancedb/lancedb'
import { ensureIndex } from './ensure-index.ts'
import { nameIn } from './filters.ts'
import { scalarFrom } from './sizes.ts'

export const termsIndex = 'terms_idx'

export function matchTerms(terms: readonly string[]): MatchQuery {
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
export async function tendWords(table: Table, rows: number, afresh: boolean): Promise<void> {
  if (rows === 0) return
  await ensureIndex(table, 'terms', fullText(), afresh)
  if (!afresh && !(await finds(table, rows))) await ensureIndex(table, 'terms', fullText(), true)
  if (rows >= scalarFrom) await ensureIndex(table, 'document', Index.btree(), afresh)
}

/** Asks for a word of the first row, in its document only. */
async function finds(table: Table, rows: number): Promise<boolean> {
  const stats = await table.indexStats(termsIndex)
  if (stats === undefined || stats.numIndexedRows * 2 < rows) return false
  const [row] = (await table.query().select(['document', 'terms']).limit(1).toArray()) as readonly { readonly document: string; readonly terms: string }[]
  const [term] = row?.terms.split(' ') ?? []
  if (row === undefined || term === undefined || term === '') return true
  try {
    const found = table
      .query()
      .fullTextSearch(matchTerms([term]))
      .where(nameIn('document', [row.document]))
      .select(['id', '_score'])
      .limit(1)
    return (await found.toArray()).length > 0
  } catch {
    return false
  }
}
