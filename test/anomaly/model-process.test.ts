/** Promise 6, where a library could do otherwise: node-llama-cpp can fetch, compile and start things. In its process it does none of that. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createChatModelProcess } from '../../host/processes/chat-model-child.ts'
import { convertAdapter } from '../../models/adapters/convert.ts'
import { createLlamaEngine } from '../../models/llama/llama-engine.ts'
import { temporaryFolder } from './alcove.ts'
import { createRecordingSpawner, recordedLogs, recorder } from './recorded-children.ts'

const never = new AbortController().signal

test.skipIf(!recorder)('a model file answers while its process connects to nothing and starts no program', async () => {
  const folder = await temporaryFolder('model-process')
  const calls = join(folder, 'calls')
  await mkdir(calls)
  const clock = { now: () => 0, elapsed: () => 0 }
  const engine = createLlamaEngine({
    folder: join(folder, 'models'),
    process: createChatModelProcess(createRecordingSpawner(calls)),
    clock,
    convert: convertAdapter,
  })
  const { name } = await engine.addFile(resolve(import.meta.dirname, '../fixtures/models/tiny.gguf'), never)
  let answer = ''
  const turns = [{ role: 'user', content: 'What colour is the sky?' }] as const
  for await (const part of engine.chatModel(name).chat(turns, { contextTokens: 1_024, answerTokens: 64 }, never)) {
    if (part.type === 'text') answer += part.text
  }
  await engine.close()
  expect(answer).toBe('The sky is blue [1].')
  const lines = (await recordedLogs(calls)).join('\n').split('\n')
  expect(lines.some((line) => line.includes('llama-addon.node'))).toBe(true)
  expect(lines.filter((line) => /\bconnect\(|\bsendto\(.*sin_addr/u.test(line))).toEqual([])
  // the first is the process itself
  expect(lines.filter((line) => line.includes('execve(')).slice(1)).toEqual([])
})
