/** Conversations of the scripted engine: kept in memory, changed as the contract says. */
import { stream } from '../../core/engine/streams.ts'
import type { AlcoveError as Failure } from '../../core/errors.ts'
import { AlcoveError, type ErrorCode, isErrorCode } from '../../core/errors.ts'
import type { AnswerPart, Scope } from '../../core/types/answer.ts'
import type {
  AnswerMessage,
  Conversation,
  ConversationEvent,
  ConversationHit,
  ConversationSummary,
  Message,
  Opinion,
  QuestionMessage,
} from '../../core/types/conversation.ts'
import { createFeed } from './feed.ts'

export interface Asked {
  readonly conversationId: string
  readonly question: QuestionMessage
  readonly answer: AnswerMessage
}

import type { implementScript } from './scripted-engine.ts'

type ScriptedImplementer = ReturnType<typeof implementScript>

interface ConversationScript {
  readonly conversations: ScriptedConversations
  readonly answer: (question: string, signal: AbortSignal) => AsyncIterable<AnswerPart>
}

/** All conversations, newest first; a test puts its own into `all`. */
export class ScriptedConversations {
  all: Conversation[] = []
  /** Removed ones, until a test forgets them. */
  removed: Conversation[] = []
  readonly pictures = new Map<string, Blob>()
  readonly #feed = createFeed<ConversationEvent>()
  #ids = 0

  newId(kind: string): string {
    this.#ids += 1
    return `${kind}-${this.#ids}`
  }

  one(id: string): Conversation {
    const found = this.all.find(({ summary }) => summary.id === id)
    if (found === undefined) throw new AlcoveError('conversation-unknown')
    return found
  }

  ofMessage(messageId: string): Conversation {
    const found = this.all.find(({ messages }) => messages.some(({ id }) => id === messageId))
    if (found === undefined) throw new AlcoveError('message-unknown')
    return found
  }

  change(
    id: string,
    changes: Partial<ConversationSummary>,
    more: Partial<Omit<Conversation, 'summary'>> = {},
    judged: readonly string[] = [],
  ): ConversationSummary {
    const before = this.one(id)
    const after = { ...before, ...more, summary: { ...before.summary, ...changes, messages: (more.messages ?? before.messages).length } }
    this.all = this.all.map((one) => (one === before ? after : one))
    this.tell({ changed: [id], judged, removed: [] })
    return after.summary
  }

