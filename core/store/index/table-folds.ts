/** When a table is folded: after enough new rows, when none came for a while, or when somebody asks. One fold at a time. */
import type { Table } from '@lancedb/lancedb'
import { AlcoveError } from '../../errors.ts'
import { type Folded, type FoldKind, foldTable, type TableKind } from './fold.ts'
import type { FoldOrder } from './fold-apart.ts'
import type { InTurn } from './in-turn.ts'
import { within } from './within.ts'

/** Told when a fold begins and ends. */
export type Folding = (edge: 'begin' | 'end') => void
/** Folds a large table in another process. */
export type FoldApart = (order: FoldOrder) => Promise<Folded>

export interface TableFolds {
  /** So many rows came or went. */
  touched(count: number): void
  /** Folds now, if anything is new, and frees what earlier folds left behind. */
  whole(): Promise<void>
  /** Makes every index again; not while anything else deletes or folds. */
  afresh(): Promise<void>
  /** The table is empty and new. */
  begunAnew(): void
  /** No fold by itself from now on. */
  stop(): void
  /** The last one, when nothing else writes any more: also takes away what a process that was killed left. */
  last(): Promise<void>
}

export interface FoldedTable {
  readonly kind: TableKind
  readonly name: string
  /** Absolute. */
  readonly folder: string
  table(): Table
  rows(): number
  /** New rows that are worth folding, by rows there are. */
  foldAfter(rows: number): number
  /** Called after each fold: the newest version is there to be read. */
  folded(): Promise<void>
  readonly inTurn: InTurn
  readonly folding: Folding
  /** Absent: every fold is made here. */
  readonly foldApart: FoldApart | undefined
}

/** No fold takes this long unless it never ends (it has been seen). Milliseconds. */
const foldLimitMs = 180_000
/** Rows that came since the last fold are folded when none has come for this long. Milliseconds. */
const quietMs = 5_000
/** A smaller table takes little memory to fold, and less time than a process takes to start. Rows. */
const apartFrom = 4_000

export function createTableFolds(of: FoldedTable): TableFolds {
  /** Rows added or removed since the last fold; what an earlier process left is not known, so there may be some. */
  let changed = of.rows() > 0 ? 1 : 0
  /** Whether the last fold left rows in more than one layer, or an older version of the table. */
  let layered = of.rows() > 0
  let underWay: Promise<void> | null = null
  let stuck = false
  let ended = false
  let quiet: ReturnType<typeof setTimeout> | undefined

  /** A fold that nobody asked for: its failure shows in the next one that somebody does. */
  async function background(whole: boolean): Promise<void> {
    await fold(whole).catch(() => null)
  }

  async function fold(whole: boolean): Promise<void> {
    if (stuck) return
    underWay ??= of
      .inTurn(async () => {
        of.folding('begin')
        await foldNow(whole).finally(() => of.folding('end'))
      })
      .finally(() => {
        underWay = null
      })
    await underWay
  }

  async function foldNow(whole: boolean): Promise<void> {
    if (changed === 0 && !(whole && layered)) return
    const before = changed
    const done = await make(whole ? 'whole' : 'new')
    layered = done.layered
    changed -= before
  }

  /** What a fold of a large table takes is handed back with the process that made it; one that dies is replaced once. */
  async function make(how: FoldKind): Promise<Folded> {
    const { folder, name, kind, foldApart } = of
    if (foldApart === undefined || of.rows() < apartFrom) {
      const done = await foldTable(of.table(), kind, how, limited)
      await of.folded()
      return done
    }
    const order: FoldOrder = { folder, table: name, kind, how }
    const done = await foldApart(order).catch(async () => await foldApart(order))
    await of.folded()
    return done
  }

  async function limited<T>(step: () => Promise<T>): Promise<T> {
    const result = await within(foldLimitMs, step)
    if (result !== null) return result
    stuck = true
    throw new AlcoveError('index-broken')
  }

  return {
    touched(count) {
      changed += count
      clearTimeout(quiet)
      if (ended) return
      if (changed >= of.foldAfter(of.rows())) void background(false)
      else quiet = setTimeout(() => void background(true), quietMs).unref()
    },
    async whole() {
      // one that is under way may have begun before the newest rows, and is not a whole one
      await underWay?.catch(() => null)
      await fold(true)
    },
    async afresh() {
      await make('afresh')
    },
    begunAnew() {
      changed = 0
    },
    stop() {
      ended = true
      clearTimeout(quiet)
    },
    async last() {
      if (!stuck) await make('last')
    },
  }
}
