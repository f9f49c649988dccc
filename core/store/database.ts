/**
 * One connection whose writes are gathered: the first write opens a transaction, and all that follow
 * within a few hundredths of a second reach the disk in one commit. So ten thousand small files do not
 * cost sixty thousand waits for the disk. Each write stands or falls by itself.
 */
import type { DatabaseSync } from '@photostructure/sqlite'
import { storeFailure } from './sqlite-failure.ts'

/** An open connection. */
export type Connection = InstanceType<typeof DatabaseSync>

export type Value = string | number | bigint | null
export type Row = Readonly<Record<string, Value>>

export interface Statement {
  get(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): readonly Row[]
  run(...values: readonly Value[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
}

export interface Database {
  /** Prepared once per text. */
  prepare(text: string): Statement
  /** Runs the work whole or not at all. What it wrote is seen at once and is on disk when `committed` says so. */
  write<T>(work: () => T): T
  committed(): Promise<void>
  /** Like `committed`; afterwards nothing that was deleted before stands in the log of writes any more. */
  scrubbed(): Promise<void>
  close(): void
}

/** How long writes are gathered. Milliseconds. */
const gatherMs = 40

interface Waiter {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export function createDatabase(sql: Connection, folder: string): Database {
  const statements = new Map<string, Statement>()
  let waiters: Waiter[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let depth = 0
  /** A commit that failed with nobody waiting; the next caller is told. */
  let unheard: { readonly error: unknown } | null = null

  function settle(failure: { readonly error: unknown } | null): void {
    clearTimeout(timer)
    timer = undefined
    const waiting = waiters
    waiters = []
    for (const { resolve, reject } of waiting) {
      if (failure === null) resolve()
      else reject(failure.error)
    }
    if (failure !== null && waiting.length === 0) unheard = failure
  }

  function commit(): void {
    if (!sql.isTransaction) return settle(null)
    try {
      sql.exec('COMMIT')
      settle(null)
    } catch (error) {
      if (sql.isTransaction) sql.exec('ROLLBACK')
      settle({ error: storeFailure(error, folder) })
    }
  }

  function tell(): void {
    if (unheard === null) return
    const { error } = unheard
    unheard = null
    throw error
  }

  function gathered<T>(work: () => T): T {
    sql.exec('SAVEPOINT step')
    depth++
    try {
      const result = work()
      sql.exec('RELEASE step')
      return result
    } catch (error) {
      const failure = storeFailure(error, folder)
      // a full disk ends the whole transaction by itself, and with it what others wrote
      if (sql.isTransaction) sql.exec('ROLLBACK TO step; RELEASE step')
      else settle({ error: failure })
      throw failure
    } finally {
      depth--
    }
  }

  async function committed(): Promise<void> {
    tell()
    if (!sql.isTransaction) return
    await new Promise<void>((resolve, reject) => waiters.push({ resolve, reject }))
  }

  return {
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known
      const statement = sql.prepare(text) as unknown as Statement
      statements.set(text, statement)
      return statement
    },
    write(work) {
      if (depth > 0) return work()
      tell()
      if (!sql.isTransaction) {
        try {
          sql.exec('BEGIN IMMEDIATE')
        } catch (error) {
          throw storeFailure(error, folder)
        }
        timer = setTimeout(commit, gatherMs)
      }
      return gathered(work)
    },
    committed,
    async scrubbed() {
      await committed()
      // another write may have begun; the log is emptied when it has ended
      if (sql.isTransaction) commit()
      sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    },
    close() {
      if (!sql.isOpen) return
      commit()
      sql.close()
      tell()
    },
  }
}
