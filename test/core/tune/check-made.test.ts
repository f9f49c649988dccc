import { expect, test } from 'vitest'
import type { ChatModel } from '../../../core/ports/chat-model.ts'
import { checkMade, type MadeSubject } from '../../../core/tune/check-made.ts'
import { smokePrompts } from '../../../core/tune/smoke-prompts.ts'

const never = new AbortController().signal
const asked: string[] = []
const speaking = (name: string, say: (prompt: string) => string): ChatModel => ({
  name,
  contextTokens: async () => 512,
  async *chat(turns) {
    asked.push(name)
    yield { type: 'text', text: say(turns.at(-1)?.content ?? '') }
    yield { type: 'end', reason: 'stop', promptTokens: null, answerTokens: null }
  },
})
const states = async (changes: Partial<MadeSubject>) => {
  const subject: MadeSubject = {
    base: speaking('base', (prompt) => `base: ${prompt}`),
    made: speaking('made', (prompt) => `made: ${prompt}`),
    rendered: async () => 'the same',
    prompts: smokePrompts,
    ...changes,
  }
  return Object.fromEntries((await checkMade(subject, never)).map(({ check, state }) => [check, state]))
}

test('one that asks as its base does and answers otherwise is well made; each of the two is asked in one go', async () => {
  asked.length = 0
  expect(await states({})).toEqual({ template: 'passed', alive: 'passed', smoke: 'passed' })
  expect(asked).toEqual([...smokePrompts.map(() => 'made'), ...smokePrompts.map(() => 'base')])
})

test('another prompt from the same turns is told, where prompts are shown', async () => {
  expect(await states({ rendered: async (which) => which })).toMatchObject({ template: 'failed' })
  expect(await states({ rendered: async (which) => (which === 'base' ? 'it' : null) })).toMatchObject({ template: 'unknown' })
})

test('no difference, and answers that are none, are told', async () => {
  expect(await states({ made: speaking('made', (prompt) => `base: ${prompt}`) })).toMatchObject({ alive: 'failed' })
  expect(await states({ made: speaking('made', () => '') })).toMatchObject({ smoke: 'failed' })
})
