/** An adapter put to use in Ollama: real GGUF files and the real merge, over the real gate, against a scripted server. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type DeployPorts, type DeployProgress, deploy, removeAdapter, routesOf, withdraw } from '../../../../core/engine/tune/deploy.ts'
import type { ChatModel } from '../../../../core/ports/chat-model.ts'
import type { AdapterRecord } from '../../../../core/ports/trainings-store.ts'
import { hashMerge, measureMerge, mergedPieces } from '../../../../models/adapters/merge.ts'
import { adapterRecord } from '../../../fakes/adapter-record.ts'
import { ollamaAt } from '../../../fakes/ollama/client.ts'
import { type FakeOllama, type FakeOllamaOptions, startFakeOllama } from '../../../fakes/ollama/server.ts'

const open: FakeOllama[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

const never = new AbortController().signal
const folder = resolve(import.meta.dirname, '../../../fixtures/models')
const fileAt = (name: string) => {
  const path = join(folder, name)
  return { path, size: statSync(path).size, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }
}
const files = { 'gguf:tiny': fileAt('tiny.gguf'), 'gguf:tiny+colours': fileAt('colours.gguf') }
const base = files['gguf:tiny']
const adapterFile = files['gguf:tiny+colours']
const order = { basePath: base.path, adapterPath: adapterFile.path, scale: 1 }
const { size: mergedSize } = await measureMerge(order, new AbortController().signal)

const here: ChatModel = {
  name: 'gguf:tiny',
  contextTokens: async () => 512,
  async *chat() {
    yield { type: 'text', text: 'As the base says here.' }
    yield { type: 'end', reason: 'stop', promptTokens: null, answerTokens: null }
  },
}

async function start(options: FakeOllamaOptions = {}, passed: boolean | null = true) {
  const fake = await startFakeOllama({
    version: '0.33.0',
    models: [{ name: 'tiny:latest', sha256: base.sha256, template: '{{ .Prompt }}!' }],
    answer: 'As the base says.',
    madeAnswer: 'As it was trained.',
    ...options,
  })
  open.push(fake)
  const { ollama, gate } = ollamaAt(fake.address)
  const records = new Map<string, AdapterRecord>()
  const shelf = [{ model: 'gguf:tiny+colours', name: 'colours', base: 'gguf:tiny', baseSha256: base.sha256, size: adapterFile.size, addedAt: 1 }]
  const ports: DeployPorts = {
    models: {
      adapters: async () => shelf,
      chatModel: (name) => (name.startsWith('gguf:') ? here : ollama.chatModel(name)),
      load: async () => undefined,
      tokens: async () => null,
      remove: async (name, signal) => (name.startsWith('gguf:') ? void shelf.pop() : await ollama.remove(name, signal)),
      file: async (name) => files[name as keyof typeof files],
      inOllama: ollama.making,
    },
    adapterFiles: {
      convert: () => Promise.reject(new Error('nothing is converted here')),
      merge: () => Promise.reject(new Error('nothing is written here')),
      measure: measureMerge,
      bytes: async (order, signal, onProgress = () => undefined) => ({
        ...(await hashMerge(order, signal, onProgress)),
        chunks: (reading) => mergedPieces(order, reading, () => undefined),
      }),
    },
    adapters: {
      byModel: (model) => records.get(model) ?? null,
      put: (record) => void records.set(record.model, record),
      remove: (model) => void records.delete(model),
    },
    dataSets: { version: () => null } as unknown as DeployPorts['dataSets'],
    files: { ofDocument: () => null, byPath: () => null },
    clock: { now: () => 7, elapsed: () => 7 },
  }
  const preflight = passed === null ? null : { at: 2, passed, results: [], samples: [] }
  records.set('gguf:tiny+colours', adapterRecord('gguf:tiny+colours', { preflight }))
  return { fake, ports, gate, records }
}

async function deployed(ports: DeployPorts, route: 'merged' | 'adapter' = 'merged', name = 'mine', signal = never) {
  const told: DeployProgress[] = []
  const adapter = await deploy({ model: 'gguf:tiny+colours', route, name }, ports, (progress) => told.push(progress), signal)
  return { adapter, told, stages: told.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]) }
}

test('merged: the bytes that were hashed are those that are sent; the model is checked, named and noted', async () => {
  const { fake, ports } = await start()
  const { adapter, stages, told } = await deployed(ports)
  expect(stages).toEqual(['hash', 'upload', 'create', 'check', 'done'])
  expect(told.at(-1)).toEqual({ stage: 'done', done: mergedSize, total: mergedSize })
  expect(adapter.deployments).toEqual([{ route: 'merged', model: 'mine:latest', at: 7 }])
  expect(fake.names()).toEqual(['tiny:latest', 'mine:latest'])
  const { sha256 } = await hashMerge(order, never, () => undefined)
  expect(fake.model('mine:latest')).toMatchObject({ sha256, template: '{{ .Prompt }}!' })
})

test('as an adapter: the file itself is sent and laid over the base', async () => {
  const { fake, ports } = await start()
  const { adapter } = await deployed(ports, 'adapter')
  expect(adapter.deployments).toEqual([{ route: 'adapter', model: 'mine:latest', at: 7 }])
  expect(fake.model('mine:latest')).toMatchObject({ sha256: base.sha256, adapters: [adapterFile.sha256] })
})

test.each<[string, FakeOllamaOptions, string]>([
  ['one that answers as its base does', { madeAnswer: 'As the base says.' }, 'created-unlike'],
  ['one that says the same again and again', { madeAnswer: 'never '.repeat(20) }, 'created-unlike'],
  ['a full disk', { creating: 'disk-full' }, 'create-failed'],
  ['no Ollama', { misbehaviour: { '/api/version': 'html' } }, 'ollama-rubbish'],
])('%s gets no name and is not noted', async (_, options, code) => {
  const { fake, ports, records } = await start(options)
  await expect(deployed(ports)).rejects.toMatchObject({ code })
  expect(fake.names()).toEqual(['tiny:latest'])
  expect(records.get('gguf:tiny+colours')?.deployments).toEqual([])
})

test.each([false, null])('an adapter that did not pass its check (%s) goes nowhere', async (passed) => {
  const { fake, ports } = await start({}, passed)
  await expect(deployed(ports)).rejects.toMatchObject({ code: 'adapter-unchecked' })
  expect(fake.requests).toEqual([])
})

test('stopped while it is hashed or sent, nothing of it stays', async () => {
  const { fake, ports } = await start()
  for (const at of ['hash', 'upload', 'check'] as const) {
    const stop = new AbortController()
    const stopping = (progress: DeployProgress) => progress.stage === at && stop.abort(new Error('enough'))
    await expect(deploy({ model: 'gguf:tiny+colours', route: 'merged', name: 'mine' }, ports, stopping, stop.signal)).rejects.toThrow('enough')
  }
  expect(fake.names()).toEqual(['tiny:latest'])
})

test('deployed again it takes the place of its own model, and of no other', async () => {
  const { fake, ports } = await start({ models: [{ name: 'tiny:latest', sha256: base.sha256 }, { name: 'other:latest' }] })
  await deployed(ports)
  expect((await deployed(ports, 'adapter')).adapter.deployments).toEqual([{ route: 'adapter', model: 'mine:latest', at: 7 }])
  await expect(deployed(ports, 'merged', 'other')).rejects.toMatchObject({ code: 'model-exists' })
  expect(fake.model('other:latest')?.adapters).toBeUndefined()
})

test('the routes are those that this computer has', async () => {
  const routes = async (ports: DeployPorts) => (await routesOf('gguf:tiny+colours', ports, never)).flatMap(({ route, possible }) => (possible ? [route] : []))
  expect(await routes((await start()).ports)).toEqual(['live', 'merged', 'adapter'])
  expect(await routes((await start({ version: '0.40.2' })).ports)).toEqual(['live', 'merged'])
  expect(await routes((await start({ models: [] })).ports)).toEqual(['live', 'merged'])
  const { ports, gate } = await start()
  gate.lock(true)
  expect(await routes(ports)).toEqual(['live'])
  expect(await routesOf('gguf:tiny+colours', (await start()).ports, never)).toContainEqual({ route: 'merged', possible: true, size: mergedSize })
})

test('without its base in Ollama a merged model is compared with the base here', async () => {
  const { fake, ports } = await start({ models: [] })
  await deployed(ports)
  expect(fake.names()).toEqual(['mine:latest'])
  await expect(deployed(ports, 'adapter', 'other')).rejects.toMatchObject({ code: 'model-missing' })
})

test('taken away again: one model, or the adapter with all that came of it', async () => {
  const { fake, ports, records } = await start()
  await deployed(ports)
  await deployed(ports, 'adapter', 'second')
  await withdraw('gguf:tiny+colours', 'mine:latest', ports, never)
  expect([fake.names(), records.get('gguf:tiny+colours')?.deployments.map(({ model }) => model)]).toEqual([['tiny:latest', 'second:latest'], ['second:latest']])
  await expect(withdraw('gguf:tiny+colours', 'tiny:latest', ports, never)).rejects.toMatchObject({ code: 'model-missing' })
  await removeAdapter('gguf:tiny+colours', ports, never)
  expect([fake.names(), records.size, await ports.models.adapters()]).toEqual([['tiny:latest'], 0, []])
})
