/** Every arm is asked in one manner, whatever is wanted of it, and its time is taken from the request on. */
import { expect, test } from 'vitest'
import { evenModel } from '../../../../core/evaluate/experiment/even-model.ts'
import { median } from '../../../../core/evaluate/experiment/median.ts'
import type { ChatModel, ChatPart } from '../../../../core/ports/chat-model.ts'

const never = new AbortController().signal

async function asked(parts: readonly (ChatPart | number)[]) {
  const heard: unknown[] = []
  let time = 0
  const model: ChatModel = {
    name: 'm',
    contextTokens: async () => 32_768,
    async *chat(_, options) {
      heard.push(options)
      for (const part of parts)
        if (typeof part === 'number') time += part
        else yield part
    },
  }
  const even = evenModel(model, { contextTokens: 2_048, answerTokens: 64, seed: 9 }, { now: () => 0, elapsed: () => time })
  for await (const part of even.chat([], { contextTokens: 99, answerTokens: 8, thinking: true, seed: 1 }, never)) if (part.type === 'end') break
  for await (const part of even.chat([], { contextTokens: 99, answerTokens: Infinity }, never)) if (part.type === 'end') break
  return { even, heard }
}
const end = (answerTokens: number): ChatPart => ({ type: 'end', reason: 'stop', promptTokens: 5, answerTokens })
const text: ChatPart = { type: 'text', text: 'a' }

test('context, length, seed and thinking are the experiment’s, not the caller’s', async () => {
  const { even, heard } = await asked([text, end(1)])
  expect(await even.contextTokens(never)).toBe(2_048)
  const manner = { contextTokens: 2_048, thinking: false, seed: 9 }
  expect(heard).toEqual([
    { ...manner, answerTokens: 8 },
    { ...manner, answerTokens: 64 },
  ])
})

test('the first word is timed from the request, the pace from the first word, and the first token is none of it', async () => {
  const { even } = await asked([300, text, 1_000, text, 1_000, end(11)])
  expect(even.timing()).toEqual({ firstTokenMs: 300, answerTokens: 11, tokensPerSecond: 5 })
  expect((await asked([300, text, 500, end(1)])).even.timing()).toEqual({ firstTokenMs: 300, answerTokens: 1, tokensPerSecond: null })
})

test('an end without a word is told from an answer', async () => {
  expect((await asked([100, end(0)])).even.saidNothing()).toBe(true)
  expect((await asked([text, end(1)])).even.saidNothing()).toBe(false)
  expect((await asked([])).even.saidNothing()).toBe(false)
})

test('the middle of what is known, by size', () => {
  expect(median([100, 9, null, 10])).toBe(10)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([null])).toBeNull()
})
