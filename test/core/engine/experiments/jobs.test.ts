/** Experiments as jobs, on a real store and without a library: the arms get no passages. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Experiments } from '../../../../core/engine/experiments/experiments.ts'
import { createExperiments, type JobPorts } from '../../../../core/engine/experiments/jobs.ts'
import { armOrder } from '../../../../core/engine/experiments/run-arms.ts'
import { AlcoveError } from '../../../../core/errors.ts'
import type { Stores } from '../../../../core/ports/stores.ts'
import { openStores } from '../../../../core/store/open-stores.ts'
import type { FrozenExample } from '../../../../core/types/data-set.ts'
import { type Arm, defaultExperimentSettings, type ExperimentSettings } from '../../../../core/types/experiment.ts'
import { type AskedModel, scriptedChatModels } from '../../../fakes/scripted-chat-models.ts'
import { example } from '../../evaluate/experiment/material.ts'

const never = new AbortController().signal
const questions = Array.from({ length: 8 }, (_, at): FrozenExample => ({ ...example(String(at + 1)), split: 'test', hash: String(at) }))
const question = ({ turns }: AskedModel): number => Number(/Question (\d+)\?/u.exec(turns.at(-1)?.content ?? '')?.[1] ?? 0)

let folder: string
let stores: Stores
let said: (asked: AskedModel) => string | Promise<string>
let jobs: Experiments
let asked: AskedModel[]

function open(): Experiments {
  const models = scriptedChatModels([{ name: 'plain' }, { name: 'other' }, { name: 'judge' }], (one) => said(one))
  asked = models.asked
  const clock = { now: () => 7, elapsed: () => 7 }
  return createExperiments({
    experiments: stores.experiments,
    committed: () => stores.committed(),
    models: { ...models, tokens: async () => [] },
    ask: { clock } as unknown as JobPorts['ask'],
    hiddenText: () => 'leave-out',
    log: { info: () => undefined, error: () => undefined },
    heldOut: {
      version: () => ({ dataSet: 'Springs', number: 1, train: 0 }),
      examples: (_, split) => (split === 'test' ? questions : []),
      labels: () => [],
      leaks: async () => [],
      adapters: async () => [],
      trainingSeconds: () => null,
    },
    library: { documents: () => [], pagesOf: () => [], slice: () => [] },
    random: { id: () => 'secret' },
  })
}

async function start(name: string, settings: Partial<ExperimentSettings> = {}): Promise<string> {
  const arms = ['plain', 'other'].map((model) => ({ kind: 'base' as const, model }))
  return (await jobs.start({ name, versionId: '1', arms, settings: { ...defaultExperimentSettings, ...settings } }, never)).id
}
const state = (id: string) => jobs.all().find((one) => one.id === id)?.state
const reached = async (id: string, wanted: string) => await expect.poll(() => state(id)).toBe(wanted)

/** Holds the third question until it is let go. */
function holding() {
  let go = (): void => undefined
  const held = new Promise<string>((resolve) => {
    go = () => resolve('The lower spring.')
  })
  said = (one) => (question(one) === 3 ? held : 'The lower spring.')
  const waits = async () => await expect.poll(() => asked.some((one) => question(one) === 3)).toBe(true)
  return { waits, go }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-experiment-jobs-'))
  stores = openStores(join(folder, 'alcove.db'))
  said = () => 'The lower spring.'
  jobs = open()
})
afterEach(async () => {
  await jobs.close()
  stores.close()
  rmSync(folder, { recursive: true })
})

test('the arms come in random order, the same at every start', () => {
  const arms = ['1', '2', '3', '4'].map((id): Arm => ({ id, kind: 'base', model: id }))
  const order = (seed: number) => armOrder({ arms, settings: { ...defaultExperimentSettings, seed } }).map(({ id }) => id)
  expect(new Set(Array.from({ length: 20 }, (_, seed) => order(seed)[0]))).toEqual(new Set(['1', '2', '3', '4']))
  expect(order(5)).toEqual(order(5))
})