  list({ query = '', after, limit }: { query?: string | undefined; after?: string | undefined; limit: number }) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    const sorted = [...this.all].sort((a, b) => Number(b.summary.pinned) - Number(a.summary.pinned) || b.summary.changedAt - a.summary.changedAt)
    const matching = sorted.flatMap((one) => {
      if (words.length === 0) return [one.summary]
      const hits = hitsIn(one, words)
      return hits.length === 0 ? [] : [{ ...one.summary, hits }]
    })
    const from = after === undefined ? 0 : matching.findIndex(({ id }) => id === after) + 1
    return { conversations: matching.slice(from, from + limit), more: matching.length > from + limit }
  }

  /** Answers with citations, whatever they cite. */
  quoting() {
    const quoting = this.all.map(({ messages }) => messages.filter((one) => one.role === 'answer' && (one.answer?.citations.length ?? 0) > 0).length)
    return { answers: quoting.reduce((sum, n) => sum + n, 0), conversations: quoting.filter((n) => n > 0).length }
  }

  remove(ids: readonly string[]) {
    const gone = this.all.filter(({ summary }) => ids.includes(summary.id))
    this.all = this.all.filter((one) => !gone.includes(one))
    this.removed.push(...gone)
    const removed = gone.map(({ summary }) => summary.id)
    this.tell({ changed: [], judged: [], removed })
    return { removed, undoMs: 10_000 }
  }

  restore(ids: readonly string[]) {
    const back = this.removed.filter(({ summary }) => ids.includes(summary.id))
    if (back.length === 0) throw new AlcoveError('conversation-unknown')
    this.removed = this.removed.filter((one) => !back.includes(one))
    this.all.push(...back)
    this.tell({ changed: ids, judged: [], removed: [] })
    return { conversations: back.map(({ summary }) => summary) }
  }

  /** Stores question and empty answer, as `questions.ask` does. */
  begin(
    where: { id: string | null; parentId: string | null },
    question: string,
    scope: Scope,
    model: string | null | undefined,
    images: readonly Blob[],
  ): Asked {
    const id = where.id ?? this.newId('conversation')
    const at = Date.now()
    if (where.id === null) {
      const summary: ConversationSummary = {
        id,
        title: question.slice(0, 60),
        titledBy: 'question',
        pinned: false,
        createdAt: at,
        changedAt: at,
        messages: 0,
        scope,
        ...(model === undefined ? {} : { model }),
      }
      this.all.unshift({ summary, messages: [], leafId: null })
    }
    const pictures = images.map((image) => ({ id: this.newId('image'), mediaType: image.type as 'image/png', size: image.size }))
    for (const [n, picture] of pictures.entries()) this.pictures.set(picture.id, images[n] as Blob)
    const asked: QuestionMessage = {
      role: 'question',
      id: this.newId('question'),
      parentId: where.parentId,
      at,
      text: question,
      scope,
      ...(pictures.length > 0 ? { images: pictures } : {}),
    }
    this.change(id, { changedAt: at }, { messages: [...this.one(id).messages, asked] })
    return this.beginAnswer(id, asked, model ?? null)
  }

  beginAnswer(conversationId: string, question: QuestionMessage, model: string | null): Asked {
    const answer: AnswerMessage = {
      role: 'answer',
      id: this.newId('answer'),
      parentId: question.id,
      at: Date.now(),
      state: 'running',
      text: '',
      answer: null,
      model,
    }
    this.change(conversationId, {}, { messages: [...this.one(conversationId).messages, answer], leafId: answer.id })
    return { conversationId, question, answer }
  }

  /** Passes the parts on and stores what comes of them: whole, stopped or failed. */
  async *record({ conversationId, question, answer }: Asked, parts: AsyncIterable<AnswerPart>, signal: AbortSignal): AsyncGenerator<AnswerPart> {
    yield { type: 'stored', conversationId, questionId: question.id, answerId: answer.id, title: this.one(conversationId).summary.title }
    let now: AnswerMessage = { ...answer, state: 'running' }
    try {
      for await (const part of parts) {
        if (part.type === 'text-delta') now = { ...now, text: now.text + part.text }
        if (part.type === 'thinking-delta') now = { ...now, thinking: (now.thinking ?? '') + part.text }
        if (part.type === 'answer-end') now = { ...now, state: 'done', text: part.answer.answer, answer: part.answer }
        yield part
      }
    } catch (error) {
      now = { ...now, state: 'failed', failure: { code: codeOf(error), details: {} } }
      throw error
    } finally {
      if (now.state === 'running') now = { ...now, state: signal.aborted || now.answer === null ? 'stopped' : 'done' }
      if (this.all.some(({ summary }) => summary.id === conversationId)) this.put(conversationId, now)
    }
  }

  judge(conversationId: string, messageId: string, opinion: Opinion): AnswerMessage {
    const message = this.one(conversationId).messages.find(({ id }) => id === messageId)
    if (message?.role !== 'answer') throw new AlcoveError('message-unknown')
    const { rating = null, correction = null, ...given } = { ...message, ...opinion }
    const judged = { ...given, ...(rating === null ? {} : { rating }), ...(correction === null ? {} : { correction }) }
    this.put(conversationId, judged, [conversationId])
    return judged
  }

  put(conversationId: string, message: Message, judged: readonly string[] = []): void {
    const { messages } = this.one(conversationId)
    this.change(conversationId, { changedAt: Date.now() }, { messages: messages.map((one) => (one.id === message.id ? message : one)) }, judged)
  }

  tell(event: ConversationEvent): void {
    this.#feed.tell(event)
  }

  follow(signal: AbortSignal): AsyncGenerator<ConversationEvent> {
    return this.#feed.follow(signal)
  }
}

function codeOf(error: unknown): ErrorCode {
  const code = (error as Partial<Failure> | null)?.code
  return isErrorCode(code) ? code : 'unexpected'
}

function hitsIn({ summary, messages }: Conversation, words: readonly string[]): ConversationHit[] {
  const texts: { messageId: string | null; place: ConversationHit['place']; text: string }[] = [
    { messageId: null, place: 'title', text: summary.title },
    ...messages.map((one) => ({ messageId: one.id, place: one.role, text: one.text })),
    ...messages.flatMap((one) =>
      one.role === 'answer' ? (one.answer?.citations ?? []).map(({ quote }) => ({ messageId: one.id, place: 'citation' as const, text: quote })) : [],
    ),
  ]
  return texts.flatMap(({ messageId, place, text }) => {
    const snippet = text.replace(/\s+/g, ' ').slice(0, 160)
    const marks = words.flatMap((word) => {
      const start = snippet.toLowerCase().indexOf(word)
      return start < 0 ? [] : [{ start, end: start + word.length }]
    })
    return marks.length === 0 ? [] : [{ messageId, place, snippet, marks: marks.sort((a, b) => a.start - b.start) }]
  })
}

