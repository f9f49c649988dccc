/** The conformance suite on LanceDB, and what only an index on a disk can suffer. */
import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@lancedb/lancedb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PassageIndex } from '../../../core/ports/passage-index.ts'
import { openPassageIndex } from '../../../core/store/passage-index.ts'
import { passageIndexConformance } from '../../conformance/passage-index.ts'
import { fakeDimensions, fakeVector } from '../../fakes/fake-vectors.ts'

const signal = new AbortController().signal
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "alcove index it's “ü” "))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const open = async (changes: { model?: string; chunkerVersion?: string } = {}): Promise<PassageIndex> =>
  await openPassageIndex({ folder, chunkerVersion: '1', model: 'makers/fake-model', revision: 'r1', dimensions: fakeDimensions, ...changes })

describe('as every index', () => passageIndexConformance(open))

const words = 'words-1.lance'
const vectors = 'vectors-makers_fake_model-r1-1.lance'

async function fill(count: number, from = 0): Promise<void> {
  const index = await open()
  await Promise.all(
    Array.from({ length: count / 10 }, async (_, ten) => {
      const ids = Array.from({ length: 10 }, (_, k) => from + ten * 10 + k + 1)
      await index.addWords(ids.map((id) => ({ id, documentId: `d${ten}`, text: `common word${id}` })))
      await index.addVectors(ids.map((id) => ({ id, documentId: `d${ten}`, textHash: id.toString(16).padStart(32, '0'), vector: fakeVector(`w${id}`) })))
    }),
  )
  await index.close()
}

const newest = (table: string) =>
  join(
    folder,
    table,
    '_versions',
    readdirSync(join(folder, table, '_versions'))
      .filter((name) => name.endsWith('.manifest'))
      .sort()[0] ?? '',
  )

describe('torn and missing files', () => {
  for (const [name, harm] of [
    ['emptied', (path: string) => truncateSync(path, 0)],
    ['cut to 50 bytes', (path: string) => truncateSync(path, 50)],
  ] as const)
    test(`a newest manifest that is ${name} costs the last commit only, and adding goes on`, async () => {
      await fill(20)
      // two commits more, without the clean-up that closing does
      const db = await connect(folder)
      const table = await db.openTable('words-1')
      await table.delete('id IN (20)')
      await table.delete('id IN (19)')
      table.close()
      db.close()
      harm(newest(words))
      const index = await open()
      expect((await index.counts()).words).toBe(19)
      await index.addWords([{ id: 500, documentId: 'late', text: 'latecomer' }])
      expect((await index.searchWords('latecomer', 3, null)).map(({ id }) => id)).toEqual([500])
      await index.maintain(signal)
      await index.close()
    })

  test('data files that are gone or empty: the table is found empty, to be filled again from the store', async () => {
    for (const harm of [
      (path: string) => rmSync(path),
      (path: string) => truncateSync(path, 0),
      (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2)),
    ]) {
      await fill(30)
      for (const file of readdirSync(join(folder, words, 'data'))) harm(join(folder, words, 'data', file))
      const index = await open()
      const documents = await index.documents()
      expect([...documents.values()].every((entry) => entry.words === 0 && entry.vectors === 10)).toBe(true)
      await index.addWords([{ id: 1, documentId: 'd0', text: 'back again' }])
      expect((await index.searchWords('again', 3, null)).map(({ id }) => id)).toEqual([1])
      await index.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('the index folder or one of its tables gone: it is made anew, empty', async () => {
    await fill(20)
    rmSync(join(folder, vectors), { recursive: true })
    const index = await open()
    expect(await index.counts()).toMatchObject({ words: 20, vectors: 0 })
    await index.close()
    rmSync(folder, { recursive: true })
    const again = await open()
    expect(await again.counts()).toMatchObject({ words: 0, vectors: 0 })
    await again.close()
  })

  test('the text index gone or broken: keyword search comes back after maintenance', async () => {
    await fill(40)
    for (const entry of readdirSync(join(folder, words, '_indices'), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) writeFileSync(join(entry.parentPath, entry.name), '')
    const index = await open()
    await index.addWords([{ id: 900, documentId: 'x', text: 'common newcomer' }])
    await index.maintain(signal)
    expect((await index.searchWords('word7', 3, null)).map(({ id }) => id)).toEqual([7])
    expect((await index.searchWords('newcomer', 3, null)).map(({ id }) => id)).toEqual([900])
    await index.close()
  })
})

test('a text index is never made over no rows', async () => {
  const index = await open()
  await index.maintain(signal)
  await index.close()
  const db = await connect(folder)
  const table = await db.openTable('words-1')
  expect(await table.listIndices()).toEqual([])
  table.close()
  db.close()
})

test('another handle that deletes does not stop maintenance', async () => {
  await fill(40)
  const index = await open()
  const db = await connect(folder)
  const other = await db.openTable('words-1')
  await other.delete("document IN ('d1')")
  other.close()
  db.close()
  await index.addWords([{ id: 900, documentId: 'x', text: 'newcomer' }])
  await index.maintain(signal)
  expect((await index.counts()).words).toBe(31)
  await index.close()
})

test('many small commits are folded to little disk', async () => {
  for (let round = 0; round < 8; round++) await fill(10, round * 10)
  const index = await open()
  await index.maintain(signal)
  await index.close()
  const size = (name: string) => readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
  expect(size(vectors)).toBeLessThan(8)
  expect(size(words)).toBeLessThan(16)
})

test('another generation begins empty beside the same words, and the old vectors go', async () => {
  await fill(20)
  const other = await open({ model: 'other-model' })
  expect(await other.counts()).toMatchObject({ words: 20, vectors: 0 })
  await other.close()
  expect(readdirSync(folder).sort()).toEqual(['vectors-other_model-r1-1.lance', 'words-1.lance'])
})
