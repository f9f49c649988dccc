/**
 * One table with what both have in common: rows go in by groups, come out by document, and are folded into
 * the indexes as the table grows. Adding may overlap anything; deleting and folding may not overlap each other
 * (the fold would be refused), and a fold cleans up old versions, so a read that loses its files is done again.
 */
import { statfs } from 'node:fs/promises'
import type { Connection, Table } from '@lancedb/lancedb'
import type { Schema } from 'apache-arrow'
import { AlcoveError } from '../../errors.ts'
import { countByDocument, type RowCount } from './count-rows.ts'
import { nameIn } from './filters.ts'
import type { TableKind } from './fold.ts'
import { createGroupCommit } from './group-commit.ts'
import { createInTurn } from './in-turn.ts'
import { openTable, renewTable } from './open-table.ts'
import { createTableFolds, type FoldApart, type Folding } from './table-folds.ts'

/** Where the tables of an index stand, and who folds them. */
export interface Place {
  readonly connection: Connection
  /** Absolute. */
  readonly folder: string
  readonly folding: Folding
  /** Folds a large table in another process; where there is none, all is done here. */
  readonly foldApart: FoldApart | undefined
}

export interface TableShape<Row> {
  readonly kind: TableKind
  readonly name: string
  readonly schema: Schema
  toArrow(rows: readonly Row[]): Parameters<Table['add']>[0]
  /** How long rows are gathered before a commit, in milliseconds, and how many are enough. */
  readonly gather: { readonly windowMs: number; readonly enough: number }
  /** New rows that are worth folding, by rows there are. */
  foldAfter(rows: number): number
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

/** Documents named in one delete. */
const perDelete = 500
/** With less room than this a failed write is put down to the disk. Bytes. */
const fullBelow = 50_000_000

export async function openCaredTable<Row>({ connection, folder, folding, foldApart }: Place, shape: TableShape<Row>): Promise<CaredTable<Row>> {
  let table = await openTable(connection, folder, shape.name, shape.schema)
  const inTurn = createInTurn()
  let rows = await table.countRows()
  let wrote = false
  const { kind, name, foldAfter } = shape
  const folds = createTableFolds({ kind, name, foldAfter, folder, inTurn, folding, foldApart, table: () => table, rows: () => rows, folded: recount })

  const group = createGroupCommit<Row>(async (added) => {
    wrote = true
    await mapped(async () => await table.add(shape.toArrow(added)))
    const first = rows === 0
    rows += added.length
    if (first) await inTurn(async () => await folds.afresh())
    folds.touched(added.length)
  }, shape.gather)

  async function recount(): Promise<void> {
    await table.checkoutLatest()
    rows = await table.countRows()
  }

  async function mapped<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw await writeFailure(error, folder)
    }
  }

  async function renew(): Promise<void> {
    await inTurn(async () => {
      table.close()
      table = await renewTable(connection, folder, name, shape.schema)
      rows = 0
      folds.begunAnew()
    })
  }

  if (rows > 0) folds.touched(0)

  return {
    add: async (added) => await group.add(added),
    async removeDocuments(ids) {
      await group.flush()
      for (let at = 0; at < ids.length; at += perDelete) {
        const some = ids.slice(at, at + perDelete)
        await inTurn(async () => {
          const before = rows
          await mapped(async () => await table.delete(nameIn('document', some)))
          await recount()
          folds.touched(Math.max(before - rows, 0))
        })
      }
    },
    async read(query) {
      for (const mend of [async () => await table.checkoutLatest(), async () => await inTurn(async () => await folds.afresh())])
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
    maintain: async () => await folds.whole(),
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
      folds.stop()
      await group.flush()
      // its failure leaves only more on the disk than need be
      await inTurn(async () => {
        if (wrote) await folds.last()
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
