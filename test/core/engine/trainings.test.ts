/** Training as a job, on real stores, with steps that do what they are told. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTrainings, type TrainingSteps, type Trainings } from '../../../core/engine/tune/trainings.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { Stores } from '../../../core/ports/stores.ts'
import type { TrainerEvent } from '../../../core/ports/trainer.ts'
import type { NewTraining } from '../../../core/ports/trainings-store.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { defaultTrainingSettings, type Training } from '../../../core/types/training.ts'

let folder: string
let stores: Stores
/** What each training does, by its name. */
let script: Map<string, (training: Training, pause: AbortSignal, signal: AbortSignal) => AsyncIterable<TrainerEvent>>
let did: string[]
let jobs: Trainings

const steps: TrainingSteps = {
  train: (training, pause, signal) => {
    did.push(`train ${training.name}`)
    return (script.get(training.name) ?? succeeds)(training, pause, signal)
  },
  finish: async ({ name }) => {
    did.push(`finish ${name}`)
    return `gguf:tiny+${name}`
  },
  discard: async (id) => {
    did.push(`discard ${stores.trainings.byId(id)?.name}`)
  },
}
const start = (): Trainings =>
  createTrainings({
    trainings: stores.trainings,
    steps,
    committed: () => stores.committed(),
    clock: { now: () => 7, elapsed: () => 7 },
    log: { info: () => undefined, error: (_, error) => did.push(`fault ${String(error)}`) },
  })
const draft = (name: string, sweepId: string | null = null): NewTraining => ({
  name,
  versionId: '1',
  base: { kind: 'model', name: 'gguf:tiny' },
  settings: defaultTrainingSettings,
  sweepId,
  createdAt: 1,
})
const began: TrainerEvent = { type: 'start', steps: 10, examples: 40, tooLong: 2, parameters: 1, device: 'cpu' }
const done = (loss: number): TrainerEvent[] => [
  { type: 'step', step: 5, loss: 2, seconds: 3, memory: 100 },
  { type: 'evaluation', step: 10, loss },
  { type: 'done', step: 10, bestStep: 10, validationLoss: loss, seconds: 6, memory: 90, folder: '/f' },
]
async function* succeeds(): AsyncGenerator<TrainerEvent> {
  yield began
  yield* done(1)
}
const ended = (loss: number) =>
  async function* () {
    yield began
    yield* done(loss)
  }
/** Works until it is told to pause, or stopped. */
async function* endless(_: Training, pause: AbortSignal, signal: AbortSignal): AsyncGenerator<TrainerEvent> {
  yield began
  yield { type: 'step', step: 3, loss: 2, seconds: 4, memory: 100 }
  await new Promise<void>((resolve) => {
    pause.addEventListener('abort', () => resolve())
    signal.addEventListener('abort', () => resolve())
  })
  signal.throwIfAborted()
  yield { type: 'paused', step: 4, seconds: 5 }
}
const byName = (name: string): Training => {
  const found = stores.trainings.all().find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
const settled = async (name: string, state: Training['state']) => await expect.poll(() => byName(name).state).toBe(state)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-trainings-'))
  stores = openStores(join(folder, 'alcove.db'))
  script = new Map()
  did = []
  jobs = start()
})
afterEach(async () => {
  await jobs.close()
  stores.close()
  rmSync(folder, { recursive: true })
})

test('one after the other, each becomes an adapter and its files go', async () => {
  jobs.add([draft('one'), draft('two')])
  await settled('two', 'done')
  expect(did).toEqual(['train one', 'finish one', 'discard one', 'train two', 'finish two', 'discard two'])
  expect(byName('one')).toMatchObject({
    adapter: 'gguf:tiny+one',
    step: 10,
    steps: 10,
    examples: 40,
    tooLong: 2,
    seconds: 6,
    memory: 100,
    device: 'cpu',
    bestStep: 10,
  })
  expect(byName('one').losses).toEqual([
    { step: 5, train: 2, validation: null },
    { step: 10, train: null, validation: 1 },
  ])
})

