/**
 * Promise 21, on the whole line: children that parse and embed are killed in mid-work, each kind, and the engine goes
 * on. And the other half of it: where no child lives, nothing is parsed or embedded, for there is no other way.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { clientOf } from '../../core/engine/engine.ts'
import type { Child, ChildOptions, Spawner } from '../../core/ports/spawner.ts'
import type { FileStatus, RunReport } from '../../core/types/library.ts'
import { type Composed, composeEngine } from '../../host/compose.ts'
import { readEnvironment } from '../../host/environment.ts'
import { programPlaces } from '../../host/paths.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { temporaryFolder } from './alcove.ts'

const program = programPlaces()
const forks = createForkSpawner({ distFolder: program.dist, environment: process.env })
const never = new AbortController().signal

type Client = ReturnType<typeof clientOf>

/** Real children, each of which is shown to `born`. */
function watched(born: (child: Child, options: ChildOptions) => void): Spawner {
  return {
    spawn(options) {
      const child = forks.spawn(options)
      born(child, options)
      return child
    },
  }
}

async function started(spawner: Spawner): Promise<{ readonly engine: Composed; readonly client: Client }> {
  const engine = await composeEngine({ dataFolder: await temporaryFolder('children-data'), program, version: '0', environment: readEnvironment(), spawner })
  return { engine, client: clientOf(engine.router, { door: 'command-line' }) }
}

async function folderOf(files: number, paragraphs: number): Promise<string> {
  const folder = join(await temporaryFolder('children-files'), 'files')
  await mkdir(folder)
  for (let n = 1; n <= files; n++) {
    const text = Array.from(
      { length: paragraphs },
      (_, p) => `Zq${n}x stands in part ${p}. ${'The pump in the northern hall was checked and its seal replaced. '.repeat(12)}`,
    )
    await writeFile(join(folder, `file-${n}.${n % 2 === 0 ? 'md' : 'txt'}`), `${text.join('\n\n')}\n`)
  }
  return folder
}

async function add(client: Client, folder: string): Promise<{ readonly report: RunReport; readonly files: readonly FileStatus[] }> {
  const { runId } = await client.library.add({ paths: [folder] })
  const files: FileStatus[] = []
  for await (const event of await client.library.follow({ runId: runId ?? '' }, { signal: never })) {
    if (event.type === 'file') files.push(event.file)
    if (event.type === 'done') return { report: event.report, files }
  }
  throw new Error('a run without its end')
}

test('promise 21: parsers and embedding workers killed in mid-work, again and again, cost at most the file at work', { timeout: 180_000 }, async () => {
  const living = new Map<Child, ChildOptions>()
  const killed = new Map<string, number>()
  const { engine, client } = await started(
    watched((child, options) => {
      living.set(child, options)
      child.onExit(() => living.delete(child))
    }),
  )
  try {
    const adding = add(client, await folderOf(24, 14))
    const ended = adding.then(() => true)
    for (let round = 0; !(await Promise.race([ended, wait(150 + (round % 5) * 60, false)])); round++) {
      if (round >= 16) continue
      const entry = round < 4 || round % 2 === 0 ? 'embedding-worker' : 'parser'
      const wanted = round < 2 ? 'parser' : entry
      const victim = [...living].find(([, options]) => options.entry === wanted)?.[0]
      if (victim === undefined) continue
      victim.kill()
      killed.set(wanted, (killed.get(wanted) ?? 0) + 1)
    }
    const { report, files } = await adding
    expect(report.stopped).toBe(false)
    expect([...killed.keys()].sort()).toEqual(['embedding-worker', 'parser'])
    expect(report.counts).toMatchObject({ scanned: 24, pending: 0, indexed: 24 - report.counts.failed })
    for (const { outcome } of files.filter((file) => file.outcome?.kind === 'failed'))
      expect(['parser-crashed', 'model-stopped']).toContain(outcome?.kind === 'failed' ? outcome.code : '')

    const failed = files.filter((file) => file.outcome?.kind === 'failed').map(({ id }) => id)
    if (failed.length > 0) {
      const { runId } = await client.library.retry({ fileIds: failed })
      for await (const event of await client.library.follow({ runId }, { signal: never }))
        if (event.type === 'done') expect(event.report.counts.indexed).toBe(failed.length)
    }
    const { sources } = await client.library.sources()
    expect(sources[0]).toMatchObject({ counts: { scanned: 24, indexed: 24 } })
    expect(sources[0]?.embedded).toBe(sources[0]?.passages)
    for (const mode of ['keyword', 'vector'] as const) expect((await client.search.find({ query: 'Zq7x', mode })).results.length).toBeGreaterThan(0)
  } finally {
    await engine.close()
  }
})

test('where every parser dies at birth nothing is parsed: each file fails by itself, and the engine lives', { timeout: 120_000 }, async () => {
  const { engine, client } = await started(
    watched((child, { entry }) => {
      if (entry === 'parser') child.kill()
    }),
  )
  try {
    const { report, files } = await add(client, await folderOf(3, 2))
    expect(report).toMatchObject({ stopped: false, passages: 0, counts: { scanned: 3, failed: 3 } })
    expect(files.map(({ outcome }) => outcome)).toEqual(files.map(() => ({ kind: 'failed', code: 'parser-crashed' })))
    expect((await client.search.find({ query: 'pump', mode: 'keyword' })).results).toEqual([])
  } finally {
    await engine.close()
  }
})

test('where every embedding worker dies at birth nothing is embedded: files fail, are found by their words, and are made whole later', {
  timeout: 120_000,
}, async () => {
  let deadly = true
  const { engine, client } = await started(
    watched((child, { entry }) => {
      if (deadly && entry === 'embedding-worker') child.kill()
    }),
  )
  try {
    const { report, files } = await add(client, await folderOf(2, 2))
    expect(report).toMatchObject({ stopped: false, counts: { scanned: 2, failed: 2 } })
    expect(files.map(({ outcome }) => outcome)).toEqual(files.map(() => ({ kind: 'failed', code: 'model-stopped' })))
    expect((await client.search.find({ query: 'Zq2x', mode: 'keyword' })).results[0]?.file).toContain('file-2.md')
    expect((await client.library.sources()).sources[0]?.embedded).toBe(0)
    deadly = false
    const { runId } = await client.library.sync({})
    for await (const event of await client.library.follow({ runId }, { signal: never })) if (event.type === 'done') expect(event.report.counts.indexed).toBe(2)
    expect((await client.search.find({ query: 'Zq2x', mode: 'vector' })).results.length).toBeGreaterThan(0)
  } finally {
    await engine.close()
  }
})
