import { expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { ChatModel, ChatTurn } from '../../../core/ports/chat-model.ts'
import { type PreflightSubject, preflight } from '../../../core/tune/preflight.ts'
import { smokePrompts } from '../../../core/tune/smoke-prompts.ts'

const never = new AbortController().signal
const speaking = (say: (prompt: string) => string): ChatModel => ({
  name: 'scripted',
  contextTokens: async () => 512,
  async *chat(turns) {
    yield { type: 'text', text: say(turns.at(-1)?.content ?? '') }
    yield { type: 'end', reason: 'stop', promptTokens: null, answerTokens: null }
  },
})
const turns: readonly ChatTurn[] = [{ role: 'user', content: 'Say something.' }]
const subject = (changes: Partial<PreflightSubject>): PreflightSubject => ({
  base: speaking((prompt) => `base: ${prompt}`),
  adapted: speaking((prompt) => `adapted: ${prompt}`),
  load: async () => undefined,
  tokens: async () => [1, 2, 3],
  trained: [{ turns, tokens: [1, 2, 3] }],
  prompts: smokePrompts,
  now: () => 5,
  ...changes,
})
const states = async (changes: Partial<PreflightSubject>) => {
  const { passed, results } = await preflight(subject(changes), () => undefined, never)
  return { passed, ...Object.fromEntries(results.map(({ check, state }) => [check, state])) }
}

test('one that fits, reads alike, changes answers and speaks soundly passes, and shows what it said', async () => {
  const heard: number[] = []
  const found = await preflight(subject({}), (done, total) => heard.push(done / total), never)
  expect(found).toMatchObject({ at: 5, passed: true })
  expect(found.results.map(({ check, state }) => `${check} ${state}`)).toEqual([
    'base passed',
    'template passed',
    'tokenizer passed',
    'alive passed',
    'smoke passed',
  ])
  expect(found.samples[0]).toEqual({
    prompt: 'What is the capital of France?',
    base: 'base: What is the capital of France?',
    adapted: 'adapted: What is the capital of France?',
  })
  expect(heard.at(-1)).toBe(1)
})

test('one of another base fails there, and nothing is asked of it', async () => {
  const other = async (): Promise<never> => {
    throw new AlcoveError('adapter-mismatch')
  }
  expect(await states({ load: other })).toEqual({ passed: false, base: 'failed' })
})

test('a full memory is no fault of the adapter', async () => {
  const full = async (): Promise<never> => {
    throw new AlcoveError('model-memory')
  }
  await expect(preflight(subject({ load: full }), () => undefined, never)).rejects.toMatchObject({ code: 'model-memory' })
})

test.each([
  ['another template', [1, 2, 3, 4], { passed: false, template: 'failed', tokenizer: 'failed' }],
  ['another vocabulary', [1, 9, 3], { passed: false, template: 'passed', tokenizer: 'failed' }],
])('requests read otherwise than in training are a failure: %s', async (_, own, expected) => {
  expect(await states({ tokens: async () => own })).toMatchObject(expected)
})

test('where nobody can compare tokens, that is unknown and holds nothing up', async () => {
  expect(await states({ tokens: async () => null })).toMatchObject({ passed: true, template: 'unknown', tokenizer: 'unknown' })
  expect(await states({ trained: [] })).toMatchObject({ passed: true, template: 'unknown', tokenizer: 'unknown' })
})

test('one that changes no answer has no effect', async () => {
  expect(await states({ adapted: speaking((prompt) => `base: ${prompt}`) })).toMatchObject({ passed: false, alive: 'failed', smoke: 'passed' })
})

test.each(['', 'the the the the the the the the '])('an answer that is none is unsound: "%s"', async (said) => {
  expect(await states({ adapted: speaking(() => said) })).toMatchObject({ passed: false, smoke: 'failed' })
})

test('what the base itself cannot is not held against its adapter', async () => {
  expect(await states({ base: speaking(() => ''), adapted: speaking((prompt) => (prompt.includes('France') ? '' : 'Paris')) })).toMatchObject({
    smoke: 'passed',
    passed: true,
  })
})

test.each(['adapter-mismatch', 'gguf-broken', 'gguf-unsupported', 'gguf-no-adapter'] as const)('%s is a fault of its own', async (code) => {
  const load = async (): Promise<never> => {
    throw new AlcoveError(code)
  }
  expect(await states({ load })).toEqual({ passed: false, base: 'failed' })
})

test('one request read otherwise is enough, whatever comes after it, and one unsound answer as well', async () => {
  const sample = { turns, tokens: [1, 2, 3] }
  const reading = (first: readonly number[]) => {
    let asked = 0
    return async () => (asked++ === 0 ? first : [1, 2, 3])
  }
  const trained = [sample, sample]
  expect(await states({ trained, tokens: reading([1, 2]) })).toMatchObject({ passed: false, template: 'failed', tokenizer: 'failed' })
  expect(await states({ trained, tokens: reading([1, 9, 3]) })).toMatchObject({ passed: false, template: 'passed', tokenizer: 'failed' })
  const once = speaking((prompt) => (prompt.includes('France') ? '' : 'Paris'))
  expect(await states({ adapted: once })).toMatchObject({ passed: false, alive: 'passed', smoke: 'failed' })
})

test('where nothing is asked, nobody knows whether it is alive', async () => {
  expect(await states({ prompts: [] })).toMatchObject({ passed: true, alive: 'unknown', smoke: 'unknown' })
})

test('both are asked with one seed, briefly, and within their context', async () => {
  const heard: object[] = []
  const listening: ChatModel = {
    name: 'm',
    contextTokens: async () => 40,
    async *chat(_, options) {
      heard.push(options)
      yield { type: 'end', reason: 'stop', promptTokens: null, answerTokens: null }
    },
  }
  await preflight(subject({ base: listening, adapted: listening, prompts: [turns] }), () => undefined, never)
  const manner = { contextTokens: 40, answerTokens: 39, seed: 1 }
  expect(heard).toEqual([manner, manner])
})
