/**
 * From a folder of documents to a comparison, on the real engine, index, embedder and llama.cpp with a small real model. Only training is
 * scripted: it hands over adapters that the real trainer made (`npm run test:train` walks the same line with it).
 */
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../core/engine/engine.ts'
import { defaultTrainingSettings } from '../../core/types/training.ts'
import { say } from '../../core/words/words.ts'
import { type Composed, composeEngine } from '../../host/compose.ts'
import { readEnvironment } from '../../host/environment.ts'
import { programPlaces } from '../../host/paths.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { type ScriptedPython, scriptedPython } from '../fakes/trainer/scripted-python.ts'
import { baseName, gain, walk } from '../train/whole-line.ts'

const fixtures = resolve(import.meta.dirname, '../fixtures')
let root: string
let python: ScriptedPython
let engine: Composed

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'alcove-tune-'))
  mkdirSync(join(root, 'scripted'))
  python = scriptedPython(join(root, 'scripted'))
  const environment = readEnvironment()
  const all = { ...environment.all, PATH: [join(python.path, '..'), environment.all['PATH'] ?? ''].join(delimiter) }
  const program = programPlaces()
  const spawner = createForkSpawner({ distFolder: program.dist, environment: all })
  engine = await composeEngine({ dataFolder: join(root, 'data'), program, version: '0', environment: { ...environment, home: root, all }, spawner })
})
afterAll(async () => {
  await engine.close()
  rmSync(root, { recursive: true, force: true })
})

test('an adapter raises the score on documents that it never saw, one trained on dealt-out labels does not, and the report says what that proves', async () => {
  const client = clientOf(engine.router, { door: 'command-line' })
  await client.training.install()
  for await (const { state } of await client.training.followTrainer()) if (state === 'ready') break
  const { version, trainings, adapters, results, report } = await walk(client, {
    folder: join(root, 'notes'),
    base: join(fixtures, 'models/house-style.gguf'),
    documents: 60,
    settings: { ...defaultTrainingSettings, rank: 8, alpha: 16 },
    before: (name) => python.write({ adapter: join(fixtures, 'models/ledger', name === 'ledger' ? 'right' : 'dealt') }),
  })

  expect(version.counts.train + version.counts.validation + version.counts.test).toBe(120)
  expect(trainings.map(({ state, adapter, best }) => [state, adapter, best])).toEqual([
    ['done', `${baseName}+ledger`, true],
    ['done', `${baseName}+dealt`, true],
  ])
  expect(adapters.find(({ name }) => name === 'ledger')).toMatchObject({
    origin: 'trained',
    versionId: version.id,
    staleness: { changed: 0, gone: 0 },
    preflight: { passed: true, results: expect.arrayContaining([{ check: 'tokenizer', state: 'passed' }]) },
  })

  const { experiment, main, tiny } = results
  expect(experiment).toMatchObject({ state: 'done', questions: version.counts.test, failed: 0 })
  expect(main).toBe('rougeL')
  expect(gain(results, 2)).toMatchObject({ low: expect.toSatisfy((low: number) => low > 0.5) })
  expect(gain(results, 4).low).toBeLessThanOrEqual(0)
  expect(tiny).toBe(true)
  expect(report).toContain(say('experiment.tiny'))
})

test('an adapter is told to be stale as soon as a run has found its documents changed', async () => {
  const client = clientOf(engine.router, { door: 'command-line' })
  const ending = new AbortController()
  const told = await client.adapters.follow(undefined, { signal: ending.signal })
  const notes = readdirSync(join(root, 'notes')).map((name) => join(root, 'notes', name))
  for await (const adapters of told) {
    const staleness = adapters.find(({ name }) => name === 'ledger')?.staleness
    if (staleness === undefined || staleness === null) throw new Error('no staleness')
    if (staleness.changed === staleness.documents) break
    expect(staleness).toMatchObject({ changed: 0, gone: 0 })
    for (const note of notes) appendFileSync(note, '\nPaid since.\n')
    await client.library.sync({})
  }
  ending.abort()
})
