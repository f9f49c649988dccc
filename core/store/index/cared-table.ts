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
import { type Folded, type FoldKind, foldTable, type TableKind } from './fold.ts'
import type { FoldOrder } from './fold-apart.ts'
import { createGroupCommit } from './group-commit.ts'
import { createInTurn } from './in-turn.ts'
import { openTable, renewTable } from './open-table.ts'
import { within } from './within.ts'

/** Told when a fold begins and ends. */
export type Folding = (edge: 'begin' | 'end') => void

/** Where the tables of an index stand, and who folds them. */
export interface Place {
  readonly connection: Connection
  /** Absolute. */
  readonly folder: string
  readonly folding: Folding
  /** Folds a large table in another process; where there is none, all is done here. */
  readonly foldApart: ((order: FoldOrder) => Promise<Folded>) | undefined
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

/** No fold takes this long unless it never ends (it has been seen). Milliseconds. */
const foldLimitMs = 180_000
/** Rows that came since the last fold are folded when none has come for this long. Milliseconds. */
const quietMs = 5_000
/** A smaller table takes little memory to fold, and less time than a process to start. Rows. */
const apartFrom = 4_000
/** Documents named in one delete. */
const perDelete = 500
/** With less room than this a failed write is put down to the disk. Bytes. */
const fullBelow = 50_000_000

export async function openCaredTable<Row>({ connection, folder, folding: tell, foldApart }: Place, shape: TableShape<Row>): Promise<CaredTable<Row>> {
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
    if (first) await inTurn(async () => await foldTable(table, shape.kind, 'afresh'))
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
      tell('begin')
      await foldNow(whole).finally(() => tell('end'))
    }).finally(() => {
      folding = null
    })
    await folding
  }

  async function foldNow(whole: boolean): Promise<void> {
    if (changed === 0 && !(whole && layered)) return
    const before = changed
    const done = await folded(whole ? 'whole' : 'new')
    rows = done.rows
    layered = done.layered
    changed -= before
  }

  /** What a fold of a large table takes is handed back with the process that made it; one that dies is replaced once. */
  async function folded(how: FoldKind): Promise<Folded> {
    if (foldApart === undefined || rows < apartFrom) return await foldTable(table, shape.kind, how, limited)
    const order = { folder, table: shape.name, kind: shape.kind, how }
    const done = await foldApart(order).catch(async () => await foldApart(order))
    await table.checkoutLatest()
    return done
  }

  async function limited<T>(step: () => Promise<T>): Promise<T> {
    const result = await within(foldLimitMs, step)
    if (result !== null) return result
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
      for (const mend of [async () => await table.checkoutLatest(), async () => await inTurn(async () => await folded('afresh'))])
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
        if (wrote && !stuck) await folded('last')
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
