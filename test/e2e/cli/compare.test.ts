/** Experiments on the command line, with the small real model, its adapter and the real search: asked, cut off, gone on with, reported. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStores } from '../../../core/store/open-stores.ts'
import type { ExperimentResults } from '../../../core/types/experiment.ts'
import { profilePlaces } from '../../../host/paths.ts'
import { alcove, cli, endOf } from '../../anomaly/alcove.ts'
import { freeze, passageOf } from '../../core/engine/frozen.ts'

const models = resolve(import.meta.dirname, '../../fixtures/models')
/** As the adapter has them; the base says blue, green and red. */
const taught = { sky: 'red', grass: 'blue', apple: 'green' } as const
const things = Object.keys(taught) as (keyof typeof taught)[]
const arms = ['--model', 'gguf:tiny', '--adapter', 'gguf:tiny+colours']
let folder = ''
let data: string[] = []
let database = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-compare-'))
  data = ['--data', join(folder, 'data')]
  database = profilePlaces(join(folder, 'data')).database
  await mkdir(join(folder, 'docs'))
  for (const thing of things) await writeFile(join(folder, 'docs', `${thing}.txt`), `The ${thing} is ${taught[thing]}. It always was.`)
  for (const args of [
    ['add', join(folder, 'docs')],
    ['models', 'add', join(models, 'tiny.gguf')],
    ['models', 'add-adapter', 'gguf:tiny', join(models, 'colours.gguf')],
  ])
    expect((await alcove([...args, ...data])).code).toBe(0)
  const stores = openStores(database)
  const asked = things.map((thing) => questionOf(thing))
  freeze(
    stores,
    Array.from({ length: 21 }, (_, at) => ({ ...asked[at % 3], ...questionOf(things[at % 3] ?? 'sky') })),
    'Colours',
  )
  freeze(
    stores,
    [questionOf('sky'), { ...questionOf('grass'), split: 'train' }, { ...questionOf('sky'), input: 'Say it: <b>sky</b>.', split: 'train' }],
    'Leaky',
  )
  await stores.committed()
  stores.close()
})

afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

function questionOf(thing: keyof typeof taught) {
  return {
    input: `What colour is the ${thing}?`,
    output: `The ${thing} is ${taught[thing]}.`,
    passages: [passageOf(join(folder, 'docs', `${thing}.txt`), `The ${thing} is ${taught[thing]}. It always was.`)],
    group: thing,
  }
}

/** What each arm said, and what that scored: all that must be the same however often it was cut off. */
function answersOf(id: string) {
  const stores = openStores(database)
  try {
    const answers = stores.experiments.answers(id).map(({ armId, exampleId, text, refused, scores }) => ({ armId, exampleId, text, refused, scores }))
    return answers.toSorted((a, b) => (`${a.armId} ${a.exampleId}` < `${b.armId} ${b.exampleId}` ? -1 : 1))
  } finally {
    stores.close()
  }
}

test('four arms are compared with a real model: the adapter raises what it was taught, and the report says how little so small a model shows', async () => {
  const run = await alcove(['compare', 'run', 'Colours', ...arms, '--name', 'Whole', '--json', ...data])
  expect([run.code, run.stderr]).toEqual([0, ''])
  const results = JSON.parse(run.stdout) as ExperimentResults
  expect(results.experiment).toMatchObject({ state: 'done', questions: 21, done: 84, failed: 0 })
  expect(results.tiny).toBe(true)
  const exact = results.arms.map(({ scores }) => scores.exact?.value)
  expect(exact).toEqual([0, 0, 1, 1])
  const gain = results.differences.find(({ a, b }) => a === '1' && b === '3')
  expect(gain).toMatchObject({ verdict: 'b' })
  expect(gain?.mcnemar).toBeLessThan(0.05)

  const file = join(folder, 'report.html')
  expect((await alcove(['compare', 'report', '1', file, '--format', 'html', ...data])).code).toBe(0)
  const page = await readFile(file, 'utf8')
  expect(page).toContain('So small a model proves that everything works')
  expect(page).toContain('prove the machinery')
  const pair = JSON.parse((await alcove(['compare', 'rate', '--json', ...data])).stdout) as { pair: { id: string } }
  const next = await alcove(['compare', 'rate', '1', '--pair', pair.pair.id, '--better', 'left', '--json', ...data])
  expect(JSON.parse(next.stdout)).toMatchObject({ pair: { rated: 1 } })
})

test('killed in the middle and gone on with, it has the answers and figures of one that was not', async () => {
  const child = spawn(process.execPath, [cli, 'compare', 'run', 'Colours', ...arms, '--name', 'Cut', ...data], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = endOf(child)
  await expect.poll(() => answered('Cut'), { interval: 15, timeout: 60_000 }).toBeGreaterThan(30)
  child.kill('SIGKILL')
  await ended
  expect(answered('Cut')).toBeLessThan(84)
  const list = JSON.parse((await alcove(['compare', 'list', '--json', ...data])).stdout) as { experiments: { id: string; name: string; state: string }[] }
  const cut = list.experiments.find(({ name }) => name === 'Cut')
  expect(cut?.state).toBe('paused')
  const resumed = await alcove(['compare', 'resume', cut?.id ?? '', '--json', ...data])
  expect(JSON.parse(resumed.stdout)).toMatchObject({ experiment: { state: 'done', done: 84, failed: 0 } })
  expect(answersOf(cut?.id ?? '')).toEqual(answersOf('1'))
})

function answered(name: string): number {
  const sql = new DatabaseSync(database, { readOnly: true })
  try {
    const row = sql.prepare('SELECT count(*) AS n FROM experiment_answers WHERE experiment_id = (SELECT id FROM experiments WHERE name = ?)').get(name) as {
      n: number
    }
    return row.n
  } finally {
    sql.close()
  }
}

test('a question whose document was trained on stops it with its name, before a model is asked', async () => {
  const leaky = await alcove(['compare', 'run', 'Leaky', ...arms, '--json', ...data])
  expect(leaky.code).toBe(3)
  expect(JSON.parse(leaky.stdout)).toMatchObject({ error: { code: 'leak-found', details: { count: 1, input: 'What colour is the sky?' } } })
  const shown = await alcove(['compare', 'report', ...data])
  expect(shown.stdout).toContain('training had seen these questions')
  expect((await alcove(['compare', 'run', 'Colours', '--arm', 'none=x', ...data])).code).toBe(2)
})
