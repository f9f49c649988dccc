/** The questions of this window, in memory: ask, stop, ask again. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AnswerPart, Scope } from '../../core/types/answer.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'
import { asked, type Exchange, isRunning, withFailure, withPart } from './answer.ts'

export interface SessionState {
  readonly exchanges: readonly Exchange[]
  /** The question being written. */
  readonly draft: string
  /** Null: every source. */
  readonly sourceId: string | null
}

export interface Session {
  readonly store: StoreApi<SessionState>
  /** `model`: null asks for quotes, absent for what the settings say. */
  ask(question: string, scope: Scope, model?: null): Promise<void>
  stop(): void
  isAnswering(): boolean
  draft(text: string): void
  chooseSource(sourceId: string | null): void
}

/** Text is handed on this often, so that a fast model does not make the window draw each token. Milliseconds. */
const flushEvery = 40

/** `chosen`: the model of the settings now. */
export function createSession(client: Client, newId: () => string, chosen: () => string | null): Session {
  const store = createStore<SessionState>(() => ({ exchanges: [], draft: '', sourceId: null }))
  let running: AbortController | null = null

  const change = (id: string, update: (exchange: Exchange) => Exchange) =>
    store.setState(({ exchanges }) => ({ exchanges: exchanges.map((exchange) => (exchange.id === id ? update(exchange) : exchange)) }))

  async function follow(id: string, parts: AsyncIterable<AnswerPart>): Promise<void> {
    let waiting: AnswerPart[] = []
    const flush = () => {
      const batch = waiting
      waiting = []
      if (batch.length > 0) change(id, (exchange) => batch.reduce(withPart, exchange))
    }
    const timer = setInterval(flush, flushEvery)
    try {
      for await (const part of parts) waiting.push(part)
    } finally {
      clearInterval(timer)
      flush()
    }
  }

  return {
    store,
    async ask(question, scope, model) {
      if (store.getState().exchanges.some(isRunning)) return
      const id = newId()
      const controller = new AbortController()
      running = controller
      store.setState(({ exchanges }) => ({ exchanges: [...exchanges, asked(id, question, scope, model === null ? null : chosen())] }))
      try {
        const parts = await client.questions.ask({ question, scope, ...(model === null ? { model } : {}) }, { signal: controller.signal })
        await follow(id, parts)
        change(id, (exchange) => (isRunning(exchange) ? withFailure(exchange, { code: 'model-cut', details: {} }) : exchange))
      } catch (error) {
        change(id, (exchange) => withFailure(exchange, failureOf(error, controller.signal)))
      } finally {
        running = null
      }
    },
    stop() {
      running?.abort()
    },
    isAnswering: () => running !== null,
    draft(text) {
      store.setState({ draft: text })
    },
    chooseSource(sourceId) {
      store.setState({ sourceId })
    },
  }
}
