/** What every ChatModel must do. Run on each implementation. */
import { test } from 'vitest'
import type { ChatModel, ChatPart } from '../../core/ports/chat-model.ts'

export interface Subject {
  /** Answers any short request with at least five pieces over at least a second. */
  readonly model: ChatModel
  /** Whether it works on an answer now, where that can be seen; it must end within a second after it was left. */
  readonly busy?: () => boolean
}

const never = new AbortController().signal
const turns = [
  { role: 'system', content: 'Answer briefly.' },
  { role: 'user', content: 'Say something.' },
] as const
const options = { contextTokens: 2_048, answerTokens: 64 }

export function chatModelConformance(name: string, subject: () => Promise<Subject>): void {
  test(`${name}: text comes in pieces, the end comes once and last`, async ({ expect }) => {
    const { model } = await subject()
    const parts: ChatPart[] = []
    for await (const part of model.chat(turns, options, never)) parts.push(part)
    expect(parts.slice(0, -1).every((part) => part.type === 'text' && part.text !== '')).toBe(true)
    expect(parts.length).toBeGreaterThanOrEqual(6)
    expect(parts.at(-1)?.type).toBe('end')
  })

  test(`${name}: it knows what it holds, and says the same again`, async ({ expect }) => {
    const { model } = await subject()
    const tokens = await model.contextTokens(never)
    expect(tokens).toBeGreaterThanOrEqual(512)
    expect(await model.contextTokens(never)).toBe(tokens)
  })

  test(`${name}: with a seed the same request has the same answer`, async ({ expect }) => {
    const { model } = await subject()
    const said = async () => {
      let text = ''
      for await (const part of model.chat(turns, { ...options, seed: 7 }, never)) if (part.type === 'text') text += part.text
      return text
    }
    const first = await said()
    expect(first).not.toBe('')
    expect(await said()).toBe(first)
  })

  test(`${name}: leaving the loop stops it`, async ({ expect }) => {
    const { model, busy } = await subject()
    for await (const part of model.chat(turns, options, never)) {
      expect(part.type).toBe('text')
      expect(busy?.() ?? true).toBe(true)
      break
    }
    if (busy) await expect.poll(busy, { timeout: 1_000 }).toBe(false)
  })

  test(`${name}: aborting stops it, before and amid the answer, with the signal’s own reason`, async ({ expect }) => {
    const { model, busy } = await subject()
    const reason = new Error('enough')
    const read = async (stop: AbortController, amid: boolean) => {
      for await (const part of model.chat(turns, options, stop.signal)) if (amid && part.type === 'text') stop.abort(reason)
    }
    const before = new AbortController()
    before.abort(reason)
    await expect(read(before, false)).rejects.toBe(reason)
    await expect(read(new AbortController(), true)).rejects.toBe(reason)
    if (busy) await expect.poll(busy, { timeout: 1_000 }).toBe(false)
  })

  test(`${name}: what does not fit is refused, never cut`, async ({ expect }) => {
    const { model } = await subject()
    const long = [{ role: 'user', content: 'words and more words '.repeat(4_000) }] as const
    const read = async () => {
      for await (const part of model.chat(long, options, never)) expect(part.type).toBe('text')
    }
    await expect(read()).rejects.toMatchObject({ code: 'context-too-small' })
  })

  test(`${name}: after all that it answers again`, async ({ expect }) => {
    const { model } = await subject()
    for (let time = 0; time < 2; time++) {
      const parts: ChatPart[] = []
      for await (const part of model.chat(turns, options, never)) parts.push(part)
      expect(parts.at(-1)).toMatchObject({ type: 'end', reason: 'stop' })
    }
  })
}
