/** Conversations through the contract: kept as they are asked, stopped, gone on with, exported, taken in, removed and erased. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../../core/ask/ask.ts'
import { clientOf } from '../../../core/engine/engine.ts'
import type { EnginePorts } from '../../../core/engine/ports.ts'
import type { ChatModel, ChatPart, ChatTurn } from '../../../core/ports/chat-model.ts'
import type { AnswerPart } from '../../../core/types/answer.ts'
import type { AnswerMessage, Conversation } from '../../../core/types/conversation.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'
import { answerOf } from '../chat/answers.ts'

let root = ''
let engine: TestEngine
let client: ReturnType<typeof clientOf>
/** What the model says next, piece by piece; a function waits. */
let says: readonly (string | ((signal: AbortSignal) => Promise<void>))[] = []
let ending: 'stop' | 'length' = 'stop'
let heard: (readonly ChatTurn[])[] = []
let stopped = 0
let summarised: (readonly string[])[] = []
const tokens = async () => 8_192
let context: ChatModel['contextTokens'] = tokens

const model: ChatModel = {
  name: 'parrot',
  contextTokens: (signal) => context(signal),
  async *chat(turns, _, signal): AsyncGenerator<ChatPart> {
    heard.push(turns)
    try {
      for (const piece of says) {
        signal.throwIfAborted()
        if (typeof piece === 'string') yield { type: 'text', text: piece }
        else await piece(signal)
      }
      yield { type: 'end', reason: ending, promptTokens: 10, answerTokens: 5 }
    } finally {
      if (signal.aborted) stopped = performance.now()
    }
  },
}

const waits = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

async function open(): Promise<void> {
  const ports: { ask?: EnginePorts['ask'] } = {}
  engine = await openTestEngine(root, {
    undoMs: 50,
    summarise: async function* ({ files }) {
      summarised.push(files.map(({ name }) => name))
      yield { type: 'answer-end', answer: answerOf('A summary.') }
    },
    ask: (request, signal) => ports.ask?.(request, signal) ?? (async function* (): AsyncGenerator<AnswerPart> {})(),
  })
  const { library } = engine
  const { stores } = library
  const asked = {
    index: library.index,
    passages: stores.passages,
    files: stores.files,
    embedder: library.embedder,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    random: { id: () => 'boundary' },
  }
  ports.ask = ({ model: name, ...request }, signal) =>
    ask(request.question, { ...request, model: name === null ? null : model }, asked as unknown as Parameters<typeof ask>[2], signal)
  client = clientOf(engine.router, { door: 'command-line' })
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-talk-'))
  await mkdir(join(root, 'papers'))
  await writeFile(join(root, 'papers', 'springs.txt'), 'The lower spring ran dry in August 2009. The upper spring yields 4100 litres a day.')
  await open()
  const source = await engine.library.addSource(join(root, 'papers'))
  await engine.library.run({ sourceIds: [source] })
  says = ['The lower spring ', 'ran dry in August [1].']
  ending = 'stop'
  heard = []
  stopped = 0
  summarised = []
  context = tokens
})
afterEach(async () => {
  await engine.close()
  await rm(root, { recursive: true, force: true })
})

async function all(parts: Promise<AsyncIterable<AnswerPart>>): Promise<AnswerPart[]> {
  const seen: AnswerPart[] = []
  for await (const part of await parts) seen.push(part)
  return seen
}

function storedIn(parts: readonly AnswerPart[]) {
  const first = parts[0]
  if (first?.type !== 'stored') throw new Error('nothing was stored')
  return first
}

const textOf = (parts: readonly AnswerPart[]) => parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : [])).join('')
const last = ({ messages }: Conversation) => messages.at(-1) as AnswerMessage

async function begin(question = 'Which spring ran dry?', named: string | null = 'parrot') {
  return storedIn(await all(client.questions.ask({ question, model: named, conversation: { id: null, parentId: null } })))
}

