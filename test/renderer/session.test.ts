/** The conversation that is shown: what is asked where, what stopping and failing leave, and answers that go on out of sight. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { AnswerPart } from '../../core/types/answer.ts'
import type { Client } from '../../renderer/client/client.ts'
import { asked, kept, withPart } from '../../renderer/state/answer.ts'
import { createSession, type Session } from '../../renderer/state/session.ts'
import { lastOf } from '../../renderer/state/session-state.ts'
import { answers } from '../fakes/scripted-library.ts'

type Parts = AsyncIterable<AnswerPart>
interface Asked {
  readonly call: string
  readonly input: Record<string, unknown>
  readonly signal: AbortSignal
}

const noImages: readonly Blob[] = []
const sent = (text: string) => ({ text, scope: {}, images: noImages })

function setUp(parts: (asked: Asked) => Parts) {
  const calls: Asked[] = []
  const stream =
    (call: string) =>
    async (input: Record<string, unknown>, { signal }: { signal: AbortSignal }) => {
      const one = { call, input, signal }
      calls.push(one)
      return parts(one)
    }
  const questions = Object.fromEntries(['ask', 'again', 'continue', 'summarise', 'compare'].map((name) => [name, stream(name)]))
  const setModel = vi.fn<(input: { readonly id: string; readonly model?: string | null }) => Promise<object>>(async () => ({}))
  const client = { questions, conversations: { choose: vi.fn(async () => ({})), setModel } } as unknown as Client
  let ids = 0
  const session = createSession(
    client,
    () => `local-${++ids}`,
    () => 'small:1b',
    () => ids,
  )
  return { session, calls, setModel }
}

let stored = 0
async function* answered(): Parts {
  stored += 1
  yield { type: 'stored', conversationId: 'c', questionId: `q${stored}`, answerId: `a${stored}`, title: 'c' }
  yield { type: 'answer-start', mode: 'model', model: 'small:1b' }
  yield { type: 'text-delta', text: 'It was ' }
  yield { type: 'text-delta', text: 'the pipe.' }
  yield { type: 'answer-end', answer: { ...answers.model, answer: 'It was the pipe.' } }
}

const shownTexts = ({ store }: Session) => store.getState().branch.map(({ id }) => store.getState().exchanges.get(id)?.question)

beforeEach(() => {
  stored = 0
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => Number(setTimeout(work, 1)))
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
})

test('how long the model thought is the same while one looks on and once it is read again', () => {
  const answer = { ...answers.model, receipt: { ...answers.model.receipt, thoughtMs: 12_000 } }
  const live = (['thinking-delta', 'thinking-delta'] as const).reduce(
    (exchange, type, at) => withPart(exchange, { type, text: 'Hm. ' }, at * 9_000),
    asked({ id: 'e', parent: null, questionKey: 'e', at: 0, question: 'Why?', scope: {}, wanted: 'small:1b' }),
  )
  expect(live.thought?.ms).toBe(9_000)
  expect(withPart(live, { type: 'answer-end', answer }, 20_000).thought?.ms).toBe(12_000)
  const stored = { role: 'answer', id: 'a', parentId: 'q', at: 1, state: 'done', text: answer.answer, thinking: 'Hm. Hm. ', answer, model: 'small:1b' } as const
  expect(kept(null, { role: 'question', id: 'q', parentId: null, at: 0, text: 'Why?', scope: {} }, stored).thought?.ms).toBe(12_000)
})

describe('what answers a conversation', () => {
  test('is sent with its first question, and from then on kept with it', async () => {
    const { session, calls, setModel } = setUp(answered)
    await session.answerBy('gguf:tiny')
    await session.ask(sent('What broke?'))
    expect(calls[0]?.input['model']).toBe('gguf:tiny')
    expect(lastOf(session.store.getState())?.wanted).toBe('gguf:tiny')
    await session.answerBy(null)
    expect(setModel).toHaveBeenLastCalledWith({ id: 'c', model: null })
    await session.ask(sent('When?'))
    expect([calls[1]?.input['model'], lastOf(session.store.getState())?.wanted]).toEqual([undefined, null])
    await session.answerBy(undefined)
    expect(setModel).toHaveBeenLastCalledWith({ id: 'c' })
    session.start()
    expect(session.store.getState().own).toBeUndefined()
  })

  test('stays as it was where the engine refuses, and that is told; another window’s choice is taken over', async () => {
    const { session, setModel } = setUp(answered)
    await session.ask(sent('What broke?'))
    setModel.mockRejectedValueOnce(new AlcoveError('conversation-unknown'))
    await session.answerBy('gguf:tiny')
    expect(session.store.getState()).toMatchObject({ own: undefined, choiceFailure: { code: 'conversation-unknown' } })
    await session.noticed('c', { messages: 2, model: 'other:1b' }, false)
    expect(session.store.getState().own).toBe('other:1b')
  })
})

describe('a conversation', () => {
  test('begins with the first question; the next one is asked below its answer', async () => {
    const { session, calls } = setUp(answered)
    await session.ask(sent('What broke?'))
    await session.ask(sent('When?'))
    expect(calls.map(({ input }) => input['conversation'])).toEqual([
      { id: null, parentId: null },
      { id: 'c', parentId: 'a1' },
    ])
    expect(shownTexts(session)).toEqual(['What broke?', 'When?'])
    expect(lastOf(session.store.getState())).toMatchObject({ state: 'done', text: 'It was the pipe.', stored: { questionId: 'q2', answerId: 'a2' } })
  })

  test('a question in other words is asked where it stood, and leaves what was below it on its own branch', async () => {
    const { session, calls } = setUp(answered)
    await session.ask(sent('What broke?'))
    await session.ask(sent('When?'))
    const [first] = session.store.getState().branch
    await session.edit(first?.id ?? '', 'What burst?')
    expect(calls.at(-1)?.input['conversation']).toEqual({ id: 'c', parentId: null })
    expect(shownTexts(session)).toEqual(['What burst?'])
    session.show(first?.id ?? '')
    expect(shownTexts(session)).toEqual(['What broke?', 'When?'])
  })

  test('another answer stands beside the first, under the same question', async () => {
    const { session, calls } = setUp(answered)
    await session.ask(sent('What broke?'))
    const first = session.store.getState().branch[0]?.id ?? ''
    await session.again(first)
    expect(calls.at(-1)).toMatchObject({ call: 'again', input: { questionId: 'q1' } })
    expect(session.store.getState().branch).toMatchObject([{ answers: [first, 'local-2'], wordings: ['local-2'] }])
  })

  test('one answer is given at a time', async () => {
    const { session, calls } = setUp(answered)
    await Promise.all([session.ask(sent('What broke?')), session.ask(sent('When?'))])
    expect(calls).toHaveLength(1)
  })
})

describe('an answer that does not end', () => {
  async function* hanging({ signal }: Asked): Parts {
    yield { type: 'stored', conversationId: 'c', questionId: 'q1', answerId: 'a1', title: 'c' }
    yield { type: 'answer-start', mode: 'model', model: 'small:1b' }
    yield { type: 'text-delta', text: 'It was' }
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }

  test('is stopped, keeps what had arrived, and goes on from there', async () => {
    let again = false
    const { session, calls } = setUp((one) => (again ? answered() : hanging(one)))
    const asking = session.ask(sent('What broke?'))
    await expect.poll(() => lastOf(session.store.getState())?.text).toBe('It was')
    session.stop()
    await asking
    const last = lastOf(session.store.getState())
    expect(last).toMatchObject({ state: 'stopped', text: 'It was' })
    again = true
    await session.continue(last?.id ?? '')
    expect(calls.at(-1)).toMatchObject({ call: 'continue', input: { answerId: 'a1' } })
    expect(lastOf(session.store.getState())).toMatchObject({ id: last?.id, state: 'done', text: 'It was the pipe.' })
  })

  test('goes on while another conversation is shown, and is there again afterwards', async () => {
    const { session } = setUp(hanging)
    const asking = session.ask(sent('What broke?'))
    await expect.poll(() => lastOf(session.store.getState())?.text).toBe('It was')
    session.start()
    expect(session.store.getState()).toMatchObject({ conversationId: null, branch: [], running: null })
    expect([...session.store.getState().answering]).toEqual(['c'])
    await session.open('c')
    expect(lastOf(session.store.getState())).toMatchObject({ state: 'answering', text: 'It was' })
    session.gone(['c'])
    await asking
    expect([...session.store.getState().answering]).toEqual([])
    expect(session.store.getState().conversationId).toBeNull()
  })
})

test('a failure keeps its reason, and the next question is asked below the last answer that is kept', async () => {
  let fails = true
  async function* failing(): Parts {
    yield { type: 'answer-start', mode: 'model', model: 'small:1b' }
    throw new AlcoveError('ollama-hung', { address: 'here' })
  }
  const { session, calls } = setUp(() => (fails ? failing() : answered()))
  await session.ask(sent('What broke?'))
  expect(lastOf(session.store.getState())).toMatchObject({ state: 'failed', failure: { code: 'ollama-hung' }, stored: null })
  fails = false
  await session.ask(sent('When?'))
  expect(calls.at(-1)?.input['conversation']).toEqual({ id: null, parentId: null })
})
