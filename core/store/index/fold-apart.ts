/** One fold by itself: opens the table, folds it and lets go of it, so that the next begins with nothing in memory. */
import { connect } from './connect.ts'
import { type Folded, type FoldKind, foldTable, type TableKind } from './fold.ts'

/** Plain data: it crosses the border of a process. */
export interface FoldOrder {
  /** Absolute. */
  readonly folder: string
  readonly table: string
  readonly kind: TableKind
  readonly how: FoldKind
}

const caches = { index: 32_000_000, structure: 16_000_000 }

export async function foldApart({ folder, table: name, kind, how }: FoldOrder): Promise<Folded> {
  const connection = await connect(folder, caches)
  try {
    const table = await connection.openTable(name)
    try {
      return await foldTable(table, kind, how)
    } finally {
      table.close()
    }
  } finally {
    connection.close()
  }
}
