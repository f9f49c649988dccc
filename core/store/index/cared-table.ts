/**
 * One table with what both have in common: rows go in by groups, come out by document, and are folded into
 * the indexes as the table grows. Adding may overlap anything; deleting and folding may not overlap each other
 * (the fold would be refused), and a fold cleans up old versions, so a read that loses its files is done again.
 */
import { statfs } from 'node:fs/promises'
import type { Connection, Index, OptimizeStats, Table } from '@lancedb/lancedb'
import type { Schema } from 'apache-arrow'
import { AlcoveError } from '../../errors.ts'
import { countByDocument, type RowCount } from './count-rows.ts'
import { nameIn } from './filters.ts'
import { createGroupCommit } from './group-commit.ts'
import { createInTurn } from './in-turn.ts'
import { openTable, renewTable } from './open-table.ts'
import { within } from './within.ts'

/** Told when a fold begins and ends. */
export type Folding = (edge: 'begin' | 'end') => void

export interface TableShape<Row> {
  readonly folding: Folding
  readonly name: string
  readonly schema: Schema
  toArrow(rows: readonly Row[]): Parameters<Table['add']>[0]
  /** How long rows are gathered before a commit, in milliseconds, and how many are enough. */
  readonly gather: { readonly windowMs: number; readonly enough: number }
  /** New rows that are worth folding, by rows there are. */
  foldAfter(rows: number): number
  /** Makes the indexes that this many rows call for and checks those there are, or makes all of them afresh; runs alone. */
  tend(table: Table, rows: number, afresh: boolean): Promise<void>
}

export interface CaredTable<Row> {
  add(rows: readonly Row[]): Promise<void>
  removeDocuments(ids: readonly string[]): Promise<void>
  /** Runs a query; where it fails, again on the newest version, then with its indexes made afresh. Throws `index-broken`. */
  read<T>(query: (table: Table) => Promise<T>): Promise<T>
  /** Folds now, if anything is new, and frees what earlier folds left behind. */
  maintain(): Promise<void>
  /** Rows by document, from every row there is; empties the table first where it cannot be read. */
  scan(): Promise<ReadonlyMap<string, RowCount>>
  close(): Promise<void>
}

/** No fold takes this long unless it never ends (it has been seen). Milliseconds. */
const foldLimitMs = 180_000
/** Rows that came since the last fold are folded when none has come for this long. Milliseconds. */
const quietMs = 5_000
/** Documents named in one delete. */
const perDelete = 500
/** With less room than this a failed write is put down to the disk. Bytes. */
const fullBelow = 50_000_000

export async function openCaredTable<Row>(connection: Connection, folder: string, shape: TableShape<Row>): Promise<CaredTable<Row>> {
  let table = await openTable(connection, folder, shape.name, shape.schema)
  const inTurn = createInTurn()
  let rows = await table.countRows()
  /** Rows added or removed since the last fold; what an earlier process left is not known, so there may be some. */
  let changed = rows > 0 ? 1 : 0
  let wrote = false
  let folding: Promise<void> | null = null
  /** Whether the last fold left rows in more than one layer, or an older version of the table. */
  let layered = rows > 0
  let stuck = false
  let closed = false
  let quiet: ReturnType<typeof setTimeout> | undefined

  const group = createGroupCommit<Row>(async (added) => {
    wrote = true
    await mapped(async () => await table.add(shape.toArrow(added)))
    const first = rows === 0
    rows += added.length
    if (first) await inTurn(async () => await shape.tend(table, rows, false))
    touched(added.length)
  }, shape.gather)

  async function mapped<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw await writeFailure(error, folder)
    }
  }

  function touched(count: number): void {
    changed += count
    clearTimeout(quiet)
    if (closed) return
    if (changed >= shape.foldAfter(rows)) void background(false)
    else quiet = setTimeout(() => void background(true), quietMs).unref()
  }

  /** A fold that nobody asked for: its failure shows in the next one that somebody does. */
  async function background(whole: boolean): Promise<void> {
    await fold(whole).catch(() => null)
  }

  async function fold(whole: boolean): Promise<void> {
    if (stuck) return
    folding ??= inTurn(async () => {
      shape.folding('begin')
      await foldNow(whole).finally(() => shape.folding('end'))
    }).finally(() => {
      folding = null
    })
    await folding
  }

  async function foldNow(whole: boolean): Promise<void> {
    if (changed === 0 && !(whole && layered)) return
    const before = changed
    await table.checkoutLatest()
    rows = await table.countRows()
    try {
      await optimize(false)
      await shape.tend(table, rows, false)
    } catch (error) {
      if (stuck) throw error
      // an index that cannot be read can be made again from the rows
      await shape.tend(table, rows, true)
      await optimize(false)
    }
    layered = true
    changed -= before
    // new rows and those in the index are joined only once both are in the index, and old versions go in the call after
    for (let round = 0; whole && layered && round < 3; round++) layered = (await optimize(false)).compaction.fragmentsRemoved > 0
  }

  async function optimize(deleteUnverified: boolean): Promise<OptimizeStats> {
    const stats = await within(foldLimitMs, async () => await table.optimize({ cleanupOlderThan: new Date(), deleteUnverified }))
    if (stats !== null) return stats
    stuck = true
    throw new AlcoveError('index-broken')
  }

  async function renew(): Promise<void> {
    await inTurn(async () => {
      table.close()
      table = await renewTable(connection, folder, shape.name, shape.schema)
      rows = 0
      changed = 0
    })
  }

  if (rows > 0) touched(0)

  return {
    add: async (added) => await group.add(added),
    async removeDocuments(ids) {
      await group.flush()
      for (let at = 0; at < ids.length; at += perDelete) {
        const some = ids.slice(at, at + perDelete)
        await inTurn(async () => {
          const before = rows
          await mapped(async () => await table.delete(nameIn('document', some)))
          rows = await table.countRows()
          touched(Math.max(before - rows, 0))
        })
      }
    },
    async read(query) {
      for (const mend of [async () => await table.checkoutLatest(), async () => await inTurn(async () => await shape.tend(table, rows, true))])
        try {
          return await query(table)
        } catch {
          await mend().catch(() => null)
        }
      try {
        return await query(table)
      } catch (error) {
        throw new AlcoveError('index-broken', {}, error)
      }
    },
    async maintain() {
      // one that is under way may have begun before the newest rows, and is not a whole one
      await folding?.catch(() => null)
      await fold(true)
    },
    async scan() {
      try {
        return await countByDocument(table)
      } catch {
        // data are gone or cut: nothing of it can be trusted, and all of it can be made again
        await renew()
        return new Map()
      }
    },
    async close() {
      closed = true
      clearTimeout(quiet)
      await group.flush()
      await inTurn(async () => {
        // nothing else writes any more, so files that no version knows (of a process that was killed) can go too
        if (wrote && !stuck) await optimize(true)
      }).catch(() => null)
      table.close()
    },
  }
}

/** LanceDB gives no codes, so the disk itself is asked whether it is full. */
async function writeFailure(error: unknown, folder: string): Promise<AlcoveError> {
  const { bavail, bsize } = await statfs(folder)
  return new AlcoveError(bavail * bsize < fullBelow ? 'disk-full' : 'index-broken', {}, error)
}

/** Makes an index unless there is one, or in any case. */
export async function ensureIndex(table: Table, column: string, config: Index, afresh: boolean): Promise<void> {
  if (!afresh && (await table.listIndices()).some(({ columns }) => columns.includes(column))) return
  await table.createIndex(column, { config, replace: true })
}