test('of a sweep the best by validation becomes an adapter, when all have ended', async () => {
  script.set('worse', ended(0.9)).set('best', ended(0.5)).set('middle', ended(0.7))
  jobs.add([draft('worse', 's'), draft('best', 's'), draft('middle', 's')])
  await expect.poll(() => byName('best').adapter).toBe('gguf:tiny+best')
  expect(did.filter((one) => one.startsWith('finish'))).toEqual(['finish best'])
  expect(did.filter((one) => one.startsWith('discard')).toSorted()).toEqual(['discard best', 'discard middle', 'discard worse'])
  expect(['worse', 'best', 'middle'].map((name) => byName(name).best)).toEqual([false, true, false])
})

test('a sweep is settled though its last one fails', async () => {
  script.set('broken', async function* () {
    yield began
    throw new AlcoveError('trainer-memory')
  })
  jobs.add([draft('sound', 's'), draft('broken', 's')])
  await expect.poll(() => byName('sound').adapter).toBe('gguf:tiny+sound')
  expect(byName('broken')).toMatchObject({ state: 'failed', failure: { code: 'trainer-memory' } })
})

test('paused it keeps what it has, and goes on from there with its time counted on', async () => {
  script.set('long', endless)
  jobs.add([draft('long')])
  await expect.poll(() => byName('long').step).toBe(3)
  expect(await jobs.pause(byName('long').id)).toMatchObject({ state: 'paused', step: 4, seconds: 5 })
  expect(did).toEqual(['train long'])
  script.set('long', succeeds)
  jobs.resume(byName('long').id)
  await settled('long', 'done')
  expect(byName('long').seconds).toBe(11)
})

test('one that waits is paused where it stands; stopping ends for good and removes', async () => {
  script.set('long', endless)
  jobs.add([draft('long'), draft('next')])
  await expect.poll(() => byName('long').step).toBe(3)
  expect(await jobs.pause(byName('next').id)).toMatchObject({ state: 'paused' })
  expect(await jobs.stop(byName('long').id)).toMatchObject({ state: 'stopped' })
  expect(did).toEqual(['train long', 'discard long'])
  await jobs.remove(byName('long').id)
  expect(() => jobs.log('1', 5)).toThrow(expect.objectContaining({ code: 'training-unknown' }))
})

test('a fault of ours is a failed training with a log entry, and the next one goes on', async () => {
  script.set('odd', async function* () {
    yield began
    yield { type: 'line', text: 'Traceback' }
    throw new TypeError('x')
  })
  jobs.add([draft('odd'), draft('next')])
  await settled('next', 'done')
  expect(byName('odd')).toMatchObject({ state: 'failed', failure: { code: 'unexpected' } })
  expect(did).toContain('fault TypeError: x')
  expect(jobs.log(byName('odd').id, 5)).toEqual(['Traceback'])
})

test('what an engine left in mid-training is found paused by the next one', async () => {
  script.set('long', endless)
  jobs.add([draft('long'), draft('next')])
  await expect.poll(() => byName('long').step).toBe(3)
  const later = start()
  expect(later.all().map(({ name, state }) => `${name} ${state}`)).toEqual(['next paused', 'long paused'])
})

test('followers hear of it', async () => {
  const stop = new AbortController()
  const heard: string[] = []
  const following = (async () => {
    for await (const all of jobs.follow(stop.signal)) heard.push(all.map(({ state }) => state).join())
  })()
  jobs.add([draft('one')])
  await settled('one', 'done')
  await expect.poll(() => heard.at(-1)).toBe('done')
  stop.abort()
  await following
})

