/** What one training asks of the stores, the models and the trainer, and what it leaves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkedExamples, type EstimatePorts, estimate, trainingSteps } from '../../../core/engine/tune/training-steps.ts'
import type { ModelFile } from '../../../core/ports/chat-models.ts'
import type { Stores } from '../../../core/ports/stores.ts'
import type { Trainer, TrainerEvent, TrainerOrder } from '../../../core/ports/trainer.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { defaultTrainingSettings, type Training, type TrainingBase } from '../../../core/types/training.ts'
import { quotesOnly } from '../../fakes/chat-models.ts'
import { noTrainer } from '../../fakes/no-training.ts'
import { doneTraining } from '../../fakes/scripted-trainings.ts'
import { type Drafted, freeze, passageOf } from './frozen.ts'

const never = new AbortController().signal
let folder: string
let stores: Stores
let did: string[]
let orders: TrainerOrder[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-steps-'))
  stores = openStores(join(folder, 'alcove.db'))
  did = []
  orders = []
})
afterEach(() => {
  stores.close()
  rmSync(folder, { recursive: true })
})

const trainer: Trainer = {
  ...noTrainer,
  plan: async () => ({ memory: 8_000_000_000, parameters: 1_000_000, device: 'cpu' }),
  tryOut: async (order) => {
    orders.push(order)
    return { steps: 12, secondsPerStep: 2, memory: 3_000_000_000, examples: 38, tooLong: 2 }
  },
  async *train(order): AsyncGenerator<TrainerEvent> {
    orders.push(order)
    yield { type: 'step', step: 1, loss: 2, seconds: 1, memory: null }
  },
  result: (id) => `/data/trainer/${id}/result`,
}
const file: ModelFile = { path: '/models/tiny.gguf', sha256: 'a1'.repeat(32), size: 10 }
const models = {
  ...quotesOnly,
  file: async () => file,
  tokens: async () => [1, 2, 3],
  addFile: async (path: string, _: AbortSignal, name?: string) => {
    did.push(`add ${path} as ${name}`)
    return { name: `gguf:${name}` }
  },
  addAdapter: async (base: string, path: string, scale: number, _: AbortSignal, name?: string) => {
    did.push(`adapter ${path} to ${base} at ${scale}`)
    return { name: `${base}+${name}` }
  },
  inOllama: { ...quotesOnly.inOllama, readableBase: async (name: string) => ({ name, sha256: file.sha256, path: '/ollama/blobs/sha256-a1' }) },
}
const ports = (): EstimatePorts => ({ dataSets: stores.dataSets, trainer, models, memory: 10_000_000_000 })
const steps = () =>
  trainingSteps({
    ...ports(),
    models,
    adapters: stores.adapters,
    clock: { now: () => 9, elapsed: () => 9 },
    check: async (model) => {
      did.push(`check ${model}`)
    },
  })
const drafted = (train: number): readonly Drafted[] =>
  Array.from({ length: train + 4 }, (_, at) => ({
    input: `Which spring number ${at} feeds the mill at ${at * 37}?`,
    output: `The spring called ${at}.`,
    split: at < train ? ('train' as const) : at < train + 2 ? ('validation' as const) : ('test' as const),
    passages: [passageOf(`/springs/${at}.txt`, `Number ${at} is the spring at ${at * 37} paces, cold all year and ${at * 11} feet deep.`)],
  }))
const training = (versionId: string, base: TrainingBase = { kind: 'model', name: 'gguf:tiny' }): Training => ({
  ...doneTraining,
  id: '7',
  name: 'water',
  versionId,
  base,
})

test('it trains on the rows of the version, and has both sides compare their tokens first', async () => {
  const { id } = freeze(stores, drafted(40))
  for await (const event of steps().train(training(id), never, never)) did.push(event.type)
  expect(orders).toMatchObject([{ trainingId: '7', base: { kind: 'gguf', path: '/models/tiny.gguf' }, parity: { tokens: [1, 2, 3] } }])
  expect(orders[0]?.train.trimEnd().split('\n')).toHaveLength(40)
  expect(orders[0]?.validation.trimEnd().split('\n')).toHaveLength(2)
  expect(did).toEqual(['step'])
})

test('a base of Ollama is put on our shelf under its own name, and the adapter beside it', async () => {
  const { id } = freeze(stores, drafted(40))
  const own = training(id, { kind: 'model', name: 'llama3.2:3b' })
  expect(await steps().finish(own, never)).toBe('gguf:llama3.2-3b+water')
  expect(did).toEqual(['add /ollama/blobs/sha256-a1 as llama3.2-3b', 'adapter /data/trainer/7/result to gguf:llama3.2-3b at 1', 'check gguf:llama3.2-3b+water'])
  expect(stores.adapters.byModel('gguf:llama3.2-3b+water')).toMatchObject({ trainingId: '7', versionId: id, sample: [1, 2, 3], preflight: null, addedAt: 9 })
})

test('an estimate goes by the plan, and by a few steps where they are tried', async () => {
  const { id: versionId } = freeze(stores, drafted(40))
  const wanted = { versionId, base: { kind: 'model', name: 'gguf:tiny' }, settings: [defaultTrainingSettings] } as const
  expect(await estimate(wanted, false, ports(), never)).toEqual({
    memory: 8_000_000_000,
    fit: 'tight',
    seconds: null,
    steps: 15,
    examples: 40,
    tooLong: 0,
    device: 'cpu',
    warning: 'few',
  })
  expect(await estimate(wanted, true, ports(), never)).toMatchObject({ memory: 3_000_000_000, fit: 'fits', seconds: 24, steps: 12, examples: 38, tooLong: 2 })
  expect(await estimate(wanted, false, { ...ports(), memory: 8_500_000_000 }, never)).toMatchObject({ fit: 'too-large' })
})

test('of a sweep time and steps are those of all its trainings, and those that cost the same are tried once', async () => {
  const { id: versionId } = freeze(stores, drafted(40))
  const settings = [8, 16].flatMap((rank) => [1e-4, 2e-4].map((learningRate) => ({ ...defaultTrainingSettings, rank, learningRate })))
  const wanted = { versionId, base: { kind: 'model', name: 'gguf:tiny' }, settings } as const
  expect(await estimate(wanted, true, ports(), never)).toMatchObject({ memory: 3_000_000_000, seconds: 96, steps: 48, examples: 38, tooLong: 2 })
  expect(orders).toHaveLength(2)
  expect(await estimate(wanted, false, ports(), never)).toMatchObject({ memory: 8_000_000_000, seconds: null, steps: 60, examples: 40 })
})

test('too few examples, a version that is gone, and a planted leak are refused before anything starts', async () => {
  const { dataSets } = stores
  await expect(checkedExamples(freeze(stores, drafted(29)).id, dataSets)).rejects.toMatchObject({ code: 'data-set-small', details: { examples: 29 } })
  await expect(checkedExamples('99', dataSets)).rejects.toMatchObject({ code: 'version-unknown' })
  const all = drafted(40)
  const leaked = all.map((one, at) => (at === 43 ? { ...one, passages: all[0]?.passages ?? [] } : one))
  const { id } = freeze(stores, leaked)
  await expect(checkedExamples(id, dataSets)).rejects.toMatchObject({ code: 'leak-found', details: { count: 1, input: all[43]?.input } })
  await expect(steps().train(training(id), never, never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'leak-found' })
  expect(orders).toEqual([])
})
