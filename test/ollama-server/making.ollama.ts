/** Making a model in a real Ollama: `npm run test:ollama`. A tiny model of our own is sent, made, asked, and removed. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createGate } from '../../host/network.ts'
import { createOllama } from '../../models/ollama.ts'

const named = process.env['OLLAMA_HOST'] ?? ''
const address = named.includes('://') ? named : `http://${named}`
const path = resolve(import.meta.dirname, '../fixtures/models/tiny.gguf')
const never = new AbortController().signal
const name = 'alcove-test-model:latest'

test(`Ollama at ${address} makes a model of our bytes, answers with it, and lets go of it`, async () => {
  const network = createGate({
    entries: { append: () => undefined, latest: () => [] },
    clock: { now: () => 0, elapsed: () => 0 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => address,
  })
  const ollama = createOllama({ network, settings: () => ({ address, contextTokens: {}, keepAliveMinutes: null }), memory: totalmem() })
  const content = readFileSync(path)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const bytes = ollama.making.ofFile({ path, size: content.length, sha256 })
  try {
    const stages: string[] = []
    const order = { name, base: null, baseSha256: sha256, route: 'merged', bytes, replaces: true } as const
    for await (const { stage } of ollama.making.make(order, never)) if (stages.at(-1) !== stage) stages.push(stage)
    expect(stages.at(-1)).toBe('success')
    expect((await ollama.state(never)).models.map((model) => model.name)).toContain(name)
    expect(await ollama.making.baseOfFile(sha256, never)).toBe(name)
    expect(await ollama.making.base(name, never)).toMatchObject({ sha256 })
    expect(typeof (await ollama.making.takesAdapters(never))).toBe('boolean')
    let answer = ''
    for await (const part of ollama.chatModel(name).chat([{ role: 'user', content: 'blue' }], { contextTokens: 128, answerTokens: 8, seed: 1 }, never))
      if (part.type === 'text') answer += part.text
    expect(answer).not.toBe('')
  } finally {
    await ollama.remove(name, never)
  }
  await expect(ollama.making.base(name, never)).rejects.toMatchObject({ code: 'model-missing' })
})
