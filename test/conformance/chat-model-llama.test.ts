/** The in-process engine does what every chat model must, with the small real model and its own process. */
import { afterAll, beforeAll } from 'vitest'
import { fixtures, never, startEngine } from '../models/llama/engine.ts'
import { chatModelConformance } from './chat-model.ts'

let running: Awaited<ReturnType<typeof startEngine>>
beforeAll(async () => {
  running = await startEngine()
  await running.engine.addFile(`${fixtures}/tiny.gguf`, never)
})
afterAll(async () => await running.close())

// its whole answer takes milliseconds, so that whether it works is not to be seen: that it stops is held in test/models/llama
chatModelConformance('llama.cpp', async () => ({ model: running.engine.chatModel('gguf:tiny') }))
