/** What the Models view asks of Ollama: fetching, loading, removing, thinking, pictures, and the context that is really held. */
import { afterEach, expect, test } from 'vitest'
import { createPulls } from '../../core/engine/pulls.ts'
import { AlcoveError } from '../../core/errors.ts'
import type { ChatTurn } from '../../core/ports/chat-model.ts'
import type { PullProgress } from '../../core/types/model.ts'
import type { NetworkEntry } from '../../core/types/settings.ts'
import { createGate } from '../../host/network.ts'
import { createOllama, type Ollama, type OllamaSettings } from '../../models/ollama.ts'
import { type FakeOllama, type FakeOllamaOptions, startFakeOllama } from '../fakes/ollama/server.ts'

const open: FakeOllama[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

const never = new AbortController().signal
const turns: readonly ChatTurn[] = [{ role: 'user', content: 'Did it rain?' }]

async function start(options: FakeOllamaOptions = {}, settings: Partial<OllamaSettings> = {}, memory = 16_000_000_000) {
  const fake = await startFakeOllama(options)
  open.push(fake)
  const entries: Omit<NetworkEntry, 'id'>[] = []
  const network = createGate({
    entries: { append: (entry) => void entries.push(entry), latest: () => [] },
    clock: { now: () => 0, elapsed: () => 0 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => fake.address,
  })
  const ollama = createOllama({ network, memory, settings: () => ({ address: fake.address, contextTokens: {}, keepAliveMinutes: null, ...settings }) })
  return { fake, ollama, network, entries }
}

async function fetched(ollama: Ollama, name: string, signal = never): Promise<{ stages: string[]; last: PullProgress | null; code: string | null }> {
  const stages: string[] = []
  let last: PullProgress | null = null
  try {
    for await (const progress of ollama.pull(name, signal)) {
      if (stages.at(-1) !== progress.stage) stages.push(progress.stage)
      last = progress
    }
    return { stages, last, code: null }
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    return { stages, last, code: error.code }
  }
}

async function answer(ollama: Ollama, name: string, thinking?: boolean): Promise<{ text: string; thoughts: string; context: number }> {
  const model = ollama.chatModel(name)
  const contextTokens = await model.contextTokens(never)
  let text = ''
  let thoughts = ''
  for await (const part of model.chat(turns, { contextTokens, answerTokens: 200, ...(thinking === undefined ? {} : { thinking }) }, never)) {
    if (part.type === 'text') text += part.text
    if (part.type === 'thinking') thoughts += part.text
  }
  return { text, thoughts, context: contextTokens }
}

const chats = (fake: FakeOllama) => fake.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => body as Record<string, unknown>)

test.each(['0.12.0', '0.24.0', '0.34.0', '0.40.2'])(
  '%s: a model is fetched in parts, logged as delegated with its host and bytes, and is there',
  async (version) => {
    const { ollama, entries } = await start({ version, models: [], library: { 'tiny:1b': [800, 200] } })
    const { stages, last, code } = await fetched(ollama, 'tiny:1b')
    expect({ stages, last, code }).toEqual({
      stages: ['manifest', 'download', 'verify', 'finish', 'success'],
      last: { stage: 'success', completed: 1_000, total: 1_000 },
      code: null,
    })
    expect(entries).toContainEqual({ at: 0, host: 'registry.ollama.ai', purpose: 'ollama-pull', allowed: true, bytesSent: 0, bytesReceived: 1_000 })
    expect((await ollama.state(never)).models.map(({ name }) => name)).toEqual(['tiny:1b'])
  },
)

test('the host of a model’s own registry is the one that is logged', async () => {
  const { ollama, entries } = await start({ library: { 'hf.co/team/model:Q4': [10] } })
  await fetched(ollama, 'hf.co/team/model:Q4')
  expect(entries.find(({ purpose }) => purpose === 'ollama-pull')?.host).toBe('hf.co')
})

test('a download that is stopped goes on from there the next time', async () => {
  const { ollama, fake } = await start({ models: [], library: { 'tiny:1b': [1_000] }, tokensPerSecond: 20 })
  for await (const { completed } of ollama.pull('tiny:1b', never)) if (completed >= 500) break
  await expect.poll(() => fake.answering()).toBe(0)
  fake.set({ tokensPerSecond: Number.POSITIVE_INFINITY })
  const seen: number[] = []
  for await (const { completed, stage } of ollama.pull('tiny:1b', never)) if (stage === 'download') seen.push(completed)
  expect(seen[0]).toBeGreaterThan(500)
})

test('only a last success is success: an error line and a stream that just ends are failures', async () => {
  const { ollama, fake } = await start()
  expect((await fetched(ollama, 'unknown:1b')).code).toBe('pull-failed')
  fake.set({ misbehaviour: { '/api/pull': 'cut' } })
  expect((await fetched(ollama, 'tiny:1b')).code).toBe('pull-cut')
  fake.set({ misbehaviour: { '/api/pull': 'reset' } })
  expect((await fetched(ollama, 'tiny:1b')).code).toBe('pull-cut')
  fake.set({ misbehaviour: { '/api/pull': 'html' } })
  expect((await fetched(ollama, 'tiny:1b')).code).toBe('ollama-rubbish')
})

test('with the lock on nothing is fetched, and turning it on stops what is being fetched', async () => {
  const { ollama, fake, network, entries } = await start({ models: [], library: { 'tiny:1b': [1_000] }, tokensPerSecond: 20 })
  network.lock(true)
  expect((await fetched(ollama, 'tiny:1b')).code).toBe('network-locked')
  expect(entries).toMatchObject([{ purpose: 'ollama-pull', allowed: false }])
  expect(fake.requests).toEqual([])
  network.lock(false)
  setTimeout(() => network.lock(true), 60)
  expect((await fetched(ollama, 'tiny:1b')).code).toBe('network-locked')
})

test('cloud names are refused by every call before anything is asked', async () => {
  const { ollama, fake } = await start()
  const name = 'gpt-oss:120b-cloud'
  expect((await fetched(ollama, name)).code).toBe('model-remote')
  for (const call of [ollama.show(name, never), ollama.load(name, never), ollama.unload(name, never), ollama.remove(name, never), answer(ollama, name)])
    await expect(call).rejects.toMatchObject({ code: 'model-remote' })
  expect(await ollama.usable(name, never)).toBe(false)
  expect(fake.requests).toEqual([])
})

test('a model is loaded with the context of a question, seen in memory, kept as long as is set, unloaded and removed', async () => {
  const { ollama, fake } = await start({}, { keepAliveMinutes: -1 })
  await ollama.load('small:1b', never)
  expect(chats(fake).at(-1)).toEqual({ model: 'small:1b:local', messages: [], stream: false, options: { num_ctx: 8_192 }, keep_alive: -1 })
  const [model] = (await ollama.state(never)).models
  expect(model?.loaded).toEqual({ size: 2_000_000_000, gpuShare: 0.25, contextTokens: 8_192, expiresAt: null })
  await ollama.unload('small:1b', never)
  expect(fake.loaded()).toEqual([])
  await ollama.remove('small:1b', never)
  expect((await ollama.state(never)).models).toEqual([])
  await expect(ollama.remove('small:1b', never)).rejects.toMatchObject({ code: 'model-missing' })
})

test('the context is the user’s, else what memory allows, and never more than the model was trained on', async () => {
  const models = [{ name: 'big:8b', size: 5_000_000_000, contextLength: 40_960, shape: [36, 8, 128] }] as const
  const contextWith = async (memory: number, contextTokens: Readonly<Record<string, number>> = {}) =>
    (await start({ models }, { contextTokens }, memory)).ollama.chatModel('big:8b').contextTokens(never)
  expect(await contextWith(64_000_000_000)).toBe(16_384)
  expect(await contextWith(12_000_000_000)).toBe(8_192)
  expect(await contextWith(8_000_000_000)).toBe(2_048)
  expect(await contextWith(8_000_000_000, { 'big:8b': 12_000 })).toBe(12_000)
  expect(await contextWith(8_000_000_000, { 'big:8b': 99_000 })).toBe(40_960)
})

test('less context than was asked for is noticed after the first answer and counted with from then on, without loading anew', async () => {
  const { ollama, fake } = await start({ mostContext: 3_000 })
  expect((await answer(ollama, 'small:1b')).context).toBe(8_192)
  expect((await answer(ollama, 'small:1b')).context).toBe(3_000)
  expect(chats(fake).map(({ options }) => (options as { num_ctx: number }).num_ctx)).toEqual([8_192, 8_192])
})

test('a model that can think does so when it is wanted, apart from the answer', async () => {
  const { ollama, fake } = await start({ models: [{ name: 'thinker:8b', capabilities: ['completion', 'thinking'] }], thoughts: 'Clouds mean rain.' })
  expect(await answer(ollama, 'thinker:8b')).toMatchObject({ thoughts: '', text: 'The documents say so [1].' })
  expect(await answer(ollama, 'thinker:8b', true)).toMatchObject({ thoughts: 'Clouds mean rain.', text: 'The documents say so [1].' })
  expect(chats(fake).map(({ think }) => think)).toEqual([false, true])
})

test('pictures go to models that see; another is not asked', async () => {
  const { ollama, fake } = await start({ models: [{ name: 'seer:4b', capabilities: ['completion', 'vision'] }, { name: 'small:1b' }] })
  const picture: readonly ChatTurn[] = [{ role: 'user', content: 'What is this?', images: [{ mediaType: 'image/png', data: new Uint8Array([1, 2, 3]) }] }]
  const show = async (name: string) => {
    for await (const part of ollama.chatModel(name).chat(picture, { contextTokens: 4_096, answerTokens: 20 }, never)) expect(part.type).toMatch(/text|end/)
  }
  await show('seer:4b')
  expect(chats(fake)[0]?.['messages']).toEqual([{ role: 'user', content: 'What is this?', images: ['AQID'] }])
  await expect(show('small:1b')).rejects.toMatchObject({ code: 'model-blind' })
  expect(chats(fake)).toHaveLength(1)
})

test('downloads are jobs: one per model, followed by whoever comes, stopped by id, and told why they failed', async () => {
  const { ollama, fake } = await start({ models: [], library: { 'tiny:1b': [1_000] }, tokensPerSecond: 10 })
  let ids = 0
  const pulls = createPulls({
    models: ollama,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    random: { id: () => `pull-${ids++}` },
    log: { info: () => undefined, error: () => undefined },
  })
  const first = pulls.start('tiny:1b')
  expect(pulls.start('tiny:1b').id).toBe(first.id)
  await expect.poll(() => pulls.all()[0]?.completed).toBeGreaterThan(0)
  pulls.cancel(first.id)
  await expect.poll(() => pulls.all()[0]?.state).toBe('stopped')
  fake.set({ tokensPerSecond: Number.POSITIVE_INFINITY })
  const resumed = pulls.start('tiny:1b')
  for await (const [pull] of pulls.follow(never)) if (pull?.id === resumed.id && pull.state !== 'working') break
  expect(pulls.all()).toMatchObject([{ id: resumed.id, state: 'done', completed: 1_000 }])
  pulls.start('unknown:1b')
  await expect
    .poll(() => pulls.all()[1])
    .toMatchObject({ state: 'failed', failure: { code: 'pull-failed', details: { reason: 'pull model manifest: file does not exist' } } })
})
