/** The index keeper: real tables, folded in a real child while rows go in, and a child that is killed at it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PassageIndex } from '../../../core/ports/passage-index.ts'
import type { FoldOrder } from '../../../core/store/index/fold-apart.ts'
import { openPassageIndex } from '../../../core/store/passage-index.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import { createIndexKeeper, type IndexKeeper } from '../../../host/processes/keep-index.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'
import { fakeDimensions, fakeVector } from '../../fakes/fake-vectors.ts'

const signal = new AbortController().signal
const forks = createForkSpawner({ distFolder: resolve('dist'), environment: process.env })

let folder = ''
let children: Child[] = []
/** Each order, and what became of it. */
let orders: { readonly order: FoldOrder; ended: boolean }[] = []
let keeper: IndexKeeper
let index: PassageIndex

const spawner: Spawner = {
  spawn(options) {
    const child = forks.spawn(options)
    children.push(child)
    return child
  },
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-keeper-'))
  children = []
  orders = []
  keeper = createIndexKeeper(spawner)
  index = await openPassageIndex({
    folder,
    chunkerVersion: '1',
    model: 'fake',
    revision: 'r1',
    dimensions: fakeDimensions,
    async foldApart(order) {
      const entry = { order, ended: false }
      orders.push(entry)
      const done = await keeper.fold(order)
      entry.ended = true
      return done
    },
  })
})
afterEach(async () => {
  await index.close()
  await keeper.close()
  await rm(folder, { recursive: true, force: true })
})

const row = (id: number) => ({ id, documentId: `d${id % 7}`, text: `common word${id} ${'filling '.repeat(20)}` })
const vector = (id: number) => ({ id, documentId: `d${id % 7}`, textHash: id.toString(16).padStart(32, '0'), vector: fakeVector(`w${id}`) })
const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at)

async function expectWhole(count: number): Promise<void> {
  expect(await index.counts()).toEqual({ words: count, vectors: count, unindexedWords: 0 })
  const documents = [...(await index.documents()).values()]
  expect(documents.some(({ twice }) => twice)).toBe(false)
  expect(documents.reduce((sum, { words }) => sum + words, 0)).toBe(count)
  for (const id of [1, Math.floor(count / 2), count]) expect((await index.searchWords(`word${id}`, 3, null)).map((hit) => hit.id)).toEqual([id])
}

test('a large table is folded by the child while rows go in and others come out; nothing is lost, doubled or left out', { timeout: 120_000 }, async () => {
  await Promise.all([index.addWords(many(1, 6_000).map(row)), index.addVectors(many(1, 6_000).map(vector))])
  let count = 6_000
  for (let round = 0; round < 25; round++) {
    const folding = round % 4 === 3 ? index.maintain(signal) : Promise.resolve()
    await Promise.all([index.addWords(many(count + 1, 400).map(row)), index.addVectors(many(count + 1, 400).map(vector))])
    count += 400
    expect((await index.searchWords(`word${count}`, 1, null)).map(({ id }) => id)).toEqual([count])
    await folding
  }
  await index.maintain(signal)
  expect(orders.length).toBeGreaterThan(6)
  expect(new Set(orders.map(({ order }) => order.kind))).toEqual(new Set(['words', 'vectors']))
  await expectWhole(count)
  await index.removeDocuments(['d3'])
  await index.maintain(signal)
  expect((await index.documents()).has('d3')).toBe(false)
  expect(await index.searchWords('word10', 3, null)).toEqual([])
})

test('kill -9 in mid-fold: another child makes the fold, and searches and rows that go in meanwhile notice nothing', { timeout: 120_000 }, async () => {
  await Promise.all([index.addWords(many(1, 8_000).map(row)), index.addVectors(many(1, 8_000).map(vector))])
  await index.maintain(signal)
  let count = 8_000
  for (let round = 0; round < 6; round++) {
    await Promise.all([index.addWords(many(count + 1, 300).map(row)), index.addVectors(many(count + 1, 300).map(vector))])
    count += 300
    const before = orders.length
    const folding = index.maintain(signal)
    await expect.poll(() => orders.length, { timeout: 20_000 }).toBeGreaterThan(before)
    await wait(round * 15)
    if (orders.at(-1)?.ended === false) children.at(-1)?.kill()
    expect((await index.searchWords('word17', 1, null)).map(({ id }) => id)).toEqual([17])
    await folding
  }
  // A kill may come when the fold is already made: a fold was cut where its order never ended.
  const cut = orders.flatMap(({ order, ended }, at) => (ended ? [] : [{ order, at }]))
  expect(cut.length).toBeGreaterThan(0)
  for (const { order, at } of cut) expect(orders.slice(at + 1).find((later) => later.order.kind === order.kind)).toEqual({ order, ended: true })
  expect(children.length).toBeGreaterThan(1)
  await expectWhole(count)
})

test('a small table is folded without a child', async () => {
  await index.addWords(many(1, 1_000).map(row))
  await index.maintain(signal)
  expect(children).toEqual([])
  expect((await index.counts()).unindexedWords).toBe(0)
})