/** Until what is kept is as expected. */
async function until<T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 5_000; ; ) {
    const value = await read()
    if (good(value) || Date.now() > end) return value
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('without a conversation nothing is kept', async () => {
  const parts = await all(client.questions.ask({ question: 'Which spring ran dry?', model: null }))
  expect(parts[0]?.type).toBe('answer-start')
  expect((await client.conversations.list({})).conversations).toEqual([])
})

test('a question and its answer are kept as they were shown', async () => {
  const parts = await all(client.questions.ask({ question: 'Which spring ran dry?', model: 'parrot', conversation: { id: null, parentId: null } }))
  const { conversationId, questionId, answerId, title } = storedIn(parts)
  expect(title).toBe('Which spring ran dry?')
  const end = parts.at(-1)
  const kept = await client.conversations.get({ id: conversationId })
  expect(kept.messages).toMatchObject([
    { role: 'question', id: questionId, parentId: null, text: 'Which spring ran dry?' },
    { role: 'answer', id: answerId, parentId: questionId, state: 'done', text: 'The lower spring ran dry in August [1].', model: 'parrot' },
  ])
  expect(last(kept).answer).toEqual(end?.type === 'answer-end' ? end.answer : null)
  expect(kept.leafId).toBe(answerId)
  expect(kept.summary).toMatchObject({ titledBy: 'question', pinned: false, messages: 2, model: 'parrot' })
})

test('a follow-up is searched for on its own, its history goes to the model as data, and both are told', async () => {
  const first = await begin()
  says = ['Did the upper spring run dry?']
  heard = []
  const parts = await all(
    client.questions.ask({ question: 'And the upper one?', model: 'parrot', conversation: { id: first.conversationId, parentId: first.answerId } }),
  )
  const rewrite = parts.find((part) => part.type === 'rewrite')
  expect(rewrite).toMatchObject({ rewrite: { by: 'model', query: 'Did the upper spring run dry?' } })
  const sent = heard.at(-1)?.find(({ role }) => role === 'user')?.content ?? ''
  expect(sent).toContain('=== boundary earlier ===\nQuestion: Which spring ran dry?\nAnswer: The lower spring ran dry in August.')
  expect(sent).toContain('Question: And the upper one?')
  const kept = await client.conversations.get({ id: first.conversationId })
  expect(last(kept).answer?.receipt).toMatchObject({ rewrite: { by: 'model' }, history: { sent: 2, cut: 0 } })
})

test('another answer stands beside the first, and an edited question beside the first question', async () => {
  const first = await begin()
  const again = storedIn(await all(client.questions.again({ questionId: first.questionId, model: null })))
  expect(again.questionId).toBe(first.questionId)
  const edited = storedIn(
    await all(client.questions.ask({ question: 'Which spring yields water?', model: null, conversation: { id: first.conversationId, parentId: null } })),
  )
  const { messages, leafId } = await client.conversations.get({ id: first.conversationId })
  expect(messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    [first.questionId, null],
    [first.answerId, first.questionId],
    [again.answerId, first.questionId],
    [edited.questionId, null],
    [edited.answerId, edited.questionId],
  ])
  expect(leafId).toBe(edited.answerId)
  await client.conversations.choose({ id: first.conversationId, leafId: first.answerId })
  expect((await client.conversations.get({ id: first.conversationId })).leafId).toBe(first.answerId)
})

test('leaving the stream stops the model at once; what was said is cited and kept, and can be gone on with', async () => {
  says = ['The lower spring ran dry [1]. It came back', waits]
  const stream = await client.questions.ask({ question: 'Which spring ran dry?', model: 'parrot', conversation: { id: null, parentId: null } })
  let id = ''
  let answerId = ''
  let left = 0
  for await (const part of stream) {
    if (part.type === 'stored') ({ conversationId: id, answerId } = part)
    if (part.type !== 'text-delta') continue
    left = performance.now()
    break
  }
  const kept = await until(
    () => client.conversations.get({ id }),
    (one) => last(one).state !== 'running',
  )
  expect(stopped - left).toBeLessThan(100)
  expect(last(kept)).toMatchObject({ state: 'stopped', answer: { receipt: { stopped: true }, citations: [{ n: 1, fileName: 'springs.txt' }] } })
  expect(last(kept).text).toBe('The lower spring ran dry [1]. It came back')

  says = ['It came back', ' in October [1].']
  heard = []
  const parts = await all(client.questions.continue({ answerId }))
  expect(storedIn(parts).answerId).toBe(answerId)
  expect(textOf(parts)).toBe(' in October [1].')
  expect(heard[0]?.slice(-2)).toMatchObject([{ role: 'assistant', content: 'The lower spring ran dry [1]. It came back' }, { role: 'user' }])
  expect(last(await client.conversations.get({ id }))).toMatchObject({ state: 'done', text: 'The lower spring ran dry [1]. It came back in October [1].' })
  await expect(client.questions.continue({ answerId })).rejects.toMatchObject({ code: 'continue-impossible' })
})

