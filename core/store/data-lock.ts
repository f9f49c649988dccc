/**
 * One writer per data folder: an exclusive lock of the operating system on `lock.db`, held by SQLite for as
 * long as the engine lives. It ends with the process, however that ends, so there is no stale lock to break.
 */
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { AlcoveError } from '../errors.ts'
import type { Connection } from './database.ts'
import { isBusy, storeFailure } from './sqlite-failure.ts'

export interface DataLock {
  release(): void
}

/** `folder` is absolute and exists. Throws `data-folder-busy` where another engine holds it, or `data-folder-unusable`. */
export function acquireDataLock(folder: string): DataLock {
  let sql: Connection | null = null
  try {
    sql = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
    sql.exec('PRAGMA locking_mode = EXCLUSIVE')
    sql.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    sql?.close()
    if (isBusy(error)) throw new AlcoveError('data-folder-busy', { path: folder }, error)
    throw storeFailure(error, folder)
  }
  const held = sql
  return {
    release() {
      if (held.isOpen) held.close()
    },
  }
}