test('one at a time; what is paused stops asking, keeps no half answer, and lets the next go on', async () => {
  const { waits, go } = holding()
  const [one, two] = [await start('one'), await start('two')]
  await waits()
  expect([state(one), state(two)]).toEqual(['working', 'waiting'])
  expect(jobs.pause(one).state).toBe('paused')
  go()
  await reached(two, 'done')
  expect(stores.experiments.answers(one).map(({ exampleId }) => exampleId)).toEqual(['1', '2'])
  jobs.resume(one, false)
  await reached(one, 'done')
  const inOrder = asked.filter((each) => question(each) === 1)
  expect([stores.experiments.answers(one).length, inOrder.length]).toEqual([16, 4])
})

test('one that is removed has stopped; one that its engine closed on is paused', async () => {
  const { waits, go } = holding()
  const one = await start('one')
  await waits()
  const removed = jobs.remove(one)
  expect(jobs.all()).toHaveLength(1)
  go()
  await removed
  expect(jobs.all()).toEqual([])
  const again = holding()
  asked.length = 0
  const two = await start('two')
  await again.waits()
  const closed = jobs.close()
  again.go()
  await closed
  expect(stores.experiments.byId(two)?.state).toBe('paused')
  expect(stores.experiments.answers(two)).toHaveLength(2)
})

test('three failures in a row end it, three with an answer between them do not', async () => {
  const failing = (...numbers: readonly number[]) => {
    said = (one) => {
      if (numbers.includes(question(one))) throw new AlcoveError('model-stopped')
      return 'The lower spring.'
    }
  }
  failing(1, 2, 4, 5, 7)
  const one = await start('one')
  await reached(one, 'done')
  expect(jobs.all()[0]).toMatchObject({ done: 16, failed: 10 })
  failing(4, 5, 6)
  const two = await start('two')
  await reached(two, 'failed')
  expect(jobs.all()[0]).toMatchObject({ done: 6, failed: 3, failure: { code: 'model-stopped' } })
})

test('what leaked is never asked, however often it is taken up', async () => {
  await start('one')
  const { id: _, questions: __, done: ___, failed: ____, ...settled } = stores.experiments.all()[0] ?? expect.fail('none')
  const leaks = [{ kind: 'document', split: 'test', exampleId: '1', trainId: '2', input: 'Who?', file: '/a' }] as const
  const { id } = stores.experiments.create({ ...settled, state: 'failed', leaks }, questions)
  expect(jobs.resume(id, true).state).toBe('failed')
  expect(stores.experiments.answers(id)).toEqual([])
})

test('the table shows a page of all, or of those that the arms answered otherwise, and ratings show at once', async () => {
  said = ({ model, ...one }) => (model === 'plain' && question({ model, ...one }) % 2 === 0 ? 'No idea.' : 'The lower spring.')
  const id = await start('one')
  await reached(id, 'done')
  const page = async (differing: boolean, skip: number, limit: number) => {
    const { total, rows } = await jobs.rows(id, { differing, skip, limit })
    return [total, rows.map((row) => row.example.id)]
  }
  expect(await page(false, 2, 3)).toEqual([8, ['3', '4', '5']])
  expect(await page(true, 1, 2)).toEqual([4, ['4', '6']])
  const before = await jobs.results(id)
  expect(before.arms.map(({ rated }) => rated.won + rated.lost)).toEqual([0, 0])
  const pair = await jobs.pair(id)
  expect(pair?.total).toBe(4)
  await jobs.rate(id, pair?.id ?? '', 'left')
  expect((await jobs.results(id)).arms.map(({ rated }) => rated.won + rated.lost)).toEqual([1, 1])
  await expect(jobs.rate(id, 'q99', 'left')).rejects.toMatchObject({ code: 'input-invalid' })
})

test('the judge weighs what was said, once, and no refusal', async () => {
  said = (one) =>
    one.model === 'judge' ? '{"quote": "", "borneOut": false}' : question(one) > 4 ? 'NOT_IN_DOCUMENTS' : 'The lower spring fell dry in August 1976.'
  const id = await start('one', { judge: 'judge' })
  await reached(id, 'done')
  const judged = () => asked.filter(({ model }) => model === 'judge').length
  expect(stores.experiments.answers(id).map(({ scores }) => scores.judged)).toEqual([...Array<number>(8).fill(0), ...Array<undefined>(8).fill(undefined)])
  const once = judged()
  stores.experiments.update(id, { state: 'paused' })
  jobs.resume(id, false)
  await reached(id, 'done')
  expect(judged()).toBe(once)
})
