import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stores } from '../../../core/ports/stores.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { formatOf } from '../../../core/types/format-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'alcove-names-'))
const paths = [
  '/docs/lease.pdf',
  '/docs/old/lease 2019.pdf',
  '/docs/old/release notes.md',
  '/docs/Übersicht Mieten.xlsx',
  '/docs/contracts/acme/supply_100%.docx',
  '/docs/contracts/acme/supply odd.docx',
  '/docs/contracts/index.html',
  '/docs/mails/2024.mbox',
]
let stores: Stores
let sourceId = ''

beforeAll(() => {
  stores = openStores(join(folder, 'alcove.db'))
  sourceId = stores.sources.add('/docs', 'folder', 1).id
  for (const [at, path] of paths.entries()) put(path, at)
})
afterAll(() => {
  stores.close()
  rmSync(folder, { recursive: true, force: true })
})

function put(path: string, at: number): void {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const documentId = `d${at}`
  stores.passages.begin({ id: documentId, contentHash: `h${at}`, format: formatOf(name) ?? 'text' })
  const stamp = { size: 1, modifiedMs: at * 1_000, changedMs: 0, inode: String(at) }
  stores.files.put({
    sourceId,
    path,
    name,
    stamp,
    format: formatOf(name),
    contentHash: `h${at}`,
    documentId,
    outcome: { kind: 'indexed', passages: 0 },
    crashes: 0,
  })
}

const names = (text: string, limit = 10) => stores.files.complete(text, limit).map(({ name }) => name)

test('names are completed: whole names first, then beginnings, words, and letters in this order', () => {
  expect(names('lease')).toEqual(['lease.pdf', 'lease 2019.pdf', 'release notes.md'])
  expect(names('lse19')).toEqual(['lease 2019.pdf'])
  for (const typed of ['übersicht', 'ubersicht', 'UBERSICHT miet']) expect(names(typed)).toEqual(['Übersicht Mieten.xlsx'])
  expect(names('acme supply')).toHaveLength(2)
  expect(names('lease', 1)).toEqual(['lease.pdf'])
  expect(names('nothing like it')).toEqual([])
  expect(names('')[0]).toBe('2024.mbox')
})

test('folders are found by their own names, with the files at any depth below them', () => {
  expect(stores.files.complete('contracts', 10)).toEqual([{ kind: 'folder', name: 'contracts', path: '/docs/contracts', files: 3 }])
  expect(stores.files.complete('acme', 10)[0]).toMatchObject({ kind: 'folder', path: '/docs/contracts/acme', files: 2 })
})

test('what would mean something to SQL means itself', () => {
  expect(names('100%')).toEqual(['supply_100%.docx'])
  expect(names('e_')).toEqual([])
  expect(names("'; DROP TABLE files; --")).toEqual([])
})

test('a scope limits by file, format and time of change', () => {
  const inScope = (scope: Parameters<Stores['files']['documentsIn']>[0]) => stores.files.documentsIn(scope)?.toSorted()
  const id = stores.files.byPath('/docs/lease.pdf')?.id ?? ''
  expect(inScope({ fileIds: [id, 'no id'] })).toEqual(['d0'])
  expect(inScope({ formats: ['docx'] })).toEqual(['d4', 'd5'])
  expect(inScope({ modified: { from: 6_000 } })).toEqual(['d6', 'd7'])
  expect(inScope({ modified: { from: 1_000, to: 3_000 } })).toEqual(['d1', 'd2'])
  expect(inScope({ formats: ['pdf'], modified: { to: 1_000 }, paths: ['/docs/old'] })).toEqual([])
  expect(stores.files.documentsIn({ modified: {} })).toBeNull()
})

test('the catalogue goes page by page and says what was read', () => {
  const first = stores.files.catalogue({}, '0', 5)
  const second = stores.files.catalogue({}, first.at(-1)?.id ?? '', 5)
  expect([...first, ...second].map(({ path }) => path)).toEqual(paths)
  expect(first[0]).toMatchObject({ name: 'lease.pdf', modified: 0, read: false })
  stores.passages.setState('d0', 'done', { title: 'The lease' })
  expect(stores.files.catalogue({ formats: ['pdf'] }, '0', 5)[0]).toMatchObject({ title: 'The lease', read: true })
})