test('an answer whose reader left before its first part is not left under way', async () => {
  says = ['The lower spring', waits]
  const stream = await client.questions.ask({ question: 'Which spring?', model: 'parrot', conversation: { id: null, parentId: null } })
  await stream.return?.()
  const [listed] = (await client.conversations.list({})).conversations
  const kept = await until(
    () => client.conversations.get({ id: listed?.id ?? '' }),
    (one) => last(one).state !== 'running',
  )
  expect(last(kept).state).toBe('stopped')
})

test('stopping is heard while a model is slow to say how much it reads', async () => {
  context = async (signal) => {
    await waits(signal)
    return 0
  }
  const stream = await client.questions.ask({ question: 'Which spring?', model: 'parrot', conversation: { id: null, parentId: null } })
  let id = ''
  for await (const part of stream) {
    if (part.type === 'stored') id = part.conversationId
    if (part.type === 'step' && part.name === 'pack') break
  }
  const kept = await until(
    () => client.conversations.get({ id }),
    (one) => last(one).state !== 'running',
  )
  expect(last(kept)).toMatchObject({ state: 'stopped', text: '' })
})

test('an answer that is being gone on with is not gone on with twice', async () => {
  ending = 'length'
  const { answerId } = await begin()
  says = [' And the upper', waits]
  const stream = await client.questions.continue({ answerId })
  await stream.next()
  await expect(client.questions.continue({ answerId })).rejects.toMatchObject({ code: 'continue-impossible' })
  await stream.return?.()
})

test('windows hear last that a conversation is gone, also where an answer was under way in it', async () => {
  says = ['The lower spring', waits]
  const events = await client.conversations.follow()
  const began = events.next()
  const stream = await client.questions.ask({ question: 'Which spring?', model: 'parrot', conversation: { id: null, parentId: null } })
  const first = await stream.next()
  const id = first.done === true ? '' : storedIn([first.value]).conversationId
  expect((await began).value).toEqual({ changed: [id], judged: [], removed: [] })
  // read on, so that the model is at work when the conversation goes
  const rest = Promise.allSettled([all(Promise.resolve(stream))])
  await expect.poll(() => heard.length).toBe(1)
  await client.conversations.remove({ ids: [id] })
  await expect.poll(() => stopped).toBeGreaterThan(0)
  await rest
  expect((await events.next()).value).toEqual({ changed: [], judged: [], removed: [id] })
  await events.return?.()
})

test('an answer that ran into its limit can be gone on with; where that fails, it stays as it was', async () => {
  ending = 'length'
  const { conversationId, answerId } = await begin()
  const before = last(await client.conversations.get({ id: conversationId }))
  says = [() => Promise.reject(new Error('no'))]
  await expect(all(client.questions.continue({ answerId }))).rejects.toThrow()
  expect(last(await client.conversations.get({ id: conversationId }))).toEqual(before)
  says = [' And the upper?']
  await all(client.questions.continue({ answerId }))
  expect(last(await client.conversations.get({ id: conversationId })).text).toBe('The lower spring ran dry in August [1]. And the upper?')
})

test('a failure is kept with its code and with what was said before it', async () => {
  says = ['The lower', () => Promise.reject(new TypeError('broken'))]
  const stream = client.questions.ask({ question: 'Which spring?', model: 'parrot', conversation: { id: null, parentId: null } })
  await expect(all(stream)).rejects.toMatchObject({ code: 'unexpected' })
  const { conversations } = await client.conversations.list({})
  const kept = await client.conversations.get({ id: conversations[0]?.id ?? '' })
  expect(last(kept)).toMatchObject({ state: 'failed', text: 'The lower', failure: { code: 'unexpected' }, answer: null })
})

test('the text so far is kept while it is given, and an engine that closes keeps what there is', async () => {
  says = ['The lower spring', waits]
  const stream = await client.questions.ask({ question: 'Which spring?', model: 'parrot', conversation: { id: null, parentId: null } })
  const first = await stream.next()
  const id = first.done === true ? '' : storedIn([first.value]).conversationId
  const kept = await until(
    () => client.conversations.get({ id }),
    (one) => last(one).text !== '',
  )
  expect(last(kept)).toMatchObject({ state: 'running', text: 'The lower spring' })
  await engine.close()
  await open()
  expect(last(await client.conversations.get({ id }))).toMatchObject({ state: 'stopped', text: expect.stringMatching(/^The lower spring/) })
})

