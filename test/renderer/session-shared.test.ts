/** A conversation that is more than this window's own: answered in another one, changed while it is read, removed. */
import { beforeEach, expect, test, vi } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { AnswerPart } from '../../core/types/answer.ts'
import type { AnswerMessage, Conversation, QuestionImage } from '../../core/types/conversation.ts'
import type { Client } from '../../renderer/client/client.ts'
import { createSession } from '../../renderer/state/session.ts'
import { lastOf } from '../../renderer/state/session-state.ts'
import { answers } from '../fakes/scripted-library.ts'

const done = { ...answers.model, answer: 'It was the pipe.' }
const image: QuestionImage = { id: 'i', mediaType: 'image/png', size: 3 }

function keptConversation(answer: Partial<AnswerMessage>, images: readonly QuestionImage[] = []): Conversation {
  return {
    summary: { id: 'c', title: 'c', titledBy: 'question', pinned: false, createdAt: 0, changedAt: 0, messages: 2, scope: {} },
    messages: [
      { role: 'question', id: 'q1', parentId: null, at: 0, text: 'What broke?', scope: {}, ...(images.length > 0 ? { images } : {}) },
      { role: 'answer', id: 'a1', parentId: 'q1', at: 0, state: 'done', text: done.answer, answer: done, model: 'small:1b', ...answer },
    ],
    leafId: 'a1',
  }
}

/** `asking`: the parts of the next answers, in turn. */
function setUp(get: () => Promise<Conversation>, ...asking: (() => AsyncIterable<AnswerPart>)[]) {
  const inputs: { readonly images?: readonly Blob[] }[] = []
  const ask = async (input: { readonly images?: readonly Blob[] }) => {
    inputs.push(input)
    return (asking.shift() ?? answered)()
  }
  const picture = async () => ({ picture: new Blob(['kept']) })
  const client = { questions: { ask }, conversations: { get: vi.fn(get), choose: async () => ({}), image: picture } }
  let ids = 0
  const session = createSession(
    client as unknown as Client,
    () => `local-${++ids}`,
    () => 'small:1b',
  )
  return { session, inputs, get: client.conversations.get }
}

async function* answered(): AsyncGenerator<AnswerPart> {
  yield { type: 'stored', conversationId: 'c', questionId: 'q1', answerId: 'a1', title: 'c' }
  yield { type: 'answer-start', mode: 'model', model: 'small:1b' }
  yield { type: 'answer-end', answer: done }
}

async function* hanging(): AsyncGenerator<AnswerPart> {
  yield { type: 'stored', conversationId: 'c', questionId: 'q2', answerId: 'a2', title: 'c' }
  await new Promise<void>(() => undefined)
}

async function* refused(): AsyncGenerator<AnswerPart> {
  yield { type: 'answer-start', mode: 'model', model: 'small:1b' }
  throw new AlcoveError('engine-gone')
}

const summary = { messages: 2 }

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => Number(setTimeout(work, 1)))
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
})

test('an answer that another window has given is shown once it has ended', async () => {
  let now = keptConversation({ state: 'running', text: '', answer: null })
  const { session } = setUp(async () => now)
  await session.open('c')
  expect(lastOf(session.store.getState())).toMatchObject({ state: 'answering', text: '' })
  now = keptConversation({})
  await session.noticed('c', summary, false)
  expect(lastOf(session.store.getState())).toMatchObject({ state: 'done', text: 'It was the pipe.' })
})

test('an opinion that is given in another window shows; until there is one, nothing is read', async () => {
  let now = keptConversation({})
  const { session, get } = setUp(async () => now)
  await session.open('c')
  await session.noticed('c', summary, false)
  expect(get).toHaveBeenCalledTimes(1)
  now = keptConversation({ rating: 'poor', correction: 'It was the valve.' })
  await session.noticed('c', summary, true)
  expect(lastOf(session.store.getState())).toMatchObject({ rating: 'poor', correction: 'It was the valve.' })
})

test('what is asked here while the conversation is read anew is not lost', async () => {
  let arrive: (conversation: Conversation) => void = () => undefined
  const { session, get } = setUp(async () => keptConversation({}), hanging)
  await session.open('c')
  get.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        arrive = resolve
      }),
  )
  const reading = session.noticed('c', { messages: 4 }, false)
  void session.ask({ text: 'When?', scope: {}, images: [] })
  await expect.poll(() => lastOf(session.store.getState())?.stored).not.toBeNull()
  arrive(keptConversation({}))
  await reading
  expect(lastOf(session.store.getState())).toMatchObject({ question: 'When?', state: 'waiting' })
})

test('one that is gone when it is read anew is left', async () => {
  const { session, get } = setUp(async () => keptConversation({}))
  await session.open('c')
  get.mockRejectedValueOnce(new AlcoveError('conversation-unknown'))
  await session.noticed('c', null, false)
  expect(session.store.getState()).toMatchObject({ conversationId: null, branch: [] })
})

test('pictures are sent again with a question that never reached the engine', async () => {
  const { session, inputs } = setUp(async () => keptConversation({}), refused)
  const picture = new Blob(['png'])
  await session.ask({ text: 'What broke?', scope: {}, images: [picture] })
  expect(lastOf(session.store.getState())).toMatchObject({ state: 'failed', stored: null })
  await session.again(lastOf(session.store.getState())?.id ?? '')
  expect(inputs.map(({ images }) => images)).toEqual([[picture], [picture]])
})

test('pictures of a question stand beside it as soon as its answer has ended', async () => {
  const { session } = setUp(async () => keptConversation({}, [image]))
  await session.ask({ text: 'What broke?', scope: {}, images: [new Blob(['png'])] })
  await session.noticed('c', summary, false)
  expect(lastOf(session.store.getState())?.images).toEqual([image])
})
