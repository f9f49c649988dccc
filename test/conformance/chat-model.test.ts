import { afterAll } from 'vitest'
import { createGate } from '../../host/network.ts'
import { createOllama } from '../../models/ollama.ts'
import { type FakeOllama, startFakeOllama } from '../fakes/ollama/server.ts'
import { chatModelConformance } from './chat-model.ts'

const fakes: FakeOllama[] = []
afterAll(async () => {
  for (const fake of fakes) await fake.close()
})

for (const version of ['0.9.6', '0.13.0', '0.20.0']) {
  chatModelConformance(`Ollama ${version}`, async () => {
    const fake = await startFakeOllama({ version, answer: 'One two three four five six seven eight.', tokensPerSecond: 10 })
    fakes.push(fake)
    const network = createGate({
      entries: { append: () => undefined, latest: () => [] },
      clock: { now: () => 0, elapsed: () => 0 },
      log: { info: () => undefined, error: () => undefined },
      ollamaAddress: () => fake.address,
    })
    const model = createOllama({ network, settings: () => ({ address: fake.address, contextTokens: {}, keepAliveMinutes: null }), memory: 16_000_000_000 }).chatModel('small:1b')
    return { model, busy: () => fake.answering() > 0 }
  })
}