test('a summary is kept with its task, and can be given again', async () => {
  const { files } = await client.library.files({})
  const fileIds = files.map(({ id }) => id)
  const conversation = { id: null, parentId: null, question: 'Summarise springs.txt' }
  const first = storedIn(await all(client.questions.summarise({ fileIds, model: null, conversation })))
  await all(client.questions.again({ questionId: first.questionId, model: null }))
  expect(summarised).toEqual([['springs.txt'], ['springs.txt']])
  const { messages } = await client.conversations.get({ id: first.conversationId })
  expect(messages[0]).toMatchObject({ text: 'Summarise springs.txt', task: 'summarise', scope: { fileIds } })
  expect(messages.slice(1).map(({ text }) => text)).toEqual(['A summary.', 'A summary.'])
})

test('search finds words with their places', async () => {
  await begin('Which spring ran dry?')
  await begin('Wie heißt das Café?', null)
  const { conversations } = await client.conversations.list({ query: 'augu' })
  expect(conversations.map(({ title }) => title)).toContain('Which spring ran dry?')
  const hit = conversations[0]?.hits?.[0]
  expect(hit?.marks.map(({ start, end }) => hit.snippet.slice(start, end))).toEqual(['August'])
  expect((await client.conversations.list({ query: 'cafe heisst' })).conversations.map(({ title }) => title)).toEqual(['Wie heißt das Café?'])
  expect((await client.conversations.list({ query: 'nowhere' })).conversations).toEqual([])
})

test('rename, pin, scope and model are kept, and windows that follow are told', async () => {
  const { conversationId: id } = await begin()
  const leave = new AbortController()
  const events = await client.conversations.follow(undefined, { signal: leave.signal })
  const next = events.next()
  await client.conversations.rename({ id, title: 'Springs' })
  expect((await next).value).toEqual({ changed: [id], judged: [], removed: [] })
  await client.conversations.pin({ id, pinned: true })
  expect(await client.conversations.setScope({ id, scope: { paths: [join(root, 'papers')] } })).toEqual(
    expect.objectContaining({ title: 'Springs', titledBy: 'person', pinned: true, scope: { paths: [join(root, 'papers')] } }),
  )
  expect(await client.conversations.setModel({ id, model: null })).toMatchObject({ model: null, scope: { paths: [join(root, 'papers')] } })
  expect(await client.conversations.setScope({ id, scope: {} })).toMatchObject({ model: null, scope: {} })
  expect(await client.conversations.setModel({ id })).not.toHaveProperty('model')
  leave.abort()
  await expect(client.conversations.setModel({ id: '999', model: null })).rejects.toMatchObject({ code: 'conversation-unknown' })
  await expect(client.conversations.setScope({ id, scope: { sourceIds: ['999'] } })).rejects.toMatchObject({ code: 'source-unknown' })
  await expect(client.conversations.rename({ id: '999', title: 'x' })).rejects.toMatchObject({ code: 'conversation-unknown' })
})

const filesWith = (text: string) =>
  readdirSync(join(root, 'data')).filter((name) => name.startsWith('alcove.db') && readFileSync(join(root, 'data', name)).includes(text))

test('promise 42: what was removed can be restored for a moment, and is then in no file', async () => {
  says = ['Canaryword answer [1].']
  const { conversationId: id } = await begin('Is there a canaryquestion?')
  expect((await client.conversations.remove({ ids: [id] })).removed).toEqual([id])
  expect((await client.conversations.list({})).conversations).toEqual([])
  expect((await client.conversations.restore({ ids: [id] })).conversations[0]?.id).toBe(id)
  await client.conversations.remove({ ids: [id] })
  const gone = async () => [...filesWith('anaryword'), ...filesWith('anaryquestion')]
  expect(await until(gone, (files) => files.length === 0)).toEqual([])
  await expect(client.conversations.restore({ ids: [id] })).rejects.toMatchObject({ code: 'conversation-unknown' })
})

