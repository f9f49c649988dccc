/** Opens the profile's database: checked, brought to the newest shape, and safe against a crash at any time. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { AlcoveError } from '../errors.ts'
import { type Connection, createDatabase, type Database } from './database.ts'
import { migrations as all } from './migrations/migrations.ts'
import { isBusy, storeFailure } from './sqlite-failure.ts'

/** Up to this size the file is checked at every start, above only after a crash. Bytes. */
const alwaysChecked = 64_000_000

/** Throws `data-folder-newer`, `data-folder-busy`, `data-folder-unusable` or `disk-full`. `path` is absolute. */
export function openDatabase(path: string, migrations: readonly string[] = all): Database {
  const folder = dirname(path)
  const crashed = existsSync(`${path}-wal`)
  let sql: Connection | null = null
  try {
    sql = new DatabaseSync(path)
    // before WAL: switching may have to wait
    sql.exec('PRAGMA busy_timeout = 5000')
    sql.exec('PRAGMA journal_mode = WAL')
    sql.exec('PRAGMA synchronous = FULL')
    sql.exec('PRAGMA foreign_keys = ON')
    // what is deleted is overwritten
    sql.exec('PRAGMA secure_delete = ON')
    if (crashed || statSync(path).size < alwaysChecked) check(sql, folder)
    migrate(sql, path, migrations)
    return createDatabase(sql, folder)
  } catch (error) {
    sql?.close()
    if (isBusy(error)) throw new AlcoveError('data-folder-busy', { path: folder }, error)
    throw storeFailure(error, folder)
  }
}

function check(sql: Connection, folder: string): void {
  const rows = sql.prepare('PRAGMA quick_check(1)').all() as readonly { readonly quick_check: string }[]
  if (rows.length !== 1 || rows[0]?.quick_check !== 'ok') throw new AlcoveError('data-folder-unusable', { path: folder })
}

/** Each step is one transaction; before the first, a profile that holds something is copied aside until all have succeeded. */
function migrate(sql: Connection, path: string, migrations: readonly string[]): void {
  const { user_version: version } = sql.prepare('PRAGMA user_version').get() as { readonly user_version: number }
  if (version > migrations.length) throw new AlcoveError('data-folder-newer', { path: dirname(path) })
  if (version === migrations.length) return
  const copy = `${path}.version-${version}`
  if (version > 0) {
    rmSync(copy, { force: true })
    sql.prepare('VACUUM INTO ?').run(copy)
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    sql.exec('BEGIN IMMEDIATE')
    try {
      sql.exec(step)
      sql.exec(`PRAGMA user_version = ${index + 1}`)
      sql.exec('COMMIT')
    } catch (error) {
      if (sql.isTransaction) sql.exec('ROLLBACK')
      throw error
    }
  }
  // of earlier attempts too
  for (const name of readdirSync(dirname(path))) if (name.startsWith(`${basename(path)}.version-`)) rmSync(join(dirname(path), name))
}
