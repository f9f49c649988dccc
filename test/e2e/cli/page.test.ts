/** Runs every example of docs/command-line.md, in order, and holds the page and DESIGN's shapes to what the program prints. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli, type Ended } from '../../anomaly/alcove.ts'
import { argumentsOf, pathsIn, shapeOf, shown } from './examples.ts'
import { run } from './run.ts'

const root = resolve(import.meta.dirname, '../../..')
const page = resolve(root, 'docs/command-line.md')
const block = /```console\n\$ (alcove [^\n]*)\n([^]*?)```/g

let home = ''
let ended: ReadonlyMap<string, Ended>
const part = (text: string, command: string): string =>
  text.split(/^(?=##+ )/m).find((section) => section.startsWith('#') && section.split('\n')[0]?.replace(/^#+ /, '') === command) ?? ''

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'alcove-page-')))
  cpSync(join(root, 'samples'), join(home, 'papers'), { recursive: true })
  await writeFile(join(home, 'letters.md'), '# A letter\n\nThe ferry leaves at nine.\n')
  await makeSets(join(home, 'sets'))
  const results = new Map<string, Ended>()
  await run(cli, ['add', 'letters.md'], home)
  for (const [, command = ''] of readFileSync(page, 'utf8').matchAll(block)) results.set(command, await run(cli, argumentsOf(command), home))
  ended = results
}, 240_000)
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

/** One small set of each kind. */
async function makeSets(folder: string): Promise<void> {
  const lines = (list: readonly object[]): string => list.map((line) => `${JSON.stringify(line)}\n`).join('')
  const [passages, documents] = [join(folder, 'passages'), join(folder, 'documents')]
  await mkdir(passages, { recursive: true })
  await mkdir(join(documents, 'files'), { recursive: true })
  await writeFile(
    join(passages, 'corpus.jsonl'),
    lines([
      { id: 'a', text: 'Hens lay eggs.' },
      { id: 'b', title: 'Boats', text: 'The ferry leaves at nine.' },
    ]),
  )
  await writeFile(join(passages, 'queries.jsonl'), lines([{ id: 'q', text: 'When does the ferry leave?', ignore: [] }]))
  await writeFile(join(passages, 'qrels.tsv'), 'query\tpassage\tscore\nq\tb\t1\n')
  cpSync(join(root, 'samples', 'Water report 2025.pdf'), join(documents, 'files', 'water.pdf'))
  await writeFile(join(documents, 'queries.jsonl'), lines([{ id: 'q', text: 'What did the split pipe cost?', file: 'water.pdf', pages: [3] }]))
}

const replyTo = (start: string): Ended => {
  const found = [...ended].find(([command]) => command.startsWith(start))
  if (found === undefined) throw new Error(`the page has no example that begins with ${start}`)
  return found[1]
}
const json = (start: string): unknown => JSON.parse(replyTo(start).stdout)

test('every example of the page prints what the page shows', () => {
  const text = readFileSync(page, 'utf8')
  const fresh = text.replace(block, (_, command: string) => `\`\`\`console\n$ ${command}\n${shown(ended.get(command), home)}\`\`\``)
  if (process.env['ALCOVE_WRITE_DOCS'] === '1') writeFileSync(page, fresh)
  const before = [...text.matchAll(block)].map(([, command, output]) => ({ command, output: shapeOf(output ?? '') }))
  const after = [...fresh.matchAll(block)].map(([, command, output]) => ({ command, output: shapeOf(output ?? '') }))
  expect(before.length).toBeGreaterThan(15)
  if (process.env['ALCOVE_WRITE_DOCS'] !== '1') expect(before).toEqual(after)
})

test('the page names every field that any example prints, in the part of its command', () => {
  const text = readFileSync(page, 'utf8')
  const common = `${part(text, 'What holds for every command')}${part(text, 'Anchors, outcomes and counts')}`
  const missing: string[] = []
  for (const [command, { stdout }] of ended) {
    if (!command.endsWith('--json')) continue
    const name = /^alcove (?:eval )?\w+/.exec(command)?.[0] ?? ''
    const section = name === 'alcove sync' ? part(text, 'alcove add') : part(text, name)
    for (const line of stdout.trim().split('\n'))
      for (const path of pathsIn(JSON.parse(line))) if (![section, common].some((words) => words.includes(`\`${path}\``))) missing.push(`${name}: ${path}`)
  }
  expect([...new Set(missing)]).toEqual([])
})

test('the JSON of search, ask and the measurements has exactly the fields agreed on', () => {
  const keys = (value: unknown): string[] => Object.keys(value as object).sort()
  const found = json('alcove search "hens') as { results: object[] }
  expect(keys(found)).toEqual(['query', 'results', 'timings'])
  expect(keys(found.results[0])).toEqual(['anchor', 'file', 'rank', 'score', 'text'])
  const answer = json('alcove ask "How many hens') as { citations: object[] }
  expect(keys(answer)).toEqual(['answer', 'answered', 'citations', 'claims', 'disagreements', 'mode', 'receipt'])
  expect(keys(answer.citations[0])).toEqual(['anchor', 'file', 'n', 'quote', 'supported'])

  const metrics = ['MRR@10', 'hit@1', 'nDCG@10', 'recall@10', 'recall@100']
  const passages = json('alcove eval retrieval') as Record<string, object>
  expect(keys(passages)).toEqual(['metrics', 'mode', 'passages', 'queries', 'set', 'timings'])
  expect(keys(passages['metrics'])).toEqual(metrics)
  expect(keys(passages['timings'])).toEqual(['passagesPerSecond', 'queryMsP50', 'queryMsP95'])
  const files = json('alcove eval files') as Record<string, { metrics: object }>
  expect(keys(files)).toEqual(['all', 'files', 'outcomes', 'queries', 'set', 'timings', 'within'])
  for (const range of ['all', 'within']) {
    expect(keys(files[range])).toEqual(['metrics'])
    expect(keys(files[range]?.metrics)).toEqual(metrics)
  }
  for (const line of replyTo('alcove eval parse').stdout.trim().split('\n'))
    expect(keys(JSON.parse(line))).toEqual(['blocks', 'characters', 'code', 'ms', 'outcome', 'path', 'peakMb'])
})

test('the examples end as the page says: done, failed, misused, nothing found', () => {
  const codes = Object.fromEntries([...ended].map(([command, { code }]) => [command, code]))
  const expected = Object.fromEntries(
    Object.keys(codes).map((command) => {
      if (command.includes('rocket') || command.includes('elsewhere')) return [command, 3]
      if (command.includes('--port 80000')) return [command, 2]
      if (command.includes('nowhere.md') || command.includes('--model small')) return [command, 1]
      return [command, 0]
    }),
  )
  expect(codes).toEqual(expected)
})

test('a measurement leaves nothing behind, in the folder named or in the profile', async () => {
  const data = join(home, 'measured')
  const { code, stdout } = await run(cli, ['eval', 'retrieval', 'sets/passages', '--mode', 'keyword', '--data', data], home)
  expect(code).toBe(0)
  expect(stdout).toContain('nDCG@10    1.0000')
  expect(await readdir(data)).toEqual([])
  const { sources } = JSON.parse((await run(cli, ['status', '--json'], home)).stdout) as { sources: { path: string }[] }
  expect(sources.map(({ path }) => basename(path))).toEqual(['papers'])
})