test('promise 42: answers that quote a removed source can be erased with it, and stay readable if not', async () => {
  const first = await begin()
  const source = (await client.library.sources()).sources[0]?.id ?? ''
  expect(await client.library.quoting({ sourceId: source })).toMatchObject({ answers: 1, conversations: 1, examples: 0, adapters: [] })
  await client.library.remove({ sourceId: source, answers: 'keep' })
  const kept = await client.conversations.get({ id: first.conversationId })
  expect(last(kept).answer?.citations[0]?.quote).toContain('ran dry in August 2009')
  const again = await engine.library.addSource(join(root, 'papers'))
  await client.library.remove({ sourceId: again, answers: 'erase' })
  expect((await client.conversations.get({ id: first.conversationId })).messages.map(({ role }) => role)).toEqual(['question'])
  expect(filesWith('ran dry in August')).toEqual([])
})

test('an answer is rated and written better, its text stays, and other windows are told', async () => {
  const { conversationId: id, answerId: messageId, questionId } = await begin()
  const events = (await client.conversations.follow())[Symbol.asyncIterator]()
  const told = events.next()
  expect(await client.conversations.rate({ id, messageId, rating: 'poor' })).toMatchObject({ rating: 'poor' })
  expect((await told).value).toEqual({ changed: [id], judged: [id], removed: [] })
  await events.return?.()
  await client.conversations.correct({ id, messageId, text: ' It was the lower one. ' })
  const kept = last(await client.conversations.get({ id }))
  expect(kept).toMatchObject({ rating: 'poor', correction: 'It was the lower one.', text: 'The lower spring ran dry in August [1].' })
  expect(await client.conversations.correct({ id, messageId, text: '  ' })).not.toHaveProperty('correction')
  const unknown = { code: 'message-unknown' }
  await expect(client.conversations.rate({ id, messageId: questionId, rating: 'good' })).rejects.toMatchObject(unknown)
  const other = await begin()
  await expect(client.conversations.correct({ id: other.conversationId, messageId, text: 'x' })).rejects.toMatchObject(unknown)
  await expect(client.conversations.rate({ id: '999', messageId, rating: null })).rejects.toMatchObject({ code: 'conversation-unknown' })
})

