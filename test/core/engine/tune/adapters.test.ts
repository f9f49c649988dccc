/** Adapters on the shelf: where they come from, how many of their documents have changed, and the check that each goes through. */
import { expect, test } from 'vitest'
import { type AdapterPorts, allAdapters, checkAdapter, checkNewAdapter } from '../../../../core/engine/tune/adapters.ts'
import { answering, withChecks } from '../../../../core/engine/tune/may-answer.ts'
import { AlcoveError } from '../../../../core/errors.ts'
import type { ChatModel, ChatTurn } from '../../../../core/ports/chat-model.ts'
import type { AdapterRecord } from '../../../../core/ports/trainings-store.ts'
import type { FrozenExample } from '../../../../core/types/data-set.ts'
import { defaultTrainingSettings } from '../../../../core/types/training.ts'
import { frozenOf, passageOf } from '../../tune/examples.ts'

const never = new AbortController().signal
const model = 'gguf:tiny+mine'
const trained: AdapterRecord = {
  model,
  addedAt: 1,
  trainingId: '1',
  versionId: 'v',
  settings: { ...defaultTrainingSettings, withPassages: false },
  validationLoss: 0.4,
  sample: null,
  preflight: null,
  deployments: [],
}

interface World {
  readonly record: AdapterRecord | null
  readonly examples?: readonly FrozenExample[]
  /** Documents that are there, and files. */
  readonly documents?: readonly string[]
  readonly paths?: readonly string[]
  readonly tokens?: readonly number[]
  readonly load?: () => Promise<void>
}

function world({ record, examples = [], documents = [], paths = [], tokens = [1, 2], load = async () => undefined }: World) {
  const asked: string[] = []
  const records = new Map(record === null ? [] : [[record.model, record]])
  const logged: string[] = []
  const speaking = (name: string): ChatModel => ({
    name,
    contextTokens: async () => 512,
    async *chat(turns: readonly ChatTurn[]) {
      if (name === model) asked.push(turns.at(-1)?.content ?? '')
      yield { type: 'text', text: `${name} says` }
      yield { type: 'end', reason: 'stop', promptTokens: null, answerTokens: null }
    },
  })
  const ports = {
    models: {
      adapters: async () => [{ model, name: 'mine', base: 'gguf:tiny', baseSha256: 'a'.repeat(64), size: 9, addedAt: 1 }],
      chatModel: speaking,
      load,
      tokens: async () => tokens,
      remove: async () => undefined,
    },
    adapters: {
      byModel: (name: string) => records.get(name) ?? null,
      put: (one: AdapterRecord) => void records.set(one.model, one),
      remove: (name: string) => void records.delete(name),
    },
    dataSets: {
      version: (id: string) => (id === 'v' ? { kinds: {} } : null),
      versionExamples: (_: string, { split, limit }: { readonly split?: string; readonly limit: number }) =>
        examples.filter((one) => split === undefined || one.split === split).slice(0, limit),
    },
    files: { ofDocument: (id: string) => (documents.includes(id) ? {} : null), byPath: (path: string) => (paths.includes(path) ? {} : null) },
    clock: { now: () => 7, elapsed: () => 7 },
    log: { info: (name: string) => void logged.push(name) },
  } as unknown as AdapterPorts & Parameters<typeof checkNewAdapter>[1]
  return { ports, asked, records, logged }
}

test('of the documents trained on it is told how many have another text now, and how many are gone', async () => {
  const examples = [
    frozenOf('train', 'same', { passages: [passageOf('same'), passageOf('beside', 'Beside.', false)] }),
    frozenOf('train', 'changed'),
    frozenOf('train', 'changed'),
    frozenOf('train', 'gone'),
    frozenOf('train', 'also-gone'),
    frozenOf('test', 'measured'),
  ]
  const { ports } = world({ record: trained, examples, documents: ['id-same', 'id-beside'], paths: ['/docs/same.md', '/docs/changed.md', '/docs/beside.md'] })
  expect((await allAdapters(ports))[0]).toMatchObject({ origin: 'trained', staleness: { documents: 5, changed: 1, gone: 2 } })
  expect((await allAdapters(world({ record: { ...trained, versionId: 'erased' } }).ports))[0]?.staleness).toBeNull()
  expect((await allAdapters(world({ record: null }).ports))[0]).toMatchObject({ origin: 'outside', staleness: null, preflight: null })
})

test('one that was trained here is asked what it was trained on, and none of what is measured', async () => {
  const examples = [...Array.from({ length: 10 }, (_, at) => frozenOf('train', `d${at}`, { input: `Train ${at}?` })), frozenOf('test', 'x', { input: 'Test?' })]
  const { ports, asked, records } = world({ record: trained, examples })
  const adapter = await checkAdapter(model, ports, () => undefined, never)
  expect(asked).toEqual(Array.from({ length: 8 }, (_, at) => `Train ${at}?`))
  expect(adapter.preflight).toMatchObject({ at: 7, passed: true })
  expect(records.get(model)).toMatchObject({ validationLoss: 0.4, preflight: { passed: true } })
})

test('its trainer’s tokens are held against the engine’s', async () => {
  const states = async (tokens: readonly number[]) => {
    const { preflight } = await checkAdapter(model, world({ record: { ...trained, sample: [1, 2] }, tokens }).ports, () => undefined, never)
    return [preflight?.passed, preflight?.results.find(({ check }) => check === 'tokenizer')?.state]
  }
  expect(await states([1, 2])).toEqual([true, 'passed'])
  expect(await states([1, 3])).toEqual([false, 'failed'])
})

test('one from outside passes the same check, asked what any model can answer, and answers nobody before', async () => {
  const { ports, asked, records } = world({ record: null })
  const byModel = (name: string) => records.get(name) ?? null
  for (const name of [model, `${model}@0.5`]) expect(() => answering(name, { byModel })).toThrow(expect.objectContaining({ code: 'adapter-unchecked' }))
  expect(answering('gguf:tiny', { byModel })).toBe('gguf:tiny')
  await checkNewAdapter(model, ports, never)
  expect(asked).toContain('What is the capital of France?')
  expect(answering(`${model}@0.5`, { byModel })).toBe(`${model}@0.5`)
  records.set(model, { ...trained, preflight: { at: 1, passed: false, results: [], samples: [] } })
  expect(() => answering(model, { byModel })).toThrow(expect.objectContaining({ code: 'adapter-unchecked' }))
  const info = { name: model, adapter: { base: 'gguf:tiny', scale: 1 } } as unknown as Parameters<typeof withChecks>[0][number]
  expect(withChecks([info], { byModel })[0]?.adapter).toMatchObject({ passed: false })
})

test('what this computer cannot load now stays unchecked, a fault of ours is none of the adapter’s', async () => {
  const failing = (error: Error) => ({
    record: trained,
    load: async () => {
      throw error
    },
  })
  const full = world(failing(new AlcoveError('model-memory')))
  await checkNewAdapter(model, full.ports, never)
  expect([full.records.get(model)?.preflight, full.logged]).toEqual([null, ['adapter-unchecked']])
  await expect(checkNewAdapter(model, world(failing(new Error('a bug'))).ports, never)).rejects.toThrow('a bug')
})
