/** The conversation that is shown, and those in which an answer is still being given: ask, edit, ask again, go on, stop, change branch. */
import type { StoreApi } from 'zustand/vanilla'
import type { AnswerPart } from '../../core/types/answer.ts'
import type { AnswerMessage, ConversationSummary, Opinion } from '../../core/types/conversation.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'
import { asked, type Beginning, type Exchange, isRunning, opinionIn, resumed, type Task, withFailure, withPart } from './answer.ts'
import type { Sent } from './draft.ts'
import { fresh, type Open, remember, storedCount, takeIn } from './open-conversation.ts'
import { createPacer } from './pacer.ts'
import { askCall, type Call, readCall } from './question-calls.ts'
import { createSessionShown, type SessionState } from './session-state.ts'
import { branchTo, newestBelow } from './tree.ts'

export interface Session {
  readonly store: StoreApi<SessionState>
  /** Asks at the end of what is shown. `model`: null asks for quotes, absent for what the conversation says. */
  ask(sent: Sent, model?: null): Promise<void>
  /** Summarises or compares whole files, under these words. */
  read(task: Task, words: string): Promise<void>
  /** Asks in other words, on a branch of its own. */
  edit(id: string, text: string): Promise<void>
  /** Gives another answer beside this one. `model`: null asks for quotes. */
  again(id: string, model?: null): Promise<void>
  /** Goes on with an answer that broke off. */
  continue(id: string): Promise<void>
  /** Keeps what a person thinks of an answer; fails as the calls do. */
  judge(id: string, opinion: Opinion): Promise<void>
  /** From now on this answers here: a name, null for quotes; undefined: the model of the settings. */
  answerBy(model: string | null | undefined): Promise<void>
  stop(): void
  isAnswering(): boolean
  /** Shows the branch of this exchange, as far as it goes. */
  show(id: string): void
  /** A conversation in which nothing was asked yet. */
  start(): void
  /** `messageId`: what is to come into sight of it. */
  open(id: string, messageId?: string | null): Promise<void>
  /** What was sought is in sight. */
  found(): void
  /** It may be another now; its messages are read anew where this window has others, where nobody knows (null), and where one was `judged`. */
  noticed(id: string, summary: Pick<ConversationSummary, 'messages' | 'model'> | null, judged: boolean): Promise<void>
  /** It is no longer there. */
  gone(ids: readonly string[]): void
}