/** The handlers of `conversations` and, with what the script says, of `questions`. */
export function scriptedConversationHandlers(os: ScriptedImplementer, script: () => ConversationScript) {
  const store = () => script().conversations
  return {
    conversations: {
      list: os.conversations.list.handler(({ input }) => store().list(input)),
      follow: os.conversations.follow.handler(({ signal }) => stream(signal, (left) => store().follow(left))),
      get: os.conversations.get.handler(({ input }) => store().one(input.id)),
      choose: os.conversations.choose.handler(({ input: { id, leafId } }) => {
        store().change(id, {}, { leafId })
        return { leafId }
      }),
      rename: os.conversations.rename.handler(({ input: { id, title } }) => store().change(id, { title, titledBy: 'person' })),
      pin: os.conversations.pin.handler(({ input: { id, pinned } }) => store().change(id, { pinned })),
      setScope: os.conversations.setScope.handler(({ input: { id, scope } }) => store().change(id, { scope })),
      setModel: os.conversations.setModel.handler(({ input: { id, model } }) => {
        const { model: _, ...summary } = store().one(id).summary
        store().all = store().all.map((one) => (one.summary.id === id ? { ...one, summary: { ...summary, ...(model === undefined ? {} : { model }) } } : one))
        return store().change(id, {})
      }),
      rate: os.conversations.rate.handler(({ input: { id, messageId, rating } }) => store().judge(id, messageId, { rating })),
      correct: os.conversations.correct.handler(({ input: { id, messageId, text } }) => store().judge(id, messageId, { correction: text })),
      remove: os.conversations.remove.handler(({ input }) => store().remove(input.ids)),
      restore: os.conversations.restore.handler(({ input }) => store().restore(input.ids)),
      image: os.conversations.image.handler(({ input }) => {
        const picture = store().pictures.get(input.id)
        if (picture === undefined) throw new AlcoveError('message-unknown')
        return { picture }
      }),
      export: os.conversations.export.handler(({ input: { id, format } }) => {
        const { summary, messages } = store().one(id)
        const type = { markdown: ['md', 'text/markdown'], html: ['html', 'text/html'], json: ['json', 'application/json'] }[format] as [string, string]
        const text = format === 'html' ? '<!doctype html><title>Exported</title><p>Exported' : messages.map((one) => one.text).join('\n\n')
        return { fileName: `${summary.title}.${type[0]}`, mediaType: type[1], content: new Blob([text], { type: type[1] }) }
      }),
      import: os.conversations.import.handler(async ({ input }) => {
        if (!(await input.content.text()).startsWith('{')) throw new AlcoveError('import-invalid', { reason: 'not-json' })
        const asked = store().begin({ id: null, parentId: null }, 'An imported question', {}, undefined, [])
        return { conversations: [store().one(asked.conversationId).summary] }
      }),
    },
    questions: {
      prepare: os.questions.prepare.handler(() => undefined),
      ask: os.questions.ask.handler(({ input: { question, scope = {}, model, conversation, images = [] }, signal }) =>
        stream(signal, (left) => {
          const parts = script().answer(question, left)
          if (conversation === undefined) return parts
          return store().record(store().begin(conversation, question, scope, model, images), parts, left)
        }),
      ),
      again: os.questions.again.handler(({ input: { questionId, model = null }, signal }) =>
        stream(signal, (left) => {
          const { summary, messages } = store().ofMessage(questionId)
          const question = messages.find(({ id }) => id === questionId) as QuestionMessage
          return store().record(store().beginAnswer(summary.id, question, model), script().answer(question.text, left), left)
        }),
      ),
      continue: os.questions.continue.handler(({ input: { answerId }, signal }) =>
        stream(signal, (left) => {
          const { summary, messages } = store().ofMessage(answerId)
          const answer = messages.find(({ id }) => id === answerId) as AnswerMessage
          const question = messages.find(({ id }) => id === answer.parentId) as QuestionMessage
          return store().record({ conversationId: summary.id, question, answer }, script().answer(question.text, left), left)
        }),
      ),
      list: os.questions.list.handler(() => ({ list: null })),
      summarise: os.questions.summarise.handler(({ signal }) => stream(signal, (left) => script().answer('summarise', left))),
      compare: os.questions.compare.handler(({ signal }) => stream(signal, (left) => script().answer('compare', left))),
    },
  }
}
