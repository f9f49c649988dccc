/** The indexes of the vectors: for look-ups by document, id and hash, and for the nearest. */
import { Index, type Table } from '@lancedb/lancedb'
import { ensureIndex } from './ensure-index.ts'
import { scalarFrom, vectorIndexFrom } from './sizes.ts'

export async function tendVectors(table: Table, rows: number, afresh: boolean): Promise<void> {
  if (rows >= scalarFrom) for (const column of ['document', 'id', 'hash']) await ensureIndex(table, column, Index.btree(), afresh)
  if (rows >= vectorIndexFrom) await ensureIndex(table, 'vector', Index.ivfRq({ distanceType: 'cosine' }), afresh)
}
