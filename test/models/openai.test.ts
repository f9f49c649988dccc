import { afterEach, expect, test } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { ChatOptions, ChatPart, ChatTurn } from '../../core/ports/chat-model.ts'
import type { ChatEngine } from '../../core/ports/chat-models.ts'
import { serverAt } from '../fakes/openai/client.ts'
import { type FakeServer, type FakeServerOptions, type Misbehaviour, startFakeServer } from '../fakes/openai/server.ts'

const open: FakeServer[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

async function start(options: FakeServerOptions = {}, key: string | null = null) {
  const fake = await startFakeServer(options)
  open.push(fake)
  return { fake, ...serverAt(fake.address, key) }
}

const never = new AbortController().signal
const rain: readonly ChatTurn[] = [{ role: 'user', content: 'Did it rain?' }]

async function ask(engine: ChatEngine, turns = rain, more: Partial<ChatOptions> = {}, model = 'server:desk/small') {
  let text = ''
  let thoughts = ''
  let end: ChatPart | null = null
  try {
    const chat = engine.chatModel(model)
    const contextTokens = await chat.contextTokens(never)
    for await (const part of chat.chat(turns, { contextTokens, answerTokens: 200, ...more }, never)) {
      if (part.type === 'text') text += part.text
      else if (part.type === 'thinking') thoughts += part.text
      else end = part
    }
    return { text, thoughts, end, code: null }
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    return { text, thoughts, end, code: error.code }
  }
}

test.each<[Misbehaviour, string, string]>([
  ['error-first', 'server-failed', ''],
  ['error-midway', 'server-failed', 'It rained'],
  ['error-event', 'server-failed', 'It rained'],
  ['error-field', 'server-failed', 'It rained'],
  ['cut', 'model-cut', 'It rained'],
  ['reset', 'model-cut', 'It rained'],
  ['stall', 'server-hung', 'It rained'],
  ['hang', 'server-hung', ''],
  ['html', 'server-rubbish', ''],
  ['rubbish', 'server-rubbish', ''],
  ['not-utf8', 'server-rubbish', ''],
  ['empty', 'server-rubbish', ''],
  ['busy', 'server-busy', ''],
  ['redirect', 'server-rubbish', ''],
])('an answer that misbehaves (%s) ends as %s, what came before it is kept', async (misbehaviour, code, text) => {
  const { engine } = await start({ misbehaviour })
  expect(await ask(engine)).toEqual({ text, thoughts: '', end: null, code })
})

test('events that come byte by byte, with comments, CR LF and no last mark, are put together', async () => {
  const { engine } = await start({ misbehaviour: 'byte-by-byte' })
  expect(await ask(engine)).toEqual({
    text: 'Es regnete ☔ [1]',
    thoughts: '',
    end: { type: 'end', reason: 'stop', promptTokens: 7, answerTokens: 3 },
    code: null,
  })
})

test.each(['llama-server', 'vllm', 'lm-studio'] as const)('%s says what its model really holds', async (kind) => {
  const { engine } = await start({ kind, context: 6_000 })
  expect(await engine.chatModel('server:desk/small').contextTokens(never)).toBe(6_000)
  expect((await engine.state(never)).models).toMatchObject([{ name: 'server:desk/small', engine: 'server', engineId: 'desk', contextTokens: 6_000 }])
})

test('where nothing is said, a safe bound holds, or what the user set', async () => {
  const { engine, fake } = await start({ kind: 'plain' })
  expect(await engine.chatModel('server:desk/small').contextTokens(never)).toBe(4_096)
  const told = serverAt(fake.address, null, { 'server:desk/small': 20_000 }).engine
  expect(await told.chatModel('server:desk/small').contextTokens(never)).toBe(20_000)
})

test('what does not fit is refused by the kinds that have a code for it and by those that have none', async () => {
  for (const kind of ['llama-server', 'vllm'] as const) {
    const { engine } = await start({ kind, context: 1_000 })
    expect((await ask(engine, [{ role: 'user', content: 'word '.repeat(3_000) }])).code).toBe('context-too-small')
  }
})

test('thoughts come apart from the answer, and only when they are asked for', async () => {
  const { engine } = await start({ thoughts: 'Clouds mean rain.' })
  expect(await ask(engine)).toMatchObject({ thoughts: '', text: 'The documents say so [1].' })
  expect(await ask(engine, rain, { thinking: true })).toMatchObject({ thoughts: 'Clouds mean rain.', text: 'The documents say so [1].' })
})

test('a picture goes to a model that sees, and one that sees none is not asked', async () => {
  const seen = [{ role: 'user', content: 'What is this?', images: [{ mediaType: 'image/png', data: new Uint8Array([1, 2, 3]) }] }] as const
  const blind = await start()
  expect((await ask(blind.engine, seen)).code).toBe('model-blind')
  expect(blind.fake.requests.some(({ path }) => path === '/v1/chat/completions')).toBe(false)
  const { engine, fake } = await start({ vision: true })
  expect((await ask(engine, seen)).code).toBeNull()
  expect(JSON.stringify(fake.requests.at(-1)?.body)).toContain('data:image/png;base64,AQID')
})

test('a key is sent, and stands in no log; without it the state says so', async () => {
  const { engine, fake, log } = await start({ key: 'sesame' }, 'sesame')
  expect((await ask(engine)).code).toBeNull()
  expect(fake.requests.every(({ key }) => key === 'sesame')).toBe(true)
  await expect.poll(() => log.length).toBeGreaterThan(2)
  expect(log.join('\n')).not.toContain('sesame')
  expect((await serverAt(fake.address).engine.state(never)).engine.state).toBe('server-key')
})

test('absent, locked and unknown have their own codes, and embedding models are no chat models', async () => {
  expect((await serverAt('http://127.0.0.1:1').engine.state(never)).engine).toMatchObject({ state: 'server-absent', remote: false })
  const { engine, network } = await start({ kind: 'lm-studio', models: ['small', 'embed-1'] })
  expect((await engine.state(never)).models.map(({ name }) => name)).toEqual(['server:desk/small'])
  expect((await ask(engine, rain, {}, 'server:desk/other')).code).toBe('model-missing')
  expect(await engine.usable('server:desk/other', never)).toBe(false)
  network.lock(true)
  expect((await engine.state(never)).engine.state).toBe('network-locked')
})

test('a server on another computer is known as such', async () => {
  expect((await serverAt('https://models.invalid:8443/v1').engine.state(never)).engine).toMatchObject({ remote: true, address: 'https://models.invalid:8443' })
})
