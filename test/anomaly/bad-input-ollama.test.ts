/** Ollama absent, hung or sending rubbish: a model that was asked for by name fails with what to do, and quotes are always to be had. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openStores } from '../../core/store/open-stores.ts'
import type { Settings } from '../../core/types/settings.ts'
import { type FakeOllamaOptions, startFakeOllama } from '../fakes/ollama/server.ts'
import { alcove, startAlcove } from './alcove.ts'

const samples = resolve(import.meta.dirname, '../../samples')
const question = 'Who keeps the key of the tool shed?'
let data = ''

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'alcove-ollama-'))
  expect((await alcove(['add', samples, '--data', data])).code).toBe(0)
  return () => rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

async function setting(changes: Partial<Settings>): Promise<void> {
  const stores = openStores(join(data, 'alcove.db'))
  stores.settings.write(changes)
  await stores.committed()
  stores.close()
}

interface Reply {
  readonly error?: { readonly code: string; readonly message: string }
  readonly mode?: string
  readonly answered?: boolean
  readonly answer?: string
  readonly citations?: readonly { readonly file: string }[]
}

async function ask(...args: string[]): Promise<{ readonly code: number | null; readonly stderr: string; readonly reply: Reply }> {
  const { code, stdout, stderr } = await alcove(['ask', question, ...args, '--data', data, '--json'])
  return { code, stderr, reply: JSON.parse(stdout) as Reply }
}

test('no Ollama at all: a model asked for by name fails with exit code 1, quotes answer, and a model of the settings falls back to them', async () => {
  await setting({ ollamaAddress: 'http://127.0.0.1:9', model: 'small:1b' })
  const named = await ask('--model', 'small:1b')
  expect(named.code).toBe(1)
  expect(named.reply.error).toMatchObject({ code: 'ollama-absent', message: expect.stringContaining('Start it, or install it from ollama.com') })
  expect(named.stderr).toBe(`alcove: ${named.reply.error?.message}\n`)

  for (const args of [['--model', 'none'], []]) {
    const quotes = await ask(...args)
    expect(quotes.code).toBe(0)
    expect(quotes.reply).toMatchObject({ mode: 'quotes', answered: true })
    expect(quotes.reply.answer).toContain('Tom Abara keeps the key')
    expect(quotes.reply.citations?.[0]?.file).toBe(join(samples, 'Meeting notes March.txt'))
  }
})

const misbehaving: [string, FakeOllamaOptions, string, string][] = [
  ['hangs', { misbehaviour: { '/api/version': 'hang' } }, 'ollama-hung', 'Restart it'],
  ['sends a web page', { misbehaviour: { '/api/version': 'html' } }, 'ollama-rubbish', 'Check the address in Settings'],
  ['sends rubbish for the answer', { misbehaviour: { '/api/chat': 'rubbish' } }, 'ollama-rubbish', 'Check the address in Settings'],
  ['breaks off its answer', { misbehaviour: { '/api/chat': 'cut' } }, 'model-cut', 'ask again'],
  ['sends one endless line', { misbehaviour: { '/api/chat': 'endless-line' } }, 'ollama-rubbish', 'Check the address in Settings'],
  ['is too old', { version: '0.1.0' }, 'ollama-too-old', 'Update it to'],
  ['has no such model', { models: [{ name: 'other:1b' }] }, 'model-missing', 'Choose one of the models listed'],
  [
    'has it on another computer',
    { version: '0.13.0', models: [{ name: 'small:1b', remote: { model: 'big', host: 'https://ollama.com:443' } }] },
    'model-remote',
    'choose a local model',
  ],
]

test.each(misbehaving)('Ollama %s: exit code 1, what to do, and nothing else is lost', async (_how, options, code, advice) => {
  const ollama = await startFakeOllama(options)
  try {
    await setting({ ollamaAddress: ollama.address })
    const { code: exit, reply, stderr } = await ask('--model', 'small:1b')
    expect(exit).toBe(1)
    expect(reply).toMatchObject({ error: { code, message: expect.stringContaining(advice) } })
    expect(stderr).toBe(`alcove: ${reply.error?.message}\n`)
  } finally {
    await ollama.close()
  }
})

test('an Ollama that hangs does not keep a model of the settings from falling back to quotes', async () => {
  const ollama = await startFakeOllama({ misbehaviour: { '/api/version': 'hang' } })
  try {
    await setting({ ollamaAddress: ollama.address, model: 'small:1b' })
    expect(await ask()).toMatchObject({ code: 0, reply: { mode: 'quotes', answered: true } })
  } finally {
    await ollama.close()
  }
})

test('Ctrl-C while a model is silent ends the command with exit code 1, and the model’s call with it', async () => {
  const ollama = await startFakeOllama({ misbehaviour: { '/api/chat': 'stall' } })
  try {
    await setting({ ollamaAddress: ollama.address })
    const { child, ended } = startAlcove(['ask', question, '--model', 'small:1b', '--data', data, '--json'])
    await expect.poll(() => ollama.requests.some(({ path }) => path === '/api/chat'), { timeout: 60_000 }).toBe(true)
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'stopped' } })
    await expect.poll(() => ollama.answering()).toBe(0)
    expect(ollama.abandoned()).toBe(1)
  } finally {
    await ollama.close()
  }
})

test('what a model says cannot steer the terminal', async () => {
  const ollama = await startFakeOllama({ answer: 'Tom\u001b[2J keeps\r it\u202e here\u0007 [1].\n\n\tSo it is [1].' })
  try {
    await setting({ ollamaAddress: ollama.address })
    const { code, stdout } = await alcove(['ask', question, '--model', 'small:1b', '--data', data])
    expect(code).toBe(0)
    expect(stdout).toContain('Tom\\u001b[2J keeps\\u000d it\\u202e here\\u0007 [1]. (not supported)\n\n\tSo it is [1]. (not supported)')
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  } finally {
    await ollama.close()
  }
})

test('an address that is not on this computer is refused as a setting, and never connected to', async () => {
  await setting({ ollamaAddress: 'http://192.0.2.1:11434' })
  expect((await ask('--model', 'small:1b')).reply.error).toMatchObject({ code: 'network-refused', message: expect.stringContaining('192.0.2.1') })
})
