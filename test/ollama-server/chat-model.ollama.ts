import { totalmem } from 'node:os'
/** The chat-model conformance suite against a real Ollama: `npm run test:ollama`. Its first local model answers. */
import { createGate } from '../../host/network.ts'
import { createOllama } from '../../models/ollama.ts'
import { chatModelConformance } from '../conformance/chat-model.ts'

const named = process.env['OLLAMA_HOST'] ?? ''
const address = named.includes('://') ? named : `http://${named}`

chatModelConformance(`Ollama at ${address}`, async () => {
  const network = createGate({
    entries: { append: () => undefined, latest: () => [] },
    clock: { now: () => 0, elapsed: () => 0 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => address,
  })
  const ollama = createOllama({ network, settings: () => ({ address, contextTokens: {}, keepAliveMinutes: null }), memory: totalmem() })
  const { engine, models } = await ollama.state(new AbortController().signal)
  const [model] = models
  if (model === undefined) throw new Error(`No local model answers at ${address} (${engine.state}): fetch one, for example llama3.2:3b.`)
  return { model: ollama.chatModel(model.name) }
})
