/** A small real model that knows nothing of JSON is forced into it. In this process: what the engine's own process adds is held elsewhere. */
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createSession } from '../../../models/llama/chat-model-session.ts'

test('a reply of fields is one JSON object of them, whatever the model would rather say', async () => {
  let text = ''
  const model = { name: 'gguf:tiny', path: resolve(import.meta.dirname, '../../fixtures/models/tiny.gguf'), adapter: null, contextTokens: 512 }
  const turns = [{ role: 'user', content: 'Say something.' }] as const
  const said = async (fields: { readonly right: 'boolean' } | null) => {
    text = ''
    const tell = {
      loaded: () => undefined,
      part: (part: { readonly type: string; readonly text?: string }) => void (part.type === 'text' && (text += part.text ?? '')),
    }
    await createSession().run({ model, chat: { turns, answerTokens: 48, thinking: false, seed: 1, fields } }, tell, new AbortController().signal)
    return text
  }
  expect(await said(null)).not.toContain('{')
  expect(JSON.parse(await said({ right: 'boolean' }))).toEqual({ right: expect.any(Boolean) as boolean })
})
