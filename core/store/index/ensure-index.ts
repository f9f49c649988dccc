/** Makes an index unless there is one, or in any case. */
import type { Index, Table } from '@lancedb/lancedb'

export async function ensureIndex(table: Table, column: string, config: Index, afresh: boolean): Promise<void> {
  if (!afresh && (await table.listIndices()).some(({ columns }) => columns.includes(column))) return
  await table.createIndex(column, { config, replace: true })
}
