/** A password opens a file for one run, on the whole line with real stores: it reaches the parser and stays nowhere. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLibrary, type TestLibrary } from '../../fakes/library.ts'

let root = ''
let library: TestLibrary

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-unlock-'))
  await mkdir(join(root, 'docs'))
  library = await openLibrary(join(root, 'data'))
})
afterEach(async () => {
  await library.close()
  await rm(root, { recursive: true, force: true })
})

const outcomes = () => library.stores.files.list({ limit: 10 }).map(({ name, outcome }) => [name, outcome?.kind === 'failed' ? outcome.code : outcome?.kind])

test('a locked file is read again with its password, and a later run leaves it as it is', async () => {
  await writeFile(join(root, 'docs', 'locked.txt'), '%locked the honey is in the cellar')
  await writeFile(join(root, 'docs', 'open.txt'), 'the wax is on the shelf')
  const sourceId = await library.addSource(join(root, 'docs'))
  await library.run({ sourceIds: [sourceId] })
  expect(outcomes()).toEqual([
    ['locked.txt', 'file-encrypted'],
    ['open.txt', 'indexed'],
  ])
  const fileIds = library.stores.files
    .list({ limit: 10 })
    .filter(({ name }) => name === 'locked.txt')
    .map(({ id }) => id)
  const wrong = await library.run({ fileIds, password: 'canary-of-the-wrong-word' })
  expect(outcomes()[0]).toEqual(['locked.txt', 'password-wrong'])
  const right = await library.run({ fileIds, password: 'sesame' })
  expect(right.report.counts).toMatchObject({ scanned: 1, indexed: 1 })
  expect((await library.index.searchWords('cellar', 5, null)).length).toBe(1)
  const later = await library.run({ sourceIds: [sourceId] })
  expect(later.report.counts).toMatchObject({ scanned: 2, unchanged: 2 })

  expect(JSON.stringify([wrong, right, later, library.faults])).not.toMatch(/canary-of|sesame/)
  await library.stores.committed()
  for (const entry of await readdir(join(root, 'data'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    expect(bytes.includes('canary-of') || bytes.includes('sesame'), entry.name).toBe(false)
  }
})

test('two requests with different passwords are two runs', async () => {
  await writeFile(join(root, 'docs', 'locked.txt'), '%locked the honey is in the cellar')
  const sourceId = await library.addSource(join(root, 'docs'))
  await library.run({ sourceIds: [sourceId] })
  const fileIds = library.stores.files.list({ limit: 10 }).map(({ id }) => id)
  const runs = ['first', 'sesame', 'sesame'].map((password) => library.runs.start({ fileIds, password }))
  expect(new Set(runs).size).toBe(2)
  await library.runs.idle()
  expect(outcomes()).toEqual([['locked.txt', 'indexed']])
})
