/** The chat-model process as a supervised child: started by the first order, ended to free its memory, and replaced when it died. */
import { AlcoveError, isErrorCode } from '../../core/errors.ts'
import type { ChatModelProcess, ChatOrder, FromChatModel, InMemory, ModelPart, ToChatModel } from '../../models/llama/chat-model-calls.ts'
import type { Spawner } from './spawner.ts'
import { superviseChild } from './supervised-child.ts'

/** A model that reads a long request hears a stop only between two steps; then its process is ended. Milliseconds. */
const stopPatienceMs = 3_000

/** What one order waits on. */
interface Job {
  readonly id: number
  readonly model: string
  readonly inbox: ModelPart[]
  end: { readonly error: unknown } | 'done' | null
  wake(): void
}

export function createChatModelProcess(spawner: Spawner, patienceMs: number = stopPatienceMs): ChatModelProcess {
  let nextId = 1
  let job: Job | null = null
  let inMemory: InMemory | null = null
  /** Resolves when what was stopped has come to an end. */
  let quiet: Promise<void> = Promise.resolve()

  const settle = (end: NonNullable<Job['end']>): void => {
    if (job === null) return
    job.end ??= end
    job.wake()
  }
  const supervised = superviseChild({
    spawner,
    child: { entry: 'chat-model', name: 'alcove-chat-model' },
    onClosed: () => new AlcoveError('model-process-stopped', { model: job?.model ?? '' }),
    onMessage: (raw) => {
      const message = raw as FromChatModel
      if (message.type === 'loaded') {
        inMemory = message.inMemory
        supervised.proved()
      }
      if (message.id !== job?.id) return
      if (message.type === 'part') {
        job.inbox.push(message.part)
        job.wake()
      } else if (message.type === 'done') settle('done')
      else if (message.type === 'failed') settle({ error: failure(message, job.model) })
    },
    onExit: (exit) => {
      inMemory = null
      settle({ error: new AlcoveError('model-process-stopped', { model: job?.model ?? '' }, exit) })
    },
  })

  /** Tells the model to stop, and ends the process of one that does not. */
  async function stop(left: Job, tell: () => void): Promise<void> {
    tell()
    const patience = setTimeout(() => supervised.replace(), patienceMs)
    while (left.end === null) await next(left)
    clearTimeout(patience)
    job = null
  }

  return {
    async *run(order: ChatOrder, signal: AbortSignal) {
      await quiet
      const child = await supervised.ready(signal)
      const mine: Job = { id: nextId++, model: order.model.name, inbox: [], end: null, wake: () => undefined }
      job = mine
      const abort = (): void => mine.wake()
      signal.addEventListener('abort', abort, { once: true })
      try {
        child.send({ type: 'job', id: mine.id, order } satisfies ToChatModel)
        for (;;) {
          signal.throwIfAborted()
          const part = mine.inbox.shift()
          if (part !== undefined) yield part
          else if (mine.end === 'done') return
          else if (mine.end === null) await next(mine)
          else throw mine.end.error
        }
      } finally {
        signal.removeEventListener('abort', abort)
        if (mine.end === null) quiet = stop(mine, () => child.send({ type: 'stop', id: mine.id } satisfies ToChatModel))
        else job = null
      }
    },
    get inMemory() {
      return inMemory
    },
    end: () => supervised.replace(),
    close: async () => await supervised.close(),
  }
}

function next(job: Job): Promise<void> {
  return new Promise((resolve) => {
    job.wake = resolve
  })
}

function failure({ code, details }: Extract<FromChatModel, { readonly type: 'failed' }>, model: string): AlcoveError {
  return isErrorCode(code) ? new AlcoveError(code, details) : new AlcoveError('model-process-stopped', { model })
}
