/** Counting, listing, limits, summaries and comparisons on the command line, over the real samples. */
import { copyFileSync, mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Receipt } from '../../../core/types/answer.ts'
import { alcove } from '../../anomaly/alcove.ts'
import { type Served, serve } from '../browser/served.ts'

interface Asked {
  readonly answer: string
  readonly answered: boolean
  readonly mode: string
  readonly citations: readonly { readonly file: string; readonly quote: string; readonly supported: boolean | null }[]
  readonly list?: {
    readonly total: number
    readonly of: string
    readonly copies: number
    readonly files: readonly { readonly fileName: string; readonly copies: readonly string[] }[]
  }
  readonly receipt: Receipt
}

interface Found {
  readonly results: readonly { readonly file: string }[]
}

const samples = resolve(import.meta.dirname, '../../../samples')
let served: Served
let folder: string

async function json<T>(...args: readonly string[]): Promise<T> {
  const { stdout } = await alcove([...args, '--data', join(served.folder, 'data'), '--json'])
  return JSON.parse(stdout) as T
}

const ask = async (question: string, ...more: readonly string[]) => await json<Asked>('ask', question, '--model', 'none', ...more)
const names = ({ list }: Asked) => list?.files.map(({ fileName }) => fileName)

beforeAll(async () => {
  served = await serve()
  folder = join(served.documents, 'society')
  mkdirSync(join(folder, 'old'), { recursive: true })
  for (const name of readdirSync(samples)) copyFileSync(join(samples, name), join(folder, name))
  copyFileSync(join(samples, 'Growing tomatoes.html'), join(folder, 'old', 'Tomatoes again.html'))
  const before = new Date(2023, 4, 2)
  utimesSync(join(folder, 'Water report 2025.pdf'), before, before)
  await json('add', folder)
})
afterAll(() => served?.close())

test('files are counted and listed exactly, copies once', async () => {
  const all = await ask('How many files do I have?')
  expect([all.answered, all.mode, all.list?.total, all.list?.copies]).toEqual([true, 'quotes', 5, 1])
  const tomatoes = await ask('Which files mention tomatoes?')
  expect(names(tomatoes)).toEqual(['Growing tomatoes.html', 'Read me first.md'])
  expect(tomatoes.list?.files[0]?.copies).toEqual([join(folder, 'old', 'Tomatoes again.html')])
  for (const { quote } of tomatoes.citations) expect(quote.toLowerCase()).toContain('tomato')
  expect(names(await ask('List all files from May 2023'))).toEqual(['Water report 2025.pdf'])
  expect(names(await ask('Welche Dateien erwähnen Elsie Ward?'))?.length).toBeGreaterThan(0)
})

test('limits of the question and of the command line hold, and the receipt says which', async () => {
  const named = await ask('What does "Water report 2025.pdf" say about a split pipe?')
  expect(named.receipt.understood).toMatchObject([{ kind: 'files', names: ['Water report 2025.pdf'] }])
  expect(new Set(named.receipt.passages.map(({ file }) => file))).toEqual(new Set([join(folder, 'Water report 2025.pdf')]))
  const { results } = await json<Found>('search', 'garden', '--type', 'docx')
  expect(new Set(results.map(({ file }) => file))).toEqual(new Set([join(folder, 'Society rules.docx')]))
  const old = await json<Found>('search', 'garden', '--until', '2023')
  expect(new Set(old.results.map(({ file }) => file))).toEqual(new Set([join(folder, 'Water report 2025.pdf')]))
  expect((await alcove(['search', 'garden', '--since', 'May', '--data', join(served.folder, 'data')])).code).toBe(2)
})

test('whole files are summarised and compared without a model, each sentence cited, every section accounted for', async () => {
  const rules = join(folder, 'Society rules.docx')
  const summary = await json<Asked>('summarise', rules, '--model', 'none')
  expect([summary.answered, summary.receipt.sections?.left]).toEqual([true, []])
  expect(summary.receipt.sections?.read).toBe(summary.receipt.sections?.total)
  expect(summary.citations.length).toBeGreaterThan(1)
  const both = await json<Asked>('summarise', rules, join(folder, 'Water report 2025.pdf'), '--compare', '--model', 'none')
  expect(new Set(both.citations.map(({ file }) => file)).size).toBe(2)
  expect((await alcove(['summarise', rules, '--compare', '--data', join(served.folder, 'data')])).code).not.toBe(0)
  expect((await alcove(['summarise', join(folder, 'nothing.txt'), '--data', join(served.folder, 'data')])).code).not.toBe(0)
})
