/** Data sets on the command line over our sample documents: drafted without a model, killed and drafted on, looked through, cleaned, frozen, taken out and in. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStores } from '../../../core/store/open-stores.ts'
import type { DataSet, DataSetVersion, Example, Leak } from '../../../core/types/data-set.ts'
import { alcove, startAlcove } from '../../anomaly/alcove.ts'

const samples = resolve(import.meta.dirname, '../../../samples')
let folder = ''
let data = ''

const on = (...args: readonly string[]) => alcove(['tune', ...args, '--data', data])

async function json<T>(...args: readonly string[]): Promise<T> {
  const { stdout, stderr, code } = await on(...args, '--json')
  expect([code, stderr]).toEqual([0, expect.any(String)])
  return JSON.parse(stdout) as T
}

/** What stands in the profile while another process works in it. */
function held(): number {
  const stores = openStores(join(data, 'alcove.db'))
  try {
    return stores.dataSets.list()[0]?.counts.waiting ?? 0
  } finally {
    stores.close()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-tune-'))
  data = join(folder, 'data')
  expect((await alcove(['add', samples, '--data', data])).code).toBe(0)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('from documents to a frozen version and a file that comes in again', async () => {
  await json<DataSet>('dataset', 'new', 'Field guide')
  const draft = ['dataset', 'draft', 'Field guide', '--per-document', '12', '--distractors', '1']

  const killed = startAlcove(['tune', ...draft, '--data', data])
  for (const end = Date.now() + 60_000; held() === 0 && Date.now() < end; ) await new Promise((settle) => setTimeout(settle, 10))
  killed.child.kill('SIGKILL')
  await killed.ended
  const left = held()
  expect(left).toBeGreaterThan(0)

  const drafted = await json<DataSet>(...draft)
  expect(drafted.progress).toMatchObject({ state: 'done' })
  expect(drafted.counts.waiting).toBe(left + (drafted.progress?.drafted ?? 0))
  const { examples } = await json<{ examples: Example[] }>('review', 'Field guide', '--list', '--limit', '1000')
  expect(examples).toHaveLength(drafted.counts.waiting)
  expect(new Set(examples.map(({ input, group }) => `${group} ${input}`)).size).toBe(examples.length)
  expect(
    examples.filter(
      ({ answerable, passages, output }) => answerable && !passages.some(({ golden, text }) => golden && text.replace(/\s+/g, ' ').includes(output)),
    ),
  ).toEqual([])

  const [first, second] = examples
  await json('review', 'Field guide', '--accept', 'all', '--reject', first?.id ?? '', '--edit', second?.id ?? '', '--output', 'As the guide says.')
  expect((await on('review', 'Field guide', '--edit', first?.id ?? '')).code).toBe(2)
  expect((await on('review', 'Field guide', '--accept', '0')).code).toBe(3)
  expect((await on('train', 'start', 'Field guide', '--base', 'gguf:none', '--name', 'none', '--version-number', '9')).code).toBe(3)
  expect((await on('dataset', 'import', 'Field guide', join(folder, 'none'))).stderr).toContain('There is nothing at')
  expect(await on('train', 'list', '--json')).toMatchObject({ code: 3, stdout: '{"trainings":[]}\n' })
  const cleaned = await json<{ removed: number; dataSet: DataSet }>('dataset', 'clean', 'Field guide')
  expect(cleaned.dataSet.counts).toMatchObject({ rejected: 1, waiting: 0, accepted: examples.length - 1 - cleaned.removed })

  const version = await json<DataSetVersion>('dataset', 'freeze', 'Field guide', '--seed', '7')
  expect(version).toMatchObject({ number: 1, seed: 7 })
  expect(await json<{ leaks: Leak[] }>('dataset', 'leaks', 'Field guide')).toEqual({ leaks: [] })
  const file = join(folder, 'test.jsonl')
  await json('dataset', 'export', 'Field guide', file, '--split', 'test')
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(version.counts.test)

  await json('dataset', 'new', 'Copy')
  await writeFile(file, `${readFileSync(file, 'utf8')}broken\n`)
  expect(await json('dataset', 'import', 'Copy', file)).toMatchObject({ added: version.counts.test, removed: 1 })
  const listed = await on('dataset', 'removals', 'Copy')
  expect(listed.stdout).toBe(`${version.counts.test + 1}\tnot an example\tbroken\n`)
})
