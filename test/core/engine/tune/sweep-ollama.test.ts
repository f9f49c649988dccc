import { expect, onTestFinished, test } from 'vitest'
import { sweepOllama } from '../../../../core/engine/tune/sweep-ollama.ts'
import { ollamaAt } from '../../../fakes/ollama/client.ts'
import { type FakeOllamaOptions, startFakeOllama } from '../../../fakes/ollama/server.ts'

const adapter = { model: 'gguf:tiny+colours', name: 'colours', base: 'gguf:tiny', baseSha256: 'ab'.repeat(32), size: 1, addedAt: 1 }
const left = { name: 'alcove-unfinished:old', modifiedAt: '2026-01-01T00:00:00Z' }

async function start(options: FakeOllamaOptions, adapters: readonly (typeof adapter)[] = [adapter]) {
  const fake = await startFakeOllama({ models: [{ name: 'base:1b' }, left], ...options })
  onTestFinished(() => fake.close())
  const told: unknown[][] = []
  const log = { info: (...line: unknown[]) => void told.push(['info', ...line]), error: (...line: unknown[]) => void told.push(['error', ...line]) }
  const sweeping = sweepOllama({ models: { adapters: async () => adapters, inOllama: ollamaAt(fake.address).ollama.making }, log })
  return { fake, sweeping, told }
}

test('what a killed deployment left in Ollama goes at the next start, and is counted', async () => {
  const { fake, told } = await start({})
  await expect.poll(() => told).toEqual([['info', 'ollama-swept', { removed: 1 }]])
  expect(fake.names()).toEqual(['base:1b'])
})

test('without adapters Ollama is not asked', async () => {
  const { fake, sweeping, told } = await start({}, [])
  await sweeping.close()
  expect([fake.requests, told]).toEqual([[], []])
})

test('an Ollama that cannot be asked is noted, and no more', async () => {
  const { told } = await start({ misbehaviour: { '/api/tags': 'html' } })
  await expect.poll(() => told).toEqual([['info', 'ollama-unswept', { code: 'ollama-rubbish' }]])
})

test('an end in the midst of it is not waited for', async () => {
  const { fake, sweeping, told } = await start({ misbehaviour: { '/api/tags': 'stall' } })
  await expect.poll(() => fake.requests.length).toBe(1)
  await sweeping.close()
  expect(told).toEqual([])
})
