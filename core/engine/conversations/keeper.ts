/**
 * Keeps conversations: answers are given to their end whoever listens, removed conversations are erased after a moment,
 * and at the start what an engine before this one left unfinished is put right.
 */
import type { Clock } from '../../ports/clock.ts'
import type { AnswerNow } from '../../ports/conversations-store.ts'
import type { Log } from '../../ports/log.ts'
import type { Stores } from '../../ports/stores.ts'
import type { AnswerPart } from '../../types/answer.ts'
import type { ConversationSummary } from '../../types/conversation.ts'
import { recordAnswer } from './answer-record.ts'
import { type ConversationFeed, createConversationFeed } from './feed.ts'

/** The answer that is given, and what there was of it before. */
export interface Given {
  readonly conversationId: string
  readonly questionId: string
  readonly answerId: string
  readonly title: string
  readonly model: string | null
  readonly before?: AnswerNow
}

/** `stop` ends the model and lets the answer be finished with what there is; `signal` ends everything. */
export type Giving = (stop: AbortSignal, signal: AbortSignal) => AsyncIterable<AnswerPart>

export interface Keeper {
  readonly feed: ConversationFeed
  /** How long what was removed can be restored. Milliseconds. */
  readonly undoMs: number
  /** The parts of an answer, kept as they come, read or not. When `left` fires the model is stopped, and what there is is cited and kept. */
  give(given: Given, giving: Giving, left: AbortSignal): AsyncIterable<AnswerPart>
  remove(ids: readonly string[]): readonly string[]
  restore(ids: readonly string[]): readonly ConversationSummary[]
  /** Stops what is given and keeps it. */
  close(): Promise<void>
}

interface KeeperPorts extends Pick<Stores, 'conversations' | 'committed' | 'scrubbed'> {
  readonly clock: Clock
  readonly log: Log
}

/** What is stopped has this long to be cited and kept. Milliseconds. */
const grace = 3_000

export async function createKeeper(ports: KeeperPorts, undoMs = 20_000): Promise<Keeper> {
  const { conversations, clock, log } = ports
  const feed = createConversationFeed()
  /** Answers under way, by the conversation they stand in. */
  const underWay = new Set<{ readonly conversationId: string; readonly stop: AbortController; readonly hard: AbortController; readonly done: Promise<void> }>()
  const erasures = new Set<ReturnType<typeof setTimeout>>()

  conversations.interrupt()
  conversations.erase('all')
  await ports.scrubbed()

  async function run(given: Given, giving: () => AsyncIterable<AnswerPart>, stop: AbortSignal, send: (part: AnswerPart) => void): Promise<void> {
    const record = recordAnswer(given.answerId, given, ports)
    try {
      for await (const part of giving()) {
        record.take(part)
        if (part.type !== 'answer-end') {
          send(part)
          continue
        }
        record.end('ended')
        await ports.committed()
        send(part)
        return
      }
      record.end('stopped')
    } catch (error) {
      record.end(stop.aborted ? 'stopped' : { failure: error })
      if (!stop.aborted) throw error
    } finally {
      // removed in the meantime: its removal is the last that windows hear of it
      if (conversations.summary(given.conversationId) !== null) feed.changed(given.conversationId)
    }
  }

  async function erase(ids: readonly string[]): Promise<void> {
    try {
      conversations.erase(ids)
      await ports.scrubbed()
    } catch (error) {
      // it is done at the next start
      log.error('erase-failed', error)
    }
  }

  return {
    feed,
    undoMs,
    give(given, giving, left) {
      const { conversationId } = given
      const stop = new AbortController()
      const hard = new AbortController()
      const queue = createQueue<AnswerPart>()
      const leave = () => stop.abort(left.reason)
      left.addEventListener('abort', leave, { once: true })
      if (left.aborted) leave()
      const done = run(given, () => giving(stop.signal, hard.signal), stop.signal, queue.push).then(queue.end, queue.fail)
      const one = { conversationId, stop, hard, done }
      underWay.add(one)
      void done.then(() => {
        underWay.delete(one)
        left.removeEventListener('abort', leave)
      })
      feed.changed(conversationId)
      return told(given, queue.values(left), stop)
    },
    remove(ids) {
      const removed = conversations.remove(ids, clock.now())
      for (const { conversationId, stop } of underWay) if (removed.includes(conversationId)) stop.abort()
      const timer = setTimeout(() => {
        erasures.delete(timer)
        void erase(removed)
      }, undoMs)
      erasures.add(timer)
      feed.removed(...removed)
      return removed
    },
    restore(ids) {
      const restored = conversations.restore(ids)
      feed.changed(...restored.map(({ id }) => id))
      return restored
    },
    async close() {
      for (const timer of erasures) clearTimeout(timer)
      const running = [...underWay]
      for (const { stop } of running) stop.abort()
      const late = setTimeout(() => {
        for (const { hard } of running) hard.abort()
      }, grace)
      await Promise.all(running.map(({ done }) => done))
      clearTimeout(late)
      conversations.erase('all')
      await ports.scrubbed()
    },
  }
}

/** What the reader of an answer is given; when he leaves, it is stopped. */
async function* told(
  { conversationId, questionId, answerId, title }: Given,
  parts: AsyncIterable<AnswerPart>,
  stop: AbortController,
): AsyncGenerator<AnswerPart> {
  yield { type: 'stored', conversationId, questionId, answerId, title }
  try {
    yield* parts
  } finally {
    stop.abort()
  }
}

/** Values to one reader, who may leave while more come. */
function createQueue<T>() {
  const waiting: T[] = []
  let ended: { readonly error?: unknown } | null = null
  let wake = (): void => undefined
  return {
    push(value: T) {
      waiting.push(value)
      wake()
    },
    end() {
      ended ??= {}
      wake()
    },
    fail(error: unknown) {
      ended ??= { error }
      wake()
    },
    async *values(left: AbortSignal): AsyncGenerator<T, void> {
      const leave = () => wake()
      left.addEventListener('abort', leave, { once: true })
      try {
        while (!left.aborted) {
          const value = waiting.shift()
          if (value !== undefined) yield value
          else if (ended !== null) {
            if ('error' in ended) throw ended.error
            return
          } else
            await new Promise<void>((resolve) => {
              wake = resolve
            })
        }
      } finally {
        left.removeEventListener('abort', leave)
      }
    },
  }
}
