/** Data sets on a real database: pages of many examples, filters, versions that stay as they were. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Stores } from '../../../core/ports/stores.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { exampleOf, frozenOf } from '../tune/examples.ts'

let folder = ''
let stores: Stores

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-data-sets-'))
  stores = openStores(join(folder, 'alcove.db'))
})
afterEach(async () => {
  stores.close()
  await rm(folder, { recursive: true, force: true })
})

test('ten thousand examples are counted, filtered and paged within a moment', () => {
  const { id } = stores.dataSets.create('Many', 1)
  stores.dataSets.add(
    id,
    Array.from({ length: 10_000 }, (_, at) =>
      exampleOf(`d${at % 300}`, {
        input: `Question ${at} of the Straße?`,
        output: 'It is so.',
        state: at % 10 === 0 ? 'accepted' : 'waiting',
        kind: at % 2 === 0 ? 'question' : 'summary',
      }),
    ),
    2,
  )
  const started = performance.now()
  expect(stores.dataSets.get(id)?.counts).toEqual({ waiting: 9_000, accepted: 1_000, rejected: 0, personalData: 0, documents: 300 })
  const first = stores.dataSets.examples(id, { limit: 100 })
  const deep = stores.dataSets.examples(id, { after: String(Number(first[0]?.id) + 9_000), limit: 100 })
  expect([first.length, deep.length, deep[0]?.input]).toEqual([100, 100, 'Question 9001 of the Straße?'])
  expect(stores.dataSets.examples(id, { state: 'accepted', kind: 'summary', limit: 10 })).toEqual([])
  expect(stores.dataSets.examples(id, { ids: [deep[0]?.id ?? '', 'x', first[1]?.id ?? ''], limit: 10 })).toEqual([first[1], deep[0]])
  expect(stores.dataSets.examples(id, { words: ['QUESTION', '9999', 'strasse'], limit: 10 })).toHaveLength(1)
  expect(performance.now() - started).toBeLessThan(1_500)
})

test('what is reviewed and saved changes the example and no version of it', () => {
  const { id } = stores.dataSets.create('Set', 1)
  const [one, two] = stores.dataSets.add(id, [exampleOf('a', { state: 'waiting' }), exampleOf('b', { state: 'waiting' })], 2)
  if (!one || !two) throw new Error('not added')
  const counts = { train: 1, validation: 0, test: 1 }
  const body = { dataSetId: id, frozenAt: 3, seed: 1, hash: 'h', counts, groups: counts, kinds: { question: 2 }, removed: 0 }
  const version = stores.dataSets.freeze(body, [
    { ...frozenOf('train', 'a'), ...one },
    { ...frozenOf('test', 'b'), ...two },
  ])
  expect(stores.dataSets.review(id, [one.id, '999', 'x'], 'rejected', 4)).toBe(1)
  stores.dataSets.save(id, { ...two, input: 'Anew?', edited: true }, 5)
  expect(stores.dataSets.example(id, one.id)?.state).toBe('rejected')
  expect(stores.dataSets.examples(id, { state: 'rejected', limit: 5 }).map((example) => example.state)).toEqual(['rejected'])
  expect(stores.dataSets.example(id, two.id)).toMatchObject({ input: 'Anew?', edited: true })
  expect(stores.dataSets.versionExamples(version.id, { limit: 5 }).map(({ input, state }) => [input, state])).toEqual([
    [one.input, 'waiting'],
    [two.input, 'waiting'],
  ])
  expect(stores.dataSets.freeze({ ...body, frozenAt: 6 }, []).number).toBe(2)
  expect(stores.dataSets.get(id)?.versions.map(({ number }) => number)).toEqual([2, 1])
  expect(stores.dataSets.remove(id)).toBe(true)
  expect([stores.dataSets.version(version.id), stores.dataSets.get(id), stores.dataSets.remove(id)]).toEqual([null, null, false])
})

test('removals are listed newest first, and ids of others name nothing', () => {
  const { id } = stores.dataSets.create('Set', 1)
  const removal = (input: string) => ({ reason: 'empty' as const, input, of: null, line: null, at: 1, files: ['/docs/a.md'] })
  const other = stores.dataSets.create('Other', 1)
  const [foreign] = stores.dataSets.add(other.id, [exampleOf('a')], 1)
  stores.dataSets.takeOut(id, [foreign?.id ?? ''], [removal('first'), removal('second')], 2)
  expect(stores.dataSets.removals(id, { skip: 0, limit: 1 })).toMatchObject({ total: 2, removals: [{ input: 'second' }] })
  expect(stores.dataSets.removals(id, { skip: 1, limit: 5 }).removals).toMatchObject([{ input: 'first' }])
  expect(stores.dataSets.get(other.id)?.counts.accepted).toBe(1)
  expect(stores.dataSets.example(id, foreign?.id ?? '')).toBe(null)
})
