import { afterAll, describe } from 'vitest'
import { createGate } from '../../host/network.ts'
import { createOllama } from '../../models/ollama.ts'
import { type FakeOllama, startFakeOllama } from '../fakes/ollama/server.ts'
import { serverAt } from '../fakes/openai/client.ts'
import { type FakeServer, startFakeServer } from '../fakes/openai/server.ts'
import { chatModelConformance } from './chat-model.ts'

const fakes: FakeOllama[] = []
const servers: FakeServer[] = []
afterAll(async () => {
  for (const fake of [...fakes, ...servers]) await fake.close()
})

// each test has a server of its own, and nearly all of its time is that server's pause between two words
describe.concurrent('every server', () => {
  for (const version of ['0.9.6', '0.12.0', '0.24.0', '0.34.0', '0.40.2']) {
    chatModelConformance(`Ollama ${version}`, async () => {
      const fake = await startFakeOllama({ version, answer: 'One two three four five six seven eight.', tokensPerSecond: 10 })
      fakes.push(fake)
      const network = createGate({
        entries: { append: () => undefined, latest: () => [] },
        clock: { now: () => 0, elapsed: () => 0 },
        log: { info: () => undefined, error: () => undefined },
        ollamaAddress: () => fake.address,
      })
      const model = createOllama({
        network,
        settings: () => ({ address: fake.address, contextTokens: {}, keepAliveMinutes: null }),
        memory: 16_000_000_000,
      }).chatModel('small:1b')
      return { model, busy: () => fake.answering() > 0 }
    })
  }

  for (const kind of ['llama-server', 'vllm', 'lm-studio'] as const) {
    chatModelConformance(kind, async () => {
      const fake = await startFakeServer({ kind, answer: 'One two three four five six seven eight.', tokensPerSecond: 10 })
      servers.push(fake)
      return { model: serverAt(fake.address).engine.chatModel('server:desk/small'), busy: () => fake.answering() > 0 }
    })
  }
})
