/** Every format on the command line: added, searched and asked about, each answer with the anchor that its format has. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Anchor } from '../../../core/types/anchor.ts'
import { alcove } from '../../anomaly/alcove.ts'
import { samples, writeIsland } from '../../fixtures/documents/island/island.ts'
import { type Served, serve } from '../browser/served.ts'

interface Found {
  readonly file: string
  readonly anchor: Anchor
  readonly text: string
}

interface Answer {
  readonly answered: boolean
  readonly mode: string
  readonly citations: readonly (Omit<Found, 'text'> & { readonly quote: string; readonly supported: boolean })[]
}

const questions = samples.flatMap(({ file, asked }) => asked.map((one) => ({ ...one, file })))
let served: Served
let folder: string

/** The one JSON document on standard output, from the engine that is open already. */
async function json<T>(...args: readonly string[]): Promise<T> {
  const { stdout, stderr, code } = await alcove([...args, '--data', join(served.folder, 'data'), '--json'])
  expect([code, stderr.includes('error:')]).toEqual([0, false])
  return JSON.parse(stdout) as T
}

beforeAll(async () => {
  served = await serve()
  folder = join(served.documents, 'island')
  mkdirSync(folder)
  await writeIsland(folder)
})
afterAll(() => served?.close())

test('all are read, pictures of pages too', async () => {
  const added = await json<{ readonly outcomes: Readonly<Record<string, number>>; readonly notIndexed: readonly unknown[] }>('add', folder)
  // what is a picture only is read afterwards, unless that has happened by now
  expect(added.outcomes).toMatchObject({ scanned: samples.length, pending: 0, skipped: 0, failed: 0, offline: 0 })
  const { outcomes, notIndexed, scans } = await json<typeof added & { readonly scans: unknown }>('sync', '--read-scans')
  expect([outcomes['scanned'], outcomes['empty'], notIndexed, scans]).toEqual([samples.length, expect.any(Number), [], null])
})

test.each(questions)('$name: search and ask tell where the words of $file are', async ({ file, question, words, anchor, view }) => {
  const path = join(folder, file)
  const [{ answered, mode, citations }, { results }] = await Promise.all([
    json<Answer>('ask', question, '--model', 'none'),
    json<{ readonly results: readonly Found[] }>('search', question, '-k', '3'),
  ])
  const [cited] = citations
  expect([answered, mode, cited?.file, cited?.supported]).toEqual([true, 'quotes', path, true])
  expect(cited?.quote.replaceAll(/\s+/g, ' ')).toContain(words)
  const found = results.find((one) => one.file === path && one.text.replaceAll(/\s+/g, ' ').includes(words))
  for (const one of [cited?.anchor, found?.anchor]) {
    if (one?.kind === 'page') expect(one.rects.every(([, , width, height]) => width > 0 && height > 0) && one.rects.length > 0).toBe(true)
    expect(one?.kind === 'page' ? { ...one, rects: [] } : one).toEqual(anchor)
  }
  expect(view === 'page').toBe(anchor.kind === 'page')
})