/** `chosen`: the model of the settings now. */
export function createSession(client: Client, newId: () => string, chosen: () => string | null, now: () => number = Date.now): Session {
  const { store, busy, shown, showOther, publish, change, put } = createSessionShown()

  async function follow(open: Open, id: string, parts: AsyncIterable<AnswerPart>): Promise<void> {
    const pacer = createPacer<AnswerPart>((batch) => change(open, id, (exchange) => batch.reduce((all, part) => withPart(all, part, now()), exchange)))
    try {
      for await (const part of parts) {
        if (part.type === 'stored') open.id = part.conversationId
        pacer.take(part)
      }
    } finally {
      pacer.flush()
    }
  }

  /** Has one exchange answered; it ends done, stopped or failed. */
  async function answer(open: Open, exchange: Exchange, call: Call): Promise<void> {
    const { id } = exchange
    const controller = new AbortController()
    open.running = { id, controller }
    busy.add(open)
    put(open, exchange)
    try {
      await follow(open, id, await call(controller.signal))
      change(open, id, (one) => (isRunning(one) ? withFailure(one, { code: 'model-cut', details: {} }) : one))
    } catch (error) {
      change(open, id, (one) => withFailure(one, failureOf(error, controller.signal)))
      open.unsettled = true
    } finally {
      open.running = null
      if (exchange.sent.length > 0) open.unsettled = true
      busy.delete(open)
      publish()
    }
  }

  const beginning = ({ own }: Open, parent: string | null, question: string, scope: Sent['scope'], model: null | undefined): Beginning => {
    const id = newId()
    const answerer = own === undefined ? chosen() : own
    return { id, parent, questionKey: id, at: now(), question, scope, wanted: model === null ? null : answerer }
  }

  /** Shows the branch that this message stands on, and has it come into sight. */
  function seek(messageId: string | null): void {
    const open = shown()
    const found =
      messageId === null ? undefined : [...open.exchanges.values()].find(({ stored }) => stored?.answerId === messageId || stored?.questionId === messageId)
    if (!found) return
    if (!open.branch.some(({ id }) => id === found.id)) {
      open.branch = branchTo(open.exchanges, newestBelow(open.exchanges, found.id))
      remember(client, open)
    }
    publish()
    store.setState({ sought: found.id })
  }

  function gone(ids: readonly string[]): void {
    for (const open of busy) if (open.id !== null && ids.includes(open.id)) open.running?.controller.abort()
    const { id } = shown()
    if (id !== null && ids.includes(id)) showOther(fresh())
  }

  return {
    store,
    async ask({ text, scope, images }, model) {
      const open = shown()
      if (open.running) return
      const exchange = asked({ ...beginning(open, open.branch.at(-1)?.id ?? null, text, scope, model), sent: images })
      await answer(open, exchange, askCall(client, open, exchange, model))
    },
    async read(task, words) {
      const open = shown()
      if (open.running) return
      const exchange = asked({ ...beginning(open, open.branch.at(-1)?.id ?? null, words, { fileIds: task.fileIds }, undefined), task })
      await answer(open, exchange, readCall(client, open, exchange, task))
    },
    async edit(id, text) {
      const open = shown()
      const before = open.exchanges.get(id)
      if (!before || open.running) return
      const { parent, scope, images, sent } = before
      const exchange = asked({ ...beginning(open, parent, text, scope, undefined), images, sent })
      await answer(open, exchange, askCall(client, open, exchange, undefined))
    },
    async again(id, model) {
      const open = shown()
      const before = open.exchanges.get(id)
      if (!before || open.running) return
      const { parent, question, scope, images, sent, questionKey, stored, task } = before
      const exchange = asked({
        ...beginning(open, parent, question, scope, model),
        images,
        sent,
        questionKey,
        stored: stored && { ...stored, answerId: null },
        task,
      })
      const first = task ? readCall(client, open, before, task, model) : askCall(client, open, before, model)
      const call: Call = stored
        ? (signal) => client.questions.again({ questionId: stored.questionId, ...(model === null ? { model } : {}) }, { signal })
        : first
      await answer(open, exchange, call)
    },
    async continue(id) {
      const open = shown()
      const before = open.exchanges.get(id)
      const answerId = before?.stored?.answerId
      if (!before || !answerId || open.running) return
      await answer(open, resumed(before), (signal) => client.questions.continue({ answerId }, { signal }))
    },
    async judge(id, { rating, correction }) {
      const open = shown()
      const messageId = open.exchanges.get(id)?.stored?.answerId
      if (open.id === null || !messageId) return
      const answerAt = { id: open.id, messageId }
      const take = (judged: AnswerMessage) => change(open, id, (one) => ({ ...one, ...opinionIn(judged) }))
      if (rating !== undefined) take(await client.conversations.rate({ ...answerAt, rating }))
      if (correction !== undefined) take(await client.conversations.correct({ ...answerAt, text: correction }))
    },
    async answerBy(model) {
      const open = shown()
      const { own: before, id } = open
      open.own = model
      store.setState({ choiceFailure: null })
      publish()
      if (id === null) return
      try {
        await client.conversations.setModel(model === undefined ? { id } : { id, model })
      } catch (error) {
        open.own = before
        if (open === shown()) store.setState({ own: before, choiceFailure: failureOf(error) })
      }
    },
    stop() {
      shown().running?.controller.abort()
    },
    isAnswering: () => shown().running !== null,
    show(id) {
      const open = shown()
      if (!open.exchanges.has(id)) return
      const leaf = newestBelow(open.exchanges, id)
      open.branch = branchTo(open.exchanges, leaf)
      publish()
      remember(client, open)
    },
    start() {
      showOther(fresh())
    },
    async open(id, messageId = null) {
      if (shown().id === id) {
        store.setState({ opening: null, failure: null })
        return seek(messageId)
      }
      store.setState({ opening: id, failure: null })
      const open = [...busy].find((one) => one.id === id) ?? fresh()
      try {
        if (open.id === null) takeIn(open, await client.conversations.get({ id }))
      } catch (error) {
        if (store.getState().opening === id) store.setState({ opening: null, failure: { id, failure: failureOf(error) } })
        return
      }
      if (store.getState().opening !== id) return
      showOther(open)
      seek(messageId)
    },
    found: () => store.setState({ sought: null }),
    async noticed(id, summary, judged) {
      const open = shown()
      if (open.id !== id) return
      if (summary !== null) {
        open.own = summary.model
        publish()
      }
      if (judged) open.unsettled = true
      if (open.running || (storedCount(open.exchanges) === summary?.messages && !open.unsettled)) return
      try {
        const conversation = await client.conversations.get({ id })
        // what was asked here in the meantime is not in it; the end of that answer is noticed again
        if (open.running) return
        takeIn(open, conversation)
        if (open === shown()) publish()
      } catch (error) {
        if (failureOf(error).code === 'conversation-unknown') gone([id])
        // what is shown stays; the next that is heard of it asks again
        else open.unsettled = true
      }
    },
    gone,
  }
}
