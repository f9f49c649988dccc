/** Models made in Ollama: the whole protocol of every version, and what is left when it goes wrong. */
import { createHash } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { AlcoveError, type ErrorDetails } from '../../../core/errors.ts'
import { type Network, NetworkError } from '../../../core/ports/network.ts'
import type { MakeOrder, MakeProgress, ModelBytes } from '../../../core/ports/ollama-models.ts'
import type { Ollama } from '../../../models/ollama.ts'
import { ollamaAt } from '../../fakes/ollama/client.ts'
import { type FakeModel, type FakeOllama, type FakeOllamaOptions, type Misbehaviour, startFakeOllama } from '../../fakes/ollama/server.ts'

const open: FakeOllama[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

const never = new AbortController().signal
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const baseSha256 = '12'.repeat(32)
const eyes = '34'.repeat(32)
const base: FakeModel = {
  name: 'base:1b',
  sha256: baseSha256,
  template: '{{- if .Tools }}"""tools"""{{ end }}\n{{ .Prompt }} ',
  system: '"',
  renderer: 'house',
  parser: 'house',
  license: 'Use it well.\n"Or" not.',
  parameters: [
    ['stop', '<|end|>'],
    ['stop', '"\n\t\u0007'],
    ['temperature', 0.7],
    ['num_ctx', 2_048],
    ['penalize_newline', true],
  ],
  messages: [{ role: 'user', content: 'Hello\n"you"' }],
  capabilities: ['completion', 'tools', 'thinking'],
}
const inherited = ['template', 'system', 'renderer', 'parser', 'license', 'parameters', 'messages', 'capabilities'] as const

interface Started {
  readonly fake: FakeOllama
  readonly ollama: Ollama
  readonly gate: ReturnType<typeof ollamaAt>['gate']
}

async function start(options: FakeOllamaOptions = {}): Promise<Started> {
  const fake = await startFakeOllama({ models: [base], ...options })
  open.push(fake)
  return { fake, ...ollamaAt(fake.address, () => pause(60)) }
}

function bytesOf(text: string, pieces = 4, betweenMs = 0): ModelBytes & { readonly letGo: () => boolean } {
  const all = Buffer.from(text.padEnd(4_096, '.'))
  let going = 0
  return {
    sha256: createHash('sha256').update(all).digest('hex'),
    size: all.byteLength,
    letGo: () => going === 0,
    async *chunks(signal) {
      going += 1
      try {
        const length = Math.ceil(all.byteLength / pieces)
        for (let at = 0; at < all.byteLength; at += length) {
          if (betweenMs > 0) await pause(betweenMs)
          signal.throwIfAborted()
          yield all.subarray(at, at + length)
        }
      } finally {
        going -= 1
      }
    },
  }
}

const merged = bytesOf('GGUF merged')
const adapter = bytesOf('GGUF general.type adapter')

const order = (changes: Partial<MakeOrder> = {}): MakeOrder => ({
  name: 'mine',
  base: 'base:1b',
  baseSha256,
  route: 'merged',
  bytes: merged,
  replaces: false,
  ...changes,
})

async function make(ollama: Ollama, changes: Partial<MakeOrder> = {}, signal = never, onProgress: (progress: MakeProgress) => void = () => undefined) {
  const stages: string[] = []
  let last: MakeProgress | null = null
  try {
    for await (const progress of ollama.making.make(order(changes), signal)) {
      if (stages.at(-1) !== progress.stage) stages.push(progress.stage)
      last = progress
      onProgress(progress)
    }
    return { stages, last, code: null, details: {} as ErrorDetails }
  } catch (error) {
    if (!(error instanceof AlcoveError)) throw error
    return { stages, last, code: error.code, details: error.details }
  }
}

async function text(ollama: Ollama, name: string): Promise<string> {
  let all = ''
  for await (const part of ollama.chatModel(name).chat([{ role: 'user', content: 'Well?' }], { contextTokens: 2_048, answerTokens: 20 }, never))
    if (part.type === 'text') all += part.text
  return all
}

const calls = (fake: FakeOllama) => fake.requests.map(({ method, path }) => `${method} ${path.replace(/sha256:.*/u, 'FILE')}`)
const allStages = ['check', 'upload', 'create', 'load', 'verify', 'success']
const versions = ['0.12.0', '0.24.0', '0.30.0', '0.34.0', '0.34.1', '0.40.2']
const takers = ['0.30.0', '0.33.0', '0.34.0']
const refusers = ['0.12.0', '0.24.0', '0.34.1', '0.40.2']

test.each(versions)('%s: a merged model is sent, made, loaded, and has all that its base has', async (version) => {
  const { ollama, fake } = await start({ version })
  const { stages, last, code } = await make(ollama)
  expect({ code, stages }).toEqual({ code: null, stages: allStages })
  expect(last).toEqual({ stage: 'success', completed: merged.size, total: merged.size, model: 'mine:latest', lost: [] })
  expect(fake.names()).toEqual(['base:1b', 'mine:latest'])
  const made = fake.model('mine:latest')
  for (const one of inherited) expect([one, made?.[one]]).toEqual([one, base[one]])
  expect(made?.sha256).toBe(merged.sha256)
  expect(fake.loaded()).toEqual([])
  expect(calls(fake).filter((call) => call.includes('FILE'))).toEqual(['HEAD /api/blobs/FILE', 'POST /api/blobs/FILE'])
  expect((await ollama.state(never)).models.map(({ name }) => name)).toEqual(['base:1b', 'mine:latest'])
  fake.restart()
  expect(fake.blobs()).toEqual([merged.sha256])
})

test('it is looked at before it gets its name, and gone where it does not stand that', async () => {
  const { ollama, fake } = await start()
  const seen: (readonly string[])[] = []
  const looked = async (name: string) => {
    seen.push(fake.names(), fake.loaded(), [await text(ollama, name)])
  }
  expect((await make(ollama, { verify: looked })).code).toBeNull()
  const [hidden = ''] = seen[1] ?? []
  expect(seen).toEqual([['base:1b', hidden], [hidden], ['The documents say so [1].']])
  expect(fake.loaded()).toEqual([])
  const refusing = async () => {
    throw new AlcoveError('created-unlike', { model: 'other' })
  }
  expect((await make(ollama, { name: 'other', verify: refusing })).code).toBe('created-unlike')
  expect(fake.names()).toEqual(['base:1b', 'mine:latest'])
})

test('a base is found by its file, whatever its name; where there is none, a merged model is made of its bytes alone', async () => {
  const models: readonly FakeModel[] = [
    { name: 'adapted:1b', sha256: baseSha256, adapters: ['9a'.repeat(32)] },
    { name: 'alcove-unfinished:x', sha256: baseSha256 },
  ]
  const { ollama, fake } = await start({ models })
  expect(await ollama.making.baseOfFile(baseSha256, never)).toBeNull()
  expect((await make(ollama, { base: null })).code).toBeNull()
  expect(fake.model('mine:latest')).toMatchObject({ sha256: merged.sha256, template: '{{ guessed }}' })
  expect((await make(ollama, { base: null, route: 'adapter', name: 'other', bytes: adapter })).code).toBe('adapter-refused')
  fake.set({ models: [...models, base] })
  expect(await ollama.making.baseOfFile(baseSha256, never)).toBe('base:1b')
  expect(await ollama.making.baseOfFile('de'.repeat(32), never)).toBeNull()
})

test('a file that is there is not sent again, and its maker is not even asked', async () => {
  const { ollama, fake } = await start()
  await make(ollama)
  expect((await make(ollama, { name: 'other', bytes: { ...merged, chunks: () => Promise.reject(new Error('asked')) as never } })).code).toBeNull()
  expect(calls(fake).filter((call) => call === 'POST /api/blobs/FILE')).toHaveLength(1)
})

test.each<[string, readonly (Misbehaviour | null)[], boolean]>([
  ['it appears between two calls, and the server answers without reading', ['blob-hidden', null], true],
  ['the connection breaks, and it is there when looked at again', ['blob-hidden', 'blob-drop', null], true],
  ['the connection breaks, and it is not there', [null, 'blob-drop', null], false],
])('a file whose sending goes astray: %s', async (_, plan, whole) => {
  const { ollama, fake } = await start()
  if (whole) await make(ollama, { name: 'first' })
  const before = fake.names()
  fake.set({ misbehaviour: { '/api/blobs': plan } })
  const { code } = await make(ollama, { bytes: { ...bytesOf('GGUF merged', 64, 1) } })
  expect(code).toBe(whole ? null : 'create-cut')
  expect(fake.names()).toEqual(whole ? [...before, 'mine:latest'] : before)
})

test.each(versions)('%s: whether adapters are taken is asked once and leaves nothing behind', async (version) => {
  const { ollama, fake } = await start({ version })
  const takes = takers.includes(version)
  expect(await ollama.making.takesAdapters(never)).toBe(takes)
  const asked = fake.requests.filter(({ path }) => path === '/api/create').length
  expect(asked).toBe(['0.12.0', '0.24.0'].includes(version) ? 0 : 2)
  expect(await ollama.making.takesAdapters(never)).toBe(takes)
  expect(fake.requests.filter(({ path }) => path === '/api/create')).toHaveLength(asked)
  expect([fake.names(), fake.blobs()]).toEqual([['base:1b'], []])
})

test('another version of the server is asked anew', async () => {
  const { ollama, fake } = await start({ version: '0.34.0' })
  expect(await ollama.making.takesAdapters(never)).toBe(true)
  fake.set({ version: '0.34.1' })
  expect(await ollama.making.takesAdapters(never)).toBe(false)
})

test.each(takers)('%s: an adapter is laid over its base, which brings along all the rest', async (version) => {
  const { ollama, fake } = await start({ version })
  expect((await make(ollama, { route: 'adapter', bytes: adapter })).code).toBeNull()
  expect(fake.model('mine:latest')).toEqual({ ...base, name: 'mine:latest', adapters: [adapter.sha256], broken: false, modifiedAt: expect.any(String) })
  expect(fake.requests.findLast(({ path }) => path === '/api/create')?.body).toEqual({
    model: expect.stringMatching(/^alcove-unfinished:/u),
    from: 'base:1b:local',
    adapters: { 'adapter.gguf': `sha256:${adapter.sha256}` },
    stream: true,
  })
})

test.each(refusers)('%s: an adapter is refused before a byte of it is sent', async (version) => {
  const { ollama, fake } = await start({ version })
  expect(await make(ollama, { route: 'adapter', bytes: adapter })).toMatchObject({ code: 'adapter-refused', details: { version } })
  expect(calls(fake).some((call) => call.includes('FILE'))).toBe(false)
})

test('a server that was thought to take adapters and does not is remembered as such', async () => {
  const { ollama, fake } = await start({ version: '0.34.0', misbehaviour: { '/api/create': [null, null, 'bad-request'] } })
  expect((await make(ollama, { route: 'adapter', bytes: adapter })).code).toBe('adapter-refused')
  expect(await ollama.making.takesAdapters(never)).toBe(false)
  expect(fake.names()).toEqual(['base:1b'])
})

test('what goes wrong otherwise while an adapter is laid over its base is no refusal of adapters', async () => {
  const { ollama } = await start({ version: '0.34.0', misbehaviour: { '/api/create': [null, null, 'error-midway'] } })
  expect((await make(ollama, { route: 'adapter', bytes: adapter })).code).toBe('create-failed')
  expect(await ollama.making.takesAdapters(never)).toBe(true)
})

test('a base that sees takes its eyes along, and what gets lost is told', async () => {
  const seeing: FakeModel = { ...base, name: 'seer:4b', eyes: [eyes], capabilities: ['completion', 'tools', 'thinking', 'vision', 'audio'] }
  const { ollama, fake } = await start({ version: '0.33.0', models: [seeing] })
  expect((await make(ollama, { base: 'seer:4b' })).last?.lost).toEqual(['audio'])
  expect(fake.model('mine:latest')).toMatchObject({ eyes: [eyes], capabilities: ['completion', 'tools', 'thinking', 'vision'] })
})

test.each(['0.34.0', '0.34.1'])('%s: typical_p goes along where it is taken', async (version) => {
  const { ollama, fake } = await start({ version, models: [{ ...base, parameters: [['typical_p', 0.9]] }] })
  expect((await make(ollama)).code).toBeNull()
  expect(fake.model('mine:latest')?.parameters).toEqual(version === '0.34.0' ? [['typical_p', 0.9]] : [])
})

test.each<[string, FakeOllamaOptions, Partial<MakeOrder>, string, string?]>([
  ['whether the file is there cannot be told', { misbehaviour: { '/api/blobs': ['error-first', null] } }, {}, 'ollama-rubbish'],
  ['whether the file is there is not told for want of time', { misbehaviour: { '/api/blobs': ['busy', null] } }, {}, 'ollama-busy'],
  ['the disk fills while the file is sent', { misbehaviour: { '/api/blobs': [null, 'blob-disk-full'] } }, {}, 'create-failed', 'no space left on device'],
  ['the disk fills while the model is made', { creating: 'disk-full' }, {}, 'create-failed', 'no space left on device'],
  ['the bytes are not those that were told', {}, { bytes: { ...merged, sha256: '56'.repeat(32) } }, 'create-failed', 'digest mismatch'],
  ['an error comes midway', { misbehaviour: { '/api/create': 'error-midway' } }, {}, 'create-failed', 'out of memory'],
  ['an error comes first', { misbehaviour: { '/api/create': 'error-first' } }, {}, 'create-failed', 'the model crashed'],
  ['the stream just ends', { creating: 'cut' }, {}, 'create-cut'],
  ['the connection breaks, and the server goes on alone', { creating: 'late' }, {}, 'create-cut'],
  ['the connection breaks midway', { misbehaviour: { '/api/create': 'reset' } }, {}, 'create-cut'],
  ['a web page answers', { misbehaviour: { '/api/create': 'html' } }, {}, 'ollama-rubbish'],
  ['a redirect answers', { misbehaviour: { '/api/create': 'redirect' } }, {}, 'ollama-rubbish'],
  ['it cannot be given its name', { misbehaviour: { '/api/copy': 'error-first' } }, {}, 'ollama-failed'],
  ['a broken file', { version: '0.34.0' }, { bytes: bytesOf('GGML') }, 'create-failed', 'invalid file magic'],
  ['a broken file that shows when it is loaded', { version: '0.34.1' }, { bytes: bytesOf('GGML') }, 'created-broken', 'unable to load model'],
])('%s: the name stays free, and what was made is gone', async (_, options, changes, code, reason) => {
  const { ollama, fake } = await start(options)
  const { stages, ...found } = await make(ollama, changes)
  expect(found.code).toBe(code)
  expect(found.details['reason'] ?? '').toContain(reason ?? '')
  expect(stages).not.toContain('success')
  await pause(30)
  expect(fake.names()).toEqual(['base:1b'])
  fake.set({ misbehaviour: {}, creating: 'well', version: '0.20.0' })
  expect((await make(ollama)).code).toBeNull()
  expect(fake.names()).toEqual(['base:1b', 'mine:latest'])
})

test.each(['check', 'upload', 'create', 'load'] as const)('stopped or left at %s, nothing of it stays, and the maker is let go', async (stage) => {
  const { ollama, fake } = await start({ createPauseMs: 5 })
  const stop = new AbortController()
  const reason = new Error('enough')
  const slow = bytesOf('GGUF merged', 40, 1)
  const stopAt = (progress: MakeProgress) => progress.stage === stage && setTimeout(() => stop.abort(reason), stage === 'create' ? 12 : 1)
  await expect(make(ollama, { bytes: slow }, stop.signal, stopAt)).rejects.toBe(reason)
  expect(slow.letGo()).toBe(true)
  for await (const progress of ollama.making.make(order({ bytes: slow }), never)) if (progress.stage === stage) break
  expect(slow.letGo()).toBe(true)
  await expect.poll(() => fake.answering()).toBe(0)
  expect(fake.names()).toEqual(['base:1b'])
})

test('with the lock on nothing is sent; turned on in the midst, it ends the sending', async () => {
  const { ollama, fake, gate } = await start()
  gate.lock(true)
  expect((await make(ollama)).code).toBe('network-locked')
  expect(fake.requests).toEqual([])
  gate.lock(false)
  setTimeout(() => gate.lock(true), 50)
  expect((await make(ollama, { bytes: bytesOf('GGUF merged', 40, 5) })).code).toBe('network-locked')
  expect(fake.names()).toEqual(['base:1b'])
})

test('a name that is taken is kept, unless it is ours to give up', async () => {
  const { ollama, fake } = await start({ models: [base, { name: 'mine:latest', sha256: '78'.repeat(32) }] })
  for (const name of ['mine', 'Mine:latest', 'base:1b']) expect((await make(ollama, { name })).code).toBe('model-exists')
  expect((await make(ollama, { name: 'base:1b', replaces: true })).code).toBe('model-exists')
  expect(fake.blobs()).toEqual([])
  expect((await make(ollama, { replaces: true, bytes: bytesOf('GGML') })).code).toBe('create-failed')
  expect(fake.model('mine:latest')?.sha256).toBe('78'.repeat(32))
  expect((await make(ollama, { replaces: true })).code).toBeNull()
  expect(fake.model('mine:latest')?.sha256).toBe(merged.sha256)
})

/** Ends as a killed process does: from some request on nothing gets out, tidying up included. */
const killedAfter =
  (requests: number) =>
  (network: Network): Network => {
    let sent = 0
    const request: Network['request'] = async (...asked) => {
      sent += 1
      if (sent > requests) throw new NetworkError('unreachable')
      return await network.request(...asked)
    }
    return { delegate: network.delegate, lock: network.lock, locked: false, request }
  }

test.each<[MakeOrder['route'], ModelBytes, string]>([
  ['merged', merged, '0.34.1'],
  ['adapter', adapter, '0.33.0'],
])('%s: killed after any request, the same is made again, and was its end not noted, over what is there', async (route, bytes, version) => {
  let after = 0
  for (let ended = false; !ended; after += 1) {
    const { fake, ollama } = await start({ version })
    ended = (await make(ollamaAt(fake.address, () => undefined, {}, killedAfter(after)).ollama, { route, bytes })).code === null
    expect((await make(ollama, { route, bytes })).code, `after ${after} requests`).toBeNull()
    expect(fake.names(), `after ${after} requests`).toEqual(['base:1b', 'mine:latest'])
  }
  expect(after).toBeGreaterThan(15)
})

test.each<[string, Partial<FakeModel>]>([
  ['says something of its own', { system: 'Answer in verse.' }],
  ['has an adapter over it', { adapters: ['9a'.repeat(32)] }],
  ['is of another file', { sha256: '78'.repeat(32) }],
  ['stands for one elsewhere', { remote: { model: 'big', host: 'https://ollama.com:443' } }],
])('one of our file’s that %s is not taken for ours', async (_, changes) => {
  const theirs: FakeModel = { ...base, name: 'mine:latest', sha256: merged.sha256, ...changes }
  const { ollama, fake } = await start({ models: [base, theirs] })
  expect((await make(ollama)).code).toBe('model-exists')
  expect(fake.model('mine:latest')).toEqual(theirs)
})

test.each(['', 'a/b', 'x:local', 'x:cloud', 'x:12b-cloud', 'gguf:x', 'server:x', 'alcove-unfinished:x', '../x', 'a b', 'x:', `x${'y'.repeat(90)}`])(
  '“%s” is no name for a model',
  async (name) => {
    const { ollama, fake } = await start()
    expect((await make(ollama, { name })).code).toBe('model-name-invalid')
    expect(fake.blobs()).toEqual([])
  },
)

test('nothing is made of a base that is elsewhere, gone, another, adapted already, or no GGUF; never is one fetched', async () => {
  const models: readonly FakeModel[] = [
    base,
    { name: 'adapted:1b', sha256: baseSha256, adapters: ['9a'.repeat(32)] },
    { name: 'mlx:1b', sha256: baseSha256, format: 'safetensors' },
    { name: 'stub:1b', remote: { model: 'big', host: 'https://ollama.com:443' } },
    { name: 'odd:1b', path: '/somewhere/model.gguf' },
  ]
  const { ollama, fake } = await start({ models, library: { 'gone:1b': [10] } })
  const codeOf = async (name: string) => (await make(ollama, { base: name })).code
  expect(await codeOf('big:120b-cloud')).toBe('model-remote')
  expect(await codeOf('stub:1b')).toBe('model-remote')
  expect(await codeOf('gone:1b')).toBe('model-missing')
  for (const name of ['adapted:1b', 'mlx:1b', 'odd:1b']) expect([name, await codeOf(name)]).toEqual([name, 'base-unusable'])
  expect((await make(ollama, { baseSha256: 'bc'.repeat(32) })).code).toBe('adapter-mismatch')
  expect(calls(fake).filter((call) => /pull|FILE|create/u.test(call))).toEqual([])
})

test('what a killed Alcove left is seen by nobody and swept after an hour; younger ones may be another’s work', async () => {
  const left = (tag: string, minutes: number): FakeModel => ({
    name: `alcove-unfinished:${tag}`,
    modifiedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
  })
  const { ollama, fake } = await start({ models: [base, left('old', 90), left('young', 10)] })
  expect((await ollama.state(never)).models.map(({ name }) => name)).toEqual(['base:1b'])
  expect(await ollama.making.sweep(never)).toBe(1)
  expect(fake.names()).toEqual(['base:1b', 'alcove-unfinished:young'])
})

test('what a killed Alcove left is taken over when the same is made again', async () => {
  const hidden = `alcove-unfinished:${merged.sha256.slice(0, 16)}`
  const { ollama, fake } = await start({ models: [base, { name: hidden, sha256: '78'.repeat(32), modifiedAt: new Date().toISOString(), broken: true }] })
  expect((await make(ollama)).code).toBeNull()
  expect(fake.names()).toEqual(['base:1b', 'mine:latest'])
  expect(fake.model('mine:latest')?.sha256).toBe(merged.sha256)
})

test('the base’s file is found where it can be read here; what the disk cannot hold is refused beforehand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-ollama-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, `sha256-${baseSha256}`)
  const { ollama, fake } = await start({
    models: [
      { ...base, path },
      { ...base, name: 'far:1b' },
    ],
  })
  await expect(ollama.making.readableBase('base:1b', never)).rejects.toMatchObject({ code: 'base-file-elsewhere', details: { path } })
  await writeFile(path, 'GGUF')
  expect(await ollama.making.readableBase('base:1b', never)).toMatchObject({ path, sha256: baseSha256 })
  expect(await make(ollama, { bytes: { ...merged, size: 8e15 } })).toMatchObject({ code: 'disk-short', details: { needed: 8_000_000.1 } })
  expect(fake.blobs()).toEqual([])
  const file = ollama.making.ofFile({ path, size: 4, sha256: createHash('sha256').update('GGUF').digest('hex') })
  expect((await make(ollama, { bytes: file })).code).toBeNull()
  expect(fake.model('mine:latest')?.size).toBe(4)
  // what Ollama has already takes no room
  await make(ollama, { name: 'other' })
  expect((await make(ollama, { name: 'third', bytes: { ...merged, size: 8e15 } })).code).toBeNull()
})

// Windows takes no right to read away by such a mode
test.skipIf(process.platform === 'win32')('a file of Ollama’s that may not be read is told as such', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-ollama-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, `sha256-${baseSha256}`)
  await writeFile(path, 'GGUF')
  await chmod(folder, 0o755)
  await chmod(path, 0o000)
  const { ollama } = await start({ models: [{ ...base, path }] })
  const isRoot = process.getuid?.() === 0
  try {
    // root may read everything: the system's user without rights may not
    if (isRoot) process.seteuid?.(65_534)
    await expect(ollama.making.readableBase('base:1b', never)).rejects.toMatchObject({ code: 'base-file-denied', details: { path } })
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
})

test.each(['0.12.0', '0.40.2'])('%s: the prompt that a model’s template makes is told, where it can be', async (version) => {
  const { ollama } = await start({ version })
  const rendered = await ollama.making.rendered('base:1b', [{ role: 'user', content: 'Hello' }], never)
  expect(rendered).toBe(version === '0.12.0' ? null : `${base.template}|<user>Hello`)
})
