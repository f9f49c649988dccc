/**
 * Brings new rows of a table into its layers and indexes, and frees what earlier folds left behind. It reads the
 * whole index and needs memory by its size, so it is done apart from the engine where a table is large.
 */
import type { OptimizeStats, Table } from '@lancedb/lancedb'
import { AlcoveError } from '../../errors.ts'
import { tendVectors } from './tend-vectors.ts'
import { tendWords } from './tend-words.ts'

/**
 * `new`: what came since the last one; `whole`: until nothing is left to join; `afresh`: every index is made again;
 * `last`: nothing else writes any more, so files that no version knows (of a process that was killed) go too.
 */
export type FoldKind = 'new' | 'whole' | 'afresh' | 'last'
export type TableKind = 'words' | 'vectors'

export interface Folded {
  /** Whether rows stand in more than one layer, or an older version of the table is still there. */
  readonly layered: boolean
}

/** Makes the indexes that this many rows call for and checks those there are, or makes all of them afresh. */
export type Tend = (table: Table, rows: number, afresh: boolean) => Promise<void>

/** New rows and those in the index are joined only once both are in the index: it takes rounds. */
const mostRounds = 3

const tends: Readonly<Record<TableKind, Tend>> = { words: tendWords, vectors: tendVectors }

/** Nothing may delete from the table meanwhile; adding may go on. `within` bounds a step that may never end. */
export async function foldTable(
  table: Table,
  kind: TableKind,
  how: FoldKind,
  within: <T>(step: () => Promise<T>) => Promise<T> = async (step) => await step(),
): Promise<Folded> {
  const optimize = async (): Promise<OptimizeStats> =>
    await within(async () => await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified: how === 'last' }))
  const tend = tends[kind]

  await table.checkoutLatest()
  const rows = await table.countRows()
  let layered = true
  if (how === 'afresh') await tend(table, rows, true)
  else if (how === 'last') await optimize()
  else {
    try {
      await optimize()
      await tend(table, rows, false)
    } catch (error) {
      if (error instanceof AlcoveError) throw error
      // an index that cannot be read can be made again from the rows
      await tend(table, rows, true)
      await optimize()
    }
    for (let round = 0; how === 'whole' && layered && round < mostRounds; round++) layered = (await optimize()).compaction.fragmentsRemoved > 0
  }
  return { layered }
}
