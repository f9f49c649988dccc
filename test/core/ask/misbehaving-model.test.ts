/** The ask line with the real client of Ollama, over the real gate, to a server that misbehaves. */
import { afterEach, expect, test } from 'vitest'
import { ask } from '../../../core/ask/ask.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { Answer } from '../../../core/types/answer.ts'
import { ollamaAt } from '../../fakes/ollama/client.ts'
import { type FakeOllama, type Misbehaviour, startFakeOllama } from '../../fakes/ollama/server.ts'
import { smallLibrary } from './small-library.ts'

const open: FakeOllama[] = []
afterEach(async () => {
  for (const fake of open.splice(0)) await fake.close()
})

/** As many times as the client tries. */
const busy: readonly Misbehaviour[] = ['busy', 'busy', 'busy', 'busy', 'busy']

async function answerOf(fake: FakeOllama): Promise<{ shown: string; steps: readonly string[]; answer: Answer | null; error: unknown }> {
  const model = ollamaAt(fake.address).ollama.chatModel('small:1b')
  const ports = smallLibrary(['The gauge read three millimetres of rain.', 'Ferns grow in the shade.'])
  const steps: string[] = []
  let shown = ''
  let answer: Answer | null = null
  try {
    for await (const part of ask('Did it rain?', { scope: {}, model, hiddenText: 'leave-out' }, ports, new AbortController().signal)) {
      if (part.type === 'step') steps.push(part.name)
      if (part.type === 'text-delta') shown += part.text
      if (part.type === 'answer-end') answer = part.answer
    }
    return { shown, steps, answer, error: null }
  } catch (error) {
    return { shown, steps, answer, error }
  }
}

test.each<[string, readonly Misbehaviour[], string, string]>([
  ['an error at once', ['error-first'], 'ollama-failed', ''],
  ['an error midway', ['error-midway'], 'ollama-failed', 'It rained'],
  ['a web page', ['html'], 'ollama-rubbish', ''],
  ['a stream that ends without its end', ['cut'], 'model-cut', 'It rained'],
  ['a connection that breaks', ['reset'], 'model-cut', 'It'],
  ['a stall after some words', ['stall'], 'ollama-hung', 'It'],
  ['silence', ['hang'], 'ollama-hung', ''],
  ['a redirect', ['redirect'], 'ollama-rubbish', ''],
  ['a queue that stays full', busy, 'ollama-busy', ''],
  ['a line without end', ['endless-line'], 'ollama-rubbish', ''],
  ['an answer from another computer', ['remote-line'], 'model-remote', 'It'],
])('%s ends as a code of ours; what was shown stands, nothing passes for an answer, and the next question is answered', async (_name, ways, code, text) => {
  const fake = await startFakeOllama({ misbehaviour: { '/api/chat': [...ways, null] }, answer: 'It rained three millimetres [1].' })
  open.push(fake)
  const broken = await answerOf(fake)
  expect(broken.error).toBeInstanceOf(AlcoveError)
  expect(broken.error).toMatchObject({ code })
  expect(broken.shown.trimEnd()).toBe(text)
  expect(broken.answer).toBeNull()
  expect(broken.steps).toEqual(['retrieve', 'fuse', 'pack', 'generate'])
  const next = await answerOf(fake)
  expect(next.error).toBeNull()
  expect(next.answer).toMatchObject({ answered: true, answer: 'It rained three millimetres [1].', citations: [{ n: 1 }] })
})
