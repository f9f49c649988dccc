import { afterEach, expect, test } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { ChatPart } from '../../core/ports/chat-model.ts'
import type { createGate } from '../../host/network.ts'
import type { Ollama } from '../../models/ollama.ts'
import { ollamaAt } from '../fakes/ollama/client.ts'
import { type FakeOllama, type FakeOllamaOptions, type Misbehaviour, startFakeOllama } from '../fakes/ollama/server.ts'

const open: FakeOllama[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

const never = new AbortController().signal
const pauses: number[] = []

async function start(options: FakeOllamaOptions = {}): Promise<{ fake: FakeOllama; ollama: Ollama; gate: ReturnType<typeof createGate> }> {
  const fake = await startFakeOllama(options)
  open.push(fake)
  pauses.length = 0
  return { fake, ...client(fake.address) }
}

const client = (address: string) => ollamaAt(address, (ms) => pauses.push(ms))

const turns = [{ role: 'user', content: 'Did it rain?' }] as const

async function ask(ollama: Ollama, model = 'small:1b', signal = never): Promise<{ text: string; end: ChatPart | null; code: string | null }> {
  let text = ''
  let end: ChatPart | null = null
  try {
    const chat = ollama.chatModel(model)
    const contextTokens = await chat.contextTokens(signal)
    for await (const part of chat.chat(turns, { contextTokens, answerTokens: 200 }, signal)) {
      if (part.type === 'text') text += part.text
      else end = part
    }
    return { text, end, code: null }
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    return { text, end, code: error.code }
  }
}

test.each<[Misbehaviour, string, string]>([
  ['error-first', 'ollama-failed', ''],
  ['error-midway', 'ollama-failed', 'It rained'],
  ['html', 'ollama-rubbish', ''],
  ['cut', 'model-cut', 'It rained'],
  ['reset', 'model-cut', 'It '],
  ['stall', 'ollama-hung', 'It '],
  ['hang', 'ollama-hung', ''],
  ['redirect', 'ollama-rubbish', ''],
  ['busy', 'ollama-busy', ''],
  ['endless-line', 'ollama-rubbish', ''],
  ['rubbish', 'ollama-rubbish', ''],
  ['other-json', 'ollama-rubbish', ''],
  ['not-utf8', 'ollama-rubbish', ''],
  ['empty', 'ollama-rubbish', ''],
  ['remote-line', 'model-remote', 'It '],
  ['cloud-sign-in', 'model-remote', ''],
  ['huge-headers', 'ollama-rubbish', ''],
])('an answer that misbehaves (%s) ends as %s, what came before it is kept', async (way, code, text) => {
  const { ollama, fake } = await start({ misbehaviour: { '/api/chat': way } })
  expect(await ask(ollama)).toEqual({ text, end: null, code })
  expect(fake.requests.filter((one) => one.path === '/api/chat')).toHaveLength(way === 'busy' ? 5 : 1)
})

test.each<[Misbehaviour, string]>([
  ['html', 'ollama-rubbish'],
  ['hang', 'ollama-hung'],
  ['rubbish', 'ollama-rubbish'],
  ['redirect', 'ollama-rubbish'],
  ['error-first', 'ollama-rubbish'],
  ['empty', 'ollama-rubbish'],
  ['other-json', 'ollama-rubbish'],
  ['endless-line', 'ollama-rubbish'],
  ['reset', 'ollama-rubbish'],
])(
  'a server that misbehaves from the start (%s) is the state %s, not a fault',
  async (way, state) => {
    const { ollama, fake } = await start({ misbehaviour: { '/api/version': way } })
    expect(await ollama.state(never)).toEqual({
      engine: { kind: 'ollama', id: 'ollama', state, address: fake.address, version: null, remote: false },
      models: [],
      blocked: [],
    })
  },
  10_000,
)

test('lines and letters that come byte by byte are put together', async () => {
  const { ollama } = await start({ misbehaviour: { '/api/chat': 'byte-by-byte' } })
  const { text, end } = await ask(ollama)
  expect(text).toBe('Es regnete ☔ [1]')
  expect(end).toEqual({ type: 'end', reason: 'stop', promptTokens: 7, answerTokens: 3 })
})

test('a full queue is asked again after longer and longer waits, out of step', async () => {
  const { ollama } = await start({ misbehaviour: { '/api/chat': ['busy', 'busy', null] } })
  expect((await ask(ollama)).text).toBe('The documents say so [1].')
  expect(pauses).toEqual([300, 600])
})

test('the request never lets the server choose: context, no cutting, no thinking, this computer only', async () => {
  const { ollama, fake } = await start({ models: [{ name: 'thinker:8b', capabilities: ['completion', 'thinking'], contextLength: 40_960 }] })
  expect((await ask(ollama, 'thinker:8b')).code).toBeNull()
  expect(fake.requests.findLast(({ path }) => path === '/api/chat')?.body).toEqual({
    model: 'thinker:8b:local',
    messages: turns,
    stream: true,
    think: false,
    truncate: false,
    shift: false,
    options: { num_ctx: 8_192, num_predict: 200 },
  })
})

test('a reply of fields is forced by a schema, and where none are asked for nothing is', async () => {
  const { ollama, fake } = await start({ models: [{ name: 'small:1b', contextLength: 2_048 }] })
  for await (const part of ollama
    .chatModel('small:1b')
    .chat(turns, { contextTokens: 2_048, answerTokens: 200, fields: { quote: 'string', borneOut: 'boolean' } }, never))
    if (part.type === 'end') break
  expect(fake.requests.findLast(({ path }) => path === '/api/chat')?.body).toMatchObject({
    format: { type: 'object', properties: { quote: { type: 'string' }, borneOut: { type: 'boolean' } }, required: ['quote', 'borneOut'] },
  })
})

test('older servers are asked only for what they know', async () => {
  const { ollama, fake } = await start({ version: '0.9.6', models: [{ name: 'small:1b', contextLength: 2_048 }] })
  expect((await ask(ollama)).code).toBeNull()
  expect(fake.requests.findLast(({ path }) => path === '/api/chat')?.body).toEqual({
    model: 'small:1b',
    messages: turns,
    stream: true,
    options: { num_ctx: 2_048, num_predict: 200 },
  })
  expect((await ollama.state(never)).engine.state).toBe('ready')
})

test.each([
  ['0.20.0', '0.9.6'],
  ['0.12.6', '0.12.5'],
])('a request that does not fit is an error in %s and %s, never cut in silence', async (refuses, cuts) => {
  for (const version of [refuses, cuts]) {
    const { ollama } = await start({ version })
    const long = [{ role: 'user', content: 'word '.repeat(3_000) }] as const
    const read = async () => {
      for await (const part of ollama.chatModel('small:1b').chat(long, { contextTokens: 1_000, answerTokens: 10 }, never)) expect(part.type).toBe('text')
    }
    await expect(read()).rejects.toMatchObject({ code: 'context-too-small', details: { model: 'small:1b', context: 1_000 } })
  }
})

test('an answer that ran into its limit says so', async () => {
  const { ollama } = await start({ answer: 'word '.repeat(500) })
  expect((await ask(ollama)).end).toMatchObject({ reason: 'length', answerTokens: 200 })
})

test('a model named for the cloud is refused before anything is asked', async () => {
  const { ollama, fake } = await start()
  for (const name of ['gpt-oss:120b-cloud', 'x:cloud', 'x:Cloud ', 'team/x:1b-cloud']) expect((await ask(ollama, name)).code).toBe('model-remote')
  expect(fake.requests).toEqual([])
})

test('a stub of a cloud model is listed as blocked and refused', async () => {
  const stub = { name: 'innocent:7b', remote: { model: 'big', host: 'https://ollama.com:443' } }
  for (const version of ['0.13.0', '0.20.0']) {
    const { ollama, fake } = await start({ version, models: [{ name: 'small:1b' }, stub, { name: 'y:cloud' }] })
    const state = await ollama.state(never)
    expect(state.models.map((model) => model.name)).toEqual(['small:1b'])
    expect(state.blocked).toEqual(['innocent:7b', 'y:cloud'])
    expect((await ask(ollama, 'innocent:7b')).code).toBe(version === '0.13.0' ? 'model-remote' : 'model-missing')
    expect(fake.requests.some((one) => one.path === '/api/chat')).toBe(false)
  }
})

test('models that only embed are no chat models', async () => {
  const { ollama } = await start({ models: [{ name: 'small:1b' }, { name: 'all-minilm', family: 'bert' }, { name: 'nomic', family: 'nomic-bert' }] })
  expect((await ollama.state(never)).models).toEqual([
    {
      name: 'small:1b',
      engine: 'ollama',
      engineId: 'ollama',
      family: 'llama',
      parameters: '1.2B',
      quantization: 'Q8_0',
      size: 1_300_000_000,
      contextTokens: 131_072,
      capabilities: [],
      loaded: null,
      adapter: null,
    },
  ])
})

test('the state tells whether Ollama’s cloud is switched off', async () => {
  expect((await (await start({ cloudDisabled: true })).ollama.state(never)).engine.cloud).toBe('off')
  expect((await (await start()).ollama.state(never)).engine.cloud).toBe('on')
  expect((await (await start({ version: '0.13.0' })).ollama.state(never)).engine.cloud).toBeUndefined()
})

test.each([
  ['0.8.0', 'ollama-too-old'],
  ['0.9.0', 'ready'],
  ['0.0.0', 'ready'],
  ['0.12.6-rc1', 'ready'],
  ['latest', 'ollama-rubbish'],
])('version %s is %s', async (version, state) => {
  const { ollama } = await start({ version })
  expect((await ollama.state(never)).engine.state).toBe(state)
})

test('nothing there, a locked gate and an unknown model have their own codes', async () => {
  const absent = client('http://127.0.0.1:1').ollama
  expect((await absent.state(never)).engine.state).toBe('ollama-absent')
  expect((await ask(absent)).code).toBe('ollama-absent')
  const { ollama, gate } = await start()
  expect((await ask(ollama, 'unknown:1b')).code).toBe('model-missing')
  gate.lock(true)
  expect((await ollama.state(never)).engine.state).toBe('network-locked')
  expect((await ask(ollama)).code).toBe('network-locked')
})

test('leaving the loop stops the model; stopping throws the signal’s own reason', async () => {
  const { ollama, fake } = await start({ answer: 'word '.repeat(300), tokensPerSecond: 50 })
  for await (const part of ollama.chatModel('small:1b').chat(turns, { contextTokens: 4_096, answerTokens: 200 }, never)) {
    expect(part.type).toBe('text')
    break
  }
  const stop = new AbortController()
  const reason = new Error('enough')
  setTimeout(() => stop.abort(reason), 100)
  await expect(ask(ollama, 'small:1b', stop.signal)).rejects.toBe(reason)
  await expect.poll(() => fake.abandoned()).toBe(2)
})

test('two questions at once are asked one after the other; one that waits can be stopped', async () => {
  const { ollama, fake } = await start({ answer: 'a b c d e f', tokensPerSecond: 40 })
  const first = ask(ollama)
  const stop = new AbortController()
  await expect.poll(() => fake.requests.filter((one) => one.path === '/api/chat').length).toBe(1)
  const second = ask(ollama, 'small:1b', stop.signal)
  const third = ask(ollama)
  setTimeout(() => stop.abort(new AlcoveError('stopped')), 40)
  expect((await second).code).toBe('stopped')
  expect(fake.requests.filter((one) => one.path === '/api/chat')).toHaveLength(1)
  expect((await first).text).toBe('a b c d e f')
  expect((await third).text).toBe('a b c d e f')
})

test('the fake fails loudly when it is asked what it does not know', async () => {
  const fake = await startFakeOllama()
  await fetch(`${fake.address}/api/me`)
  await expect(fake.close()).rejects.toThrow('/api/me')
})

test('a question has its model described once, however often it is put to it; the next one anew', async () => {
  const { ollama, fake } = await start()
  const described = () => fake.requests.filter(({ path }) => path === '/api/show').length
  expect(await ollama.usable('small:1b', never)).toBe(true)
  expect((await ask(ollama)).code).toBeNull()
  expect((await ask(ollama)).code).toBeNull()
  expect(described()).toBe(1)
  expect(await ollama.usable('small:1b', never)).toBe(true)
  expect(described()).toBe(2)
  await ollama.remove('small:1b', never)
  expect((await ask(ollama)).code).toBe('model-missing')
})
