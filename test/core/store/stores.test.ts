/** The stores on a real database: what they keep, what survives, and what they refuse. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FileRecord, Stores } from '../../../core/ports/stores.ts'
import { acquireDataLock } from '../../../core/store/data-lock.ts'
import { migrations } from '../../../core/store/migrations/migrations.ts'
import { openDatabase } from '../../../core/store/open-database.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import type { PassageDraft } from '../../../core/types/passage.ts'
import { defaultSettings } from '../../../core/types/settings.ts'

let folder = ''
let path = ''
let stores: Stores

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-store-'))
  path = join(folder, 'alcove.db')
  stores = openStores(path)
})
afterEach(async () => {
  stores.close()
  await rm(folder, { recursive: true, force: true })
})

const draft = (ordinal: number, text = `text ${ordinal}`): PassageDraft => ({
  ordinal,
  text,
  context: 'Title',
  anchor: { kind: 'lines', lines: [1, 2], headings: ['Title'] },
  tokens: 9,
})
const file = (sourceId: string, at: string, changes: Partial<FileRecord> = {}): Omit<FileRecord, 'id'> => ({
  sourceId,
  path: at,
  name: at.split('/').at(-1) ?? '',
  format: 'text',
  contentHash: 'h',
  documentId: null,
  outcome: null,
  crashes: 0,
  stamp: {
    size: 3,
    modifiedMs: 1.5,
    changedMs: 2.25,
    inode: '18446744073709551615',
  },
  ...changes,
})

function document(id: string, count = 2): void {
  stores.passages.begin({ id, contentHash: `hash-${id}`, format: 'text' })
  stores.passages.add(
    id,
    Array.from({ length: count }, (_, at) => draft(at)),
  )
  stores.passages.setState(id, 'done', { title: 'T', pages: 3 })
}

describe('passages', () => {
  test('come back as they went in, by id, by slice, and never with an id twice', () => {
    stores.passages.begin({ id: 'd', contentHash: 'h', format: 'pdf' })
    const rects = [[1, 2, 3, 4]] as const
    const added = stores.passages.add('d', [draft(0), { ...draft(1, 'naïve “text”\n🦭'), anchor: { kind: 'page', page: 4, label: 'iv', rects } }, draft(2)])
    expect(stores.passages.byIds([added[1]?.id ?? 0, 999_999, added[0]?.id ?? 0])).toEqual([added[1], added[0]])
    expect(stores.passages.slice('d', 0, 10)).toEqual(added.slice(1))
    stores.passages.begin({ id: 'd', contentHash: 'h', format: 'pdf' })
    expect(stores.passages.slice('d', -1, 10)).toEqual([])
    const again = stores.passages.add('d', [draft(0)])
    expect(again[0]?.id).toBeGreaterThan(added[2]?.id ?? 0)
  })

  test('a document is counted once it is searchable, as embedded once it is done', () => {
    stores.passages.begin({ id: 'd', contentHash: 'h', format: 'text' })
    stores.passages.add('d', [draft(0), draft(1)])
    expect(stores.passages.counts()).toEqual({ documents: 0, passages: 0, embedded: 0 })
    stores.passages.setState('d', 'searchable', { title: 'Kept' })
    expect(stores.passages.counts()).toEqual({ documents: 1, passages: 2, embedded: 0 })
    stores.passages.setState('d', 'done')
    expect(stores.passages.document('d')).toMatchObject({ state: 'done', properties: { title: 'Kept' }, passages: 2 })
    expect(stores.passages.counts()).toEqual({ documents: 1, passages: 2, embedded: 2 })
  })

  test('a write that fails in the middle leaves nothing of itself, and what was written before it stays', async () => {
    document('kept')
    stores.passages.begin({ id: 'd', contentHash: 'h', format: 'text' })
    expect(() => stores.passages.add('d', [draft(0), draft(1), draft(0)])).toThrow()
    expect(stores.passages.slice('d', -1, 10)).toEqual([])
    await stores.committed()
    stores.close()
    stores = openStores(path)
    expect(stores.passages.document('kept')?.passages).toBe(2)
  })
})

describe('sources and files', () => {
  test('the same path is one source; a removed source takes its files along and names documents left without one', () => {
    const a = stores.sources.add("/docs/it's", 'folder', 1)
    expect(stores.sources.add("/docs/it's", 'folder', 2).id).toBe(a.id)
    const b = stores.sources.add('/other', 'folder', 1)
    document('shared')
    document('own')
    stores.files.put(file(a.id, "/docs/it's/x.txt", { documentId: 'shared' }))
    stores.files.put(file(a.id, "/docs/it's/y.txt", { documentId: 'own' }))
    stores.files.put(file(b.id, '/other/x.txt', { documentId: 'shared' }))
    expect(stores.sources.remove(a.id)).toEqual({ files: 2, orphans: ['own'] })
    stores.passages.removeDocuments(['own', 'shared'])
    expect(stores.passages.document('own')).toBeNull()
    expect(stores.passages.document('shared')).not.toBeNull()
    expect(stores.sources.byId(a.id)).toBeNull()
    expect(stores.files.byPath("/docs/it's/x.txt")).toBeNull()
  })

  test('a file keeps its id through updates and moves, and its stamp to the last fraction', () => {
    const { id: sourceId } = stores.sources.add('/docs', 'folder', 1)
    const first = stores.files.put(file(sourceId, '/docs/new\nline "q".txt'))
    expect(stores.files.put(file(sourceId, '/docs/new\nline "q".txt', { outcome: { kind: 'failed', code: 'file-broken' } }))).toEqual({
      ...first,
      outcome: { kind: 'failed', code: 'file-broken' },
    })
    const moved = stores.files.move(first.id, {
      path: '/docs/b.txt',
      name: 'b.txt',
      stamp: { ...first.stamp, modifiedMs: 1_700_000_000_000.123 },
      format: 'text',
    })
    expect(moved).toMatchObject({ id: first.id, path: '/docs/b.txt', outcome: { kind: 'failed' }, stamp: { modifiedMs: 1_700_000_000_000.123 } })
  })

  test('every outcome comes back with its reason', () => {
    const { id: sourceId } = stores.sources.add('/docs', 'folder', 1)
    document('d')
    const outcomes = [
      { kind: 'indexed', passages: 2 },
      { kind: 'empty', reason: 'scanned' },
      { kind: 'skipped', reason: 'too-large' },
      { kind: 'failed', code: 'parser-timeout' },
      null,
    ] as const
    for (const [at, outcome] of outcomes.entries()) {
      const stored = stores.files.put(file(sourceId, `/docs/${at}`, { outcome, documentId: outcome?.kind === 'indexed' ? 'd' : null }))
      expect(stored.outcome).toEqual(outcome)
    }
    expect(stores.files.totals(sourceId)).toEqual({
      counts: {
        scanned: 5,
        pending: 1,
        indexed: 1,
        unchanged: 0,
        empty: 1,
        skipped: 1,
        failed: 1,
        offline: 0,
      },
      passages: 2,
      embedded: 2,
      bytes: 15,
    })
    expect(stores.files.list({ limit: 10, outcomes: ['failed'] }).map(({ path }) => path)).toEqual(['/docs/3'])
    expect(stores.files.list({ limit: 2, after: '/docs/1' }).map(({ path }) => path)).toEqual(['/docs/2', '/docs/3'])
    stores.sources.checked(sourceId, 'offline', 5)
    expect(stores.files.list({ limit: 10 }).every(({ outcome }) => outcome?.kind === 'offline')).toBe(true)
    expect(stores.files.totals(sourceId).counts).toMatchObject({ scanned: 5, offline: 5 })
    stores.sources.checked(sourceId, 'ready', 6)
    expect(stores.files.list({ limit: 1 })[0]?.outcome).toEqual({ kind: 'indexed', passages: 2 })
  })

  test('a scope means a folder with all below it, a file, or sources; a sibling with the same beginning is outside', () => {
    const { id: sourceId } = stores.sources.add('/docs', 'folder', 1)
    const other = stores.sources.add('/other', 'folder', 1)
    for (const [id, source, at] of [
      ['d1', sourceId, '/docs/a/x.txt'],
      ['d2', sourceId, '/docs/ab/x.txt'],
      ['d3', other.id, '/other/x.txt'],
      ['d4', sourceId, '/docs/100%_.txt'],
    ] as const) {
      document(id)
      stores.files.put(file(source, at, { documentId: id, outcome: { kind: 'indexed', passages: 2 } }))
    }
    expect(stores.files.documentsIn({})).toBeNull()
    expect(stores.files.documentsIn({ paths: ['/docs/a'] })).toEqual(['d1'])
    expect(stores.files.documentsIn({ paths: ['/docs/'] })?.toSorted()).toEqual(['d1', 'd2', 'd4'])
    expect(stores.files.documentsIn({ paths: ['/docs/1__%'] })).toEqual([])
    expect(stores.files.documentsIn({ sourceIds: [other.id], paths: ['/docs'] })).toEqual([])
    expect(stores.files.documentsIn({ sourceIds: [] })).toEqual([])
    stores.files.put(file(other.id, '/other/copy.txt', { documentId: 'd1', outcome: { kind: 'indexed', passages: 2 } }))
    expect(stores.files.ofDocument('d1')?.path).toBe('/docs/a/x.txt')
    expect(stores.files.ofDocument('d1', { sourceIds: [other.id] })?.path).toBe('/other/copy.txt')
  })
})

test('settings and the log of connections are kept', () => {
  expect(stores.settings.read()).toEqual(defaultSettings)
  stores.settings.write({ theme: 'dark', maxFileMb: 7 })
  stores.networkLog.append({ at: 1, host: '127.0.0.1:11434', purpose: 'ollama', allowed: true, bytesSent: 1, bytesReceived: 2 })
  stores.close()
  stores = openStores(path)
  expect(stores.settings.read()).toEqual({ ...defaultSettings, theme: 'dark', maxFileMb: 7 })
  expect(stores.networkLog.latest(5)).toMatchObject([{ host: '127.0.0.1:11434', allowed: true, bytesReceived: 2 }])
})

describe('crash and damage', () => {
  test('what `committed` promised is in the file that a killed process leaves', async () => {
    document('d')
    await stores.committed()
    const crashed = join(folder, 'crashed.db')
    for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, crashed + end)
    const again = openStores(crashed)
    expect(again.passages.document('d')?.passages).toBe(2)
    again.close()
  })

  test('a write-ahead log cut anywhere opens, with some earlier state', async () => {
    for (let at = 0; at < 20; at++) {
      document(`d${at}`)
      await stores.committed()
    }
    for (const keep of [0, 1, 31, 1_000, 50_000, 100_001]) {
      const torn = join(folder, `torn${keep}.db`)
      copyFileSync(path, torn)
      copyFileSync(`${path}-wal`, `${torn}-wal`)
      truncateSync(`${torn}-wal`, keep)
      const again = openStores(torn)
      const { documents, passages } = again.passages.counts()
      expect(passages).toBe(documents * 2)
      again.close()
    }
  })

  test('a file that is no database, or a newer one, is refused and left as it is', () => {
    const bad = join(folder, 'bad.db')
    writeFileSync(bad, 'this is no database '.repeat(100))
    expect(() => openStores(bad)).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }))
    const newer = join(folder, 'newer.db')
    openDatabase(newer, [...migrations, 'CREATE TABLE later (x)']).close()
    expect(() => openStores(newer)).toThrow(expect.objectContaining({ code: 'data-folder-newer' }))
    expect(() => openStores(join(folder, 'nowhere', 'x.db'))).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }))
  })

  test('a migration that fails leaves the old profile whole, with a copy beside it; one that succeeds leaves no copy', () => {
    document('d')
    stores.close()
    expect(() => openDatabase(path, [...migrations, 'CREATE TABLE one (x)', 'CREATE TABLE one (x)'])).toThrow()
    expect(readdirSync(folder).some((name) => name.includes(`.version-${migrations.length}`))).toBe(true)
    const database = openDatabase(path, [...migrations, 'CREATE TABLE one (x)', 'CREATE TABLE two (x)'])
    expect(database.prepare('SELECT count(*) AS count FROM documents').get()?.count).toBe(1)
    database.close()
    expect(readdirSync(folder).some((name) => name.includes('.version-'))).toBe(false)
    stores = openStores(join(folder, 'other.db'))
  })
})

describe('the lock', () => {
  test('a second engine is refused while the first holds it, in this process or another', () => {
    const lock = acquireDataLock(folder)
    expect(() => acquireDataLock(folder)).toThrow(expect.objectContaining({ code: 'data-folder-busy' }))
    expect(inAnotherProcess()).toBe('data-folder-busy')
    lock.release()
    lock.release()
    expect(inAnotherProcess()).toBe('held')
    acquireDataLock(folder).release()
  })

  test('it ends with the process that held it, however that ended', () => {
    expect(inAnotherProcess('process.kill(process.pid, "SIGKILL")')).toBe('held')
    acquireDataLock(folder).release()
  })

  /** Takes the lock as the engine does and says how that went. */
  function inAnotherProcess(then = ''): string {
    const script = `
      const { DatabaseSync } = await import('@photostructure/sqlite')
      try {
        const sql = new DatabaseSync(process.argv[1], { timeout: 0 })
        sql.exec('PRAGMA locking_mode = EXCLUSIVE'); sql.exec('BEGIN EXCLUSIVE')
        require('node:fs').writeSync(1, 'held'); ${then}
      } catch (error) { if (error.sqliteCode !== 5) throw error; require('node:fs').writeSync(1, 'data-folder-busy') }`
    const wrapped = `globalThis.require = process.getBuiltinModule('node:module').createRequire(process.cwd() + '/');${script}`
    try {
      return execFileSync(process.execPath, ['--input-type=module', '-e', wrapped, join(folder, 'lock.db')], {
        encoding: 'utf8',
        cwd: join(import.meta.dirname, '../../..'),
      })
    } catch (error) {
      return (error as { stdout: string }).stdout
    }
  }
})