test('the time left of one that goes on is told by the pace since it went on', async () => {
  const heard: (number | null)[] = []
  let goOn: () => void = () => undefined
  script.set('slow', async function* (_, pause) {
    yield { ...began, steps: 100 }
    yield { type: 'step', step: 1, loss: 3, seconds: 500, memory: null }
    yield { type: 'step', step: 40, loss: 2, seconds: 4_400, memory: null }
    heard.push(byName('slow').secondsLeft)
    await new Promise<void>((resolve) => pause.addEventListener('abort', () => resolve()))
    yield { type: 'paused', step: 40, seconds: 4_400 }
  })
  const [one] = jobs.add([draft('slow')])
  await expect.poll(() => heard).toHaveLength(1)
  await jobs.pause(one?.id ?? '')
  script.set('slow', async function* () {
    yield { ...began, steps: 100 }
    // from the checkpoint, on a computer that has time now
    yield { type: 'step', step: 31, loss: 2, seconds: 30, memory: null }
    heard.push(byName('slow').secondsLeft)
    yield { type: 'step', step: 41, loss: 2, seconds: 40, memory: null }
    heard.push(byName('slow').secondsLeft)
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
    yield* done(1)
  })
  jobs.resume(one?.id ?? '')
  await expect.poll(() => heard).toHaveLength(3)
  // 100 seconds a step before, one since; of one step nothing can be told
  expect(heard).toEqual([6_000, null, 59])
  goOn()
  await expect.poll(() => byName('slow').state).toBe('done')
  expect(byName('slow').seconds).toBe(4_406)
})

test('one works at a time; one that is stopped has ended, leaves no files, is never called failed, and the next goes on', async () => {
  const update = vi.spyOn(stores.trainings, 'update')
  script.set('a', endless)
  const [a] = jobs.add([draft('a')])
  await settled('a', 'training')
  jobs.add([draft('b')])
  expect([byName('b').state, did]).toEqual(['waiting', ['train a']])
  expect((await jobs.stop(a?.id ?? '')).state).toBe('stopped')
  await settled('b', 'done')
  expect(did).toContain('discard a')
  expect(update.mock.calls.some(([, { state }]) => state === 'failed')).toBe(false)
  expect(byName('a').state).toBe('stopped')
  did.length = 0
  for (const past of [await jobs.stop(byName('b').id), jobs.resume(byName('b').id), jobs.resume(a?.id ?? '')]) expect(['done', 'stopped']).toContain(past.state)
  expect(did).toEqual([])
})

test('one that failed may be taken up again; one that is removed takes its files along', async () => {
  script.set('a', async function* () {
    yield began
    throw new AlcoveError('trainer-stopped')
  })
  const [a] = jobs.add([draft('a')])
  await settled('a', 'failed')
  script.delete('a')
  jobs.resume(a?.id ?? '')
  await settled('a', 'done')
  script.set('b', endless)
  const [b] = jobs.add([draft('b')])
  await settled('b', 'training')
  await jobs.remove(b?.id ?? '')
  expect(did.at(-1)).toBe('discard b')
  expect(stores.trainings.all().map(({ name }) => name)).toEqual(['a'])
})

test('of a sweep one adapter is made, when the last of it is stopped, and no second when it ends anew', async () => {
  script.set('worse', ended(2)).set('endless', endless)
  const [, , last] = jobs.add([draft('best', 's'), draft('worse', 's'), draft('endless', 's')])
  await settled('endless', 'training')
  expect(did.some((one) => one.startsWith('finish'))).toBe(false)
  await jobs.pause(last?.id ?? '')
  await jobs.stop(last?.id ?? '')
  expect(did.filter((one) => one.startsWith('finish'))).toEqual(['finish best'])
  await jobs.stop(last?.id ?? '')
  expect(did.filter((one) => one.startsWith('finish'))).toEqual(['finish best'])
})

test('its last lines are remembered, two thousand of them, and an engine that closes leaves it paused', async () => {
  script.set('a', async function* (training, pause, signal) {
    for (let line = 1; line <= 2_010; line++) yield { type: 'line', text: `line ${line}` }
    yield* endless(training, pause, signal)
  })
  const [a] = jobs.add([draft('a')])
  await settled('a', 'training')
  const all = jobs.log(a?.id ?? '', 5_000)
  expect([all.length, all[0]]).toEqual([2_000, 'line 11'])
  expect(jobs.log(a?.id ?? '', 2)).toEqual(['line 2009', 'line 2010'])
  await jobs.close()
  expect(byName('a')).toMatchObject({ state: 'paused', secondsLeft: null })
})