describe('taken out and in', () => {
  test('JSON loses nothing', async () => {
    const first = await begin()
    const png = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])], { type: 'image/png' })
    const where = { id: first.conversationId, parentId: first.answerId }
    await all(client.questions.ask({ question: 'Und warum? — “<b>”', model: null, conversation: where, images: [png] }))
    await client.conversations.choose({ id: first.conversationId, leafId: first.answerId })
    await client.conversations.rename({ id: first.conversationId, title: 'Löwen & Quellen' })
    await client.conversations.rate({ id: first.conversationId, messageId: first.answerId, rating: 'good' })
    await client.conversations.correct({ id: first.conversationId, messageId: first.answerId, text: 'It was the lower one.' })
    const exported = await client.conversations.export({ id: first.conversationId, format: 'json' })
    expect(exported).toMatchObject({ fileName: 'Löwen & Quellen.json', mediaType: 'application/json' })
    const { conversations } = await client.conversations.import({ content: exported.content })
    const before = await client.conversations.get({ id: first.conversationId })
    const after = await client.conversations.get({ id: conversations[0]?.id ?? '' })
    const shape = ({ messages, summary, leafId }: Conversation) => ({
      summary: { ...summary, id: '', changedAt: 0 },
      leaf: messages.findIndex(({ id }) => id === leafId),
      messages: messages.map(({ parentId, ...one }) => ({
        ...one,
        id: '',
        parent: messages.findIndex(({ id }) => id === parentId),
        ...('images' in one ? { images: one.images?.map(({ size, mediaType }) => ({ size, mediaType })) } : {}),
        ...('answer' in one ? { answer: JSON.parse(JSON.stringify(one.answer).replace(/"passageId":\d+/g, '"passageId":0')) } : {}),
      })),
    })
    expect(shape(after)).toEqual(shape(before))
    expect(after.summary.id).not.toBe(before.summary.id)
    const question = after.messages.find(({ text }) => text.startsWith('Und'))
    const image = question?.role === 'question' ? question.images?.[0]?.id : undefined
    const { picture } = await client.conversations.image({ id: image ?? '' })
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(new Uint8Array(await png.arrayBuffer()))
  })

  test.each([
    ['no JSON', 'hello'],
    ['other JSON', '{"a":1}'],
    ['null', 'null'],
    ['a newer version', '{"format":"alcove-conversations","version":2,"conversations":[]}'],
    ['no conversations', '{"format":"alcove-conversations","version":1,"conversations":[]}'],
    ['deep nesting', '['.repeat(100_000)],
    ['a circle', circle()],
    ['a wild time', circle().replace('"at":1', '"at":1e308').replace('"parentId":"2"', '"parentId":null')],
  ])('%s is refused, and nothing is kept', async (_, content) => {
    await expect(client.conversations.import({ content: new Blob([content]) })).rejects.toMatchObject({ code: 'import-invalid' })
    expect((await client.conversations.list({})).conversations).toEqual([])
  })

  test('HTML runs nothing, loads nothing and leads nowhere, whatever was said', async () => {
    const evil =
      '<script>alert(1)</script><img src=x onerror=alert(1)>\n\n![x](https://evil.example/p.png) [l](javascript:alert(1)) [1]\n\n[1]: https://evil.example "t"\n\n```html\n</code><script>x</script>\n```'
    says = [evil]
    const { conversationId: id } = await begin('</title><script>alert(2)</script>')
    const { content, fileName } = await client.conversations.export({ id, format: 'html' })
    const html = await content.text()
    expect(fileName).toBe('title script alert(2) script.html')
    expect(html.match(/<(?:script|img|iframe|link|object|embed|form|svg|base)\b/gi)).toBeNull()
    expect(html.match(/\b(?:href|src)="(?!#|data:image\/)[^"]*"/g)).toBeNull()
    expect(html).toContain('http-equiv="Content-Security-Policy"')
    expect(html).toContain('@media print')
    expect(html).toContain('<sup><a href="#source-2-1">[1]</a></sup>')
    expect(html).toContain('springs.txt')
  })

  test('Markdown has a footnote for each citation, and no markup of others', async () => {
    says = ['The lower spring <img src=x> ran dry [1]. ![p](https://evil.example/p.png)']
    const { conversationId: id } = await begin('Which *spring*?')
    const text = await (await client.conversations.export({ id, format: 'markdown' })).content.text()
    expect(text).toContain('Which \\*spring\\*?')
    expect(text).toContain('ran dry [^2-1].')
    expect(text).toMatch(/^\[\^2-1\]: springs\.txt, line 1.*The lower spring ran dry in August 2009/mu)
    expect(text).not.toMatch(/(?<!\\)<|!\[/)
  })

  test('a part of it can be exported', async () => {
    const { conversationId: id, questionId } = await begin()
    const text = await (await client.conversations.export({ id, format: 'markdown', messageIds: [questionId] })).content.text()
    expect(text).not.toContain('ran dry in August')
    await expect(client.conversations.export({ id, format: 'html', messageIds: ['999'] })).rejects.toMatchObject({ code: 'message-unknown' })
  })
})

test('questions cannot be put where they do not belong', async () => {
  const first = await begin()
  const other = await begin()
  const under = (id: string | null, parentId: string | null) => all(client.questions.ask({ question: 'x?', model: null, conversation: { id, parentId } }))
  await expect(under('999', null)).rejects.toMatchObject({ code: 'conversation-unknown' })
  await expect(under(first.conversationId, first.questionId)).rejects.toMatchObject({ code: 'message-unknown' })
  await expect(under(first.conversationId, other.answerId)).rejects.toMatchObject({ code: 'message-unknown' })
  await expect(under(null, first.answerId)).rejects.toMatchObject({ code: 'message-unknown' })
  const text = new Blob(['<svg onload=alert(1)>'], { type: 'image/png' })
  const asked = client.questions.ask({ question: 'x?', model: null, conversation: { id: null, parentId: null }, images: [text] })
  await expect(all(asked)).rejects.toMatchObject({ code: 'input-invalid' })
  expect(existsSync(join(root, 'data', 'alcove.db'))).toBe(true)
  expect((await client.conversations.list({})).conversations).toHaveLength(2)
})

function circle(): string {
  const summary = { id: '1', title: 't', titledBy: 'question', pinned: false, createdAt: 1, changedAt: 1, scope: {} }
  const question = { role: 'question', id: '1', parentId: '2', at: 1, text: 'q', scope: {} }
  const answer = { role: 'answer', id: '2', parentId: '1', at: 1, state: 'done', text: 'a', answer: null, model: null }
  return JSON.stringify({ format: 'alcove-conversations', version: 1, conversations: [{ summary, leafId: null, messages: [question, answer] }] })
}
