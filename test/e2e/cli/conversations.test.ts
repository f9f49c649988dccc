/** Conversations on the command line, over the true engine and a stand-in for Ollama: kept, gone on with, cut off, taken out and in, erased. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStores } from '../../../core/store/open-stores.ts'
import type { Answer } from '../../../core/types/answer.ts'
import type { AnswerMessage, Conversation } from '../../../core/types/conversation.ts'
import { alcove, startAlcove } from '../../anomaly/alcove.ts'
import { type FakeOllama, startFakeOllama } from '../../fakes/ollama/server.ts'

const samples = resolve(import.meta.dirname, '../../../samples')
const question = 'Who keeps the key of the tool shed?'
let folder = ''
let data = ''
let ollama: FakeOllama

interface Asked extends Answer {
  readonly conversation?: { readonly conversationId: string; readonly answerId: string }
}

async function json<T>(...args: readonly string[]): Promise<T> {
  const { stdout, stderr, code } = await alcove([...args, '--data', data, '--json'])
  expect([code, stderr]).toEqual([0, expect.any(String)])
  return JSON.parse(stdout) as T
}

const show = (id: string) => json<Conversation>('conversations', 'show', id)
const last = ({ messages }: Conversation) => messages.at(-1) as AnswerMessage

async function until(good: () => boolean | Promise<boolean>, everyMs = 5): Promise<void> {
  for (const end = Date.now() + 60_000; !(await good()); ) {
    if (Date.now() > end) throw new Error('it never came to that')
    await new Promise((settle) => setTimeout(settle, everyMs))
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-conversations-'))
  data = join(folder, 'data')
  ollama = await startFakeOllama({ models: [{ name: 'small:1b', contextLength: 8_192 }], answer: 'Tom Abara keeps the key [1].' })
  expect((await alcove(['add', samples, '--data', data])).code).toBe(0)
  const stores = openStores(join(data, 'alcove.db'))
  stores.settings.write({ ollamaAddress: ollama.address })
  await stores.committed()
  stores.close()
})
afterAll(async () => {
  await ollama?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

test('ask keeps nothing unless it is told to', async () => {
  const asked = await json<Asked>('ask', question, '--model', 'none')
  expect(asked.conversation).toBeUndefined()
  expect((await alcove(['conversations', 'list', '--data', data])).code).toBe(3)
})

test('a conversation is begun, gone on with, found, taken out and in, and removed without trace', async () => {
  const first = await json<Asked>('ask', question, '--model', 'none', '--conversation', 'new')
  const id = first.conversation?.conversationId ?? ''
  const second = await json<Asked>('ask', 'And since when does he have it?', '--model', 'small:1b', '--conversation', id)
  expect(second.receipt.rewrite?.query).toMatch(/tool shed/)
  const kept = await show(id)
  expect(kept.messages.map(({ role, parentId }) => [role, parentId])).toEqual([
    ['question', null],
    ['answer', kept.messages[0]?.id],
    ['question', kept.messages[1]?.id],
    ['answer', kept.messages[2]?.id],
  ])
  expect(last(kept)).toMatchObject({ state: 'done', text: 'Tom Abara keeps the key [1].', model: 'small:1b' })

  const { conversations } = await json<{ readonly conversations: readonly { readonly id: string }[] }>('conversations', 'list', 'tool shed abara')
  expect(conversations.map((one) => one.id)).toEqual([id])
  const printed = await alcove(['conversations', 'show', id, '--data', data])
  expect(printed.stdout).toContain('Meeting notes March.txt')

  expect(await json('conversations', 'rate', id, 'poor', '--answer', kept.messages[1]?.id ?? '')).toMatchObject({ rating: 'poor' })
  expect(await json('conversations', 'correct', id, 'Nobody keeps it.')).toMatchObject({ id: last(kept).id, correction: 'Nobody keeps it.' })
  expect((await alcove(['conversations', 'rate', id, 'good', '--answer', '999', '--data', data])).code).toBe(3)

  const file = join(folder, 'out.json')
  await json('conversations', 'export', id, file)
  expect((await alcove(['conversations', 'export', id, file, '--data', data])).code).toBe(1)
  const page = join(folder, 'out.html')
  await json('conversations', 'export', id, page, '--format', 'html')
  expect(readFileSync(page, 'utf8')).toMatch(/Rated poor\.[^]*Tom Abara keeps the key[^]*Nobody keeps it\./)
  const imported = await json<{ readonly conversations: readonly { readonly id: string }[] }>('conversations', 'import', file)
  const copy = imported.conversations[0]?.id ?? ''
  const again = await show(copy)
  expect(again.messages.map(({ text }) => text)).toEqual(kept.messages.map(({ text }) => text))
  expect([again.messages[1], last(again)]).toMatchObject([{ rating: 'poor' }, { correction: 'Nobody keeps it.' }])

  await json('conversations', 'remove', id, copy)
  expect((await alcove(['conversations', 'show', id, '--data', data])).code).toBe(3)
  const holding = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .filter((one) => readFileSync(join(one.parentPath, one.name)).includes('since when does he'))
  expect(holding.map(({ name }) => name)).toEqual([])
})

const long = Array.from({ length: 200 }, (_, n) => `Word ${n} of it.`).join(' ')

test('Ctrl-C closes the connection to the model at once, and keeps what was said', async () => {
  ollama.set({ answer: long, tokensPerSecond: 20 })
  const before = ollama.abandoned()
  const { child, ended } = startAlcove(['ask', question, '--model', 'small:1b', '--conversation', 'new', '--data', data])
  await until(() => ollama.answering() > 0)
  await new Promise((settle) => setTimeout(settle, 600))
  const from = performance.now()
  child.kill('SIGINT')
  await until(() => ollama.abandoned() > before)
  const took = performance.now() - from
  await ended
  expect(took).toBeLessThan(100)
  const { conversations } = await json<{ readonly conversations: readonly { readonly id: string }[] }>('conversations', 'list')
  const kept = await show(conversations[0]?.id ?? '')
  expect(last(kept)).toMatchObject({ state: 'stopped', answer: { receipt: { stopped: true } } })
  expect(last(kept).text).toMatch(/^Word 0/)
})

test('kill -9 in the midst of an answer keeps the question and the text so far', async () => {
  ollama.set({ answer: long, tokensPerSecond: 20 })
  const asked = 'What is said of the killed question?'
  const { child, ended } = startAlcove(['ask', asked, '--model', 'small:1b', '--conversation', 'new', '--data', data])
  await until(() => ollama.answering() > 0)
  await new Promise((settle) => setTimeout(settle, 2_500))
  child.kill('SIGKILL')
  await ended
  const { conversations } = await json<{ readonly conversations: readonly { readonly id: string }[] }>('conversations', 'list', 'killed question')
  const kept = await show(conversations[0]?.id ?? '')
  expect(kept.messages[0]?.text).toBe(asked)
  expect(last(kept)).toMatchObject({ state: 'stopped', answer: null })
  expect(last(kept).text).toMatch(/^Word 0 of it\. Word 1/)
  ollama.set({ answer: 'Tom Abara keeps the key [1].', tokensPerSecond: 1_000_000 })
})
