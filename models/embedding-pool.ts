/**
 * Spreads texts over embedding workers. Free workers pull small groups, so that all stay busy; a
 * group whose worker died is tried once more on a fresh one; workers that have grown, or have been
 * idle for a while, give their memory back.
 */
import { setMaxListeners } from 'node:events'
import { AlcoveError } from '../core/errors.ts'
import type { Log } from '../core/ports/log.ts'
import type { EmbedReply, EmbedRequest } from './embedding-calls.ts'

/** One supervised child that answers calls: what `createWorker` of `host/processes/worker.ts` makes. */
export interface EmbeddingWorker {
  /** Throws `model-stopped` where the child died, or the child's own failure. The next call starts another child. */
  call(request: EmbedRequest, signal: AbortSignal): Promise<EmbedReply>
  /** Ends the child once no call waits; the next call starts another. */
  recycle(): void
  close(): Promise<void>
}

export interface EmbeddingPoolOptions {
  /** Shown in process lists and logs; a number is added where there are several workers. */
  readonly name: string
  /** Workers at most; each is started when there is work for it. */
  readonly size: number
  readonly dimensions: number
  startWorker(name: string): EmbeddingWorker
  readonly log: Log
}

export interface EmbeddingPool {
  /** One vector per text, in order. Throws `model-stopped`, `model-broken`, `text-too-long` or the signal's reason. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>
  close(): Promise<void>
}

/** Texts per message at most: messages cost nothing beside them, and the engine hears of progress several times a second. */
const groupSize = 8
/** Groups that a worker holds: one to work on and one to go on with, so that it never waits for a busy engine. */
const groupsPerWorker = 2
/** onnxruntime's memory only grows; a worker at batch 1 stays near 225 MB. Bytes. */
const largestWorker = 400_000_000
const textsPerWorker = 50_000
const idleMs = 60_000

/** What one `embed` waits for. */
interface Job {
  readonly vectors: Float32Array[]
  missing: number
  done(error?: unknown): void
}

interface Group {
  readonly job: Job
  readonly texts: readonly string[]
  /** Of the group's first text in its job. */
  readonly at: number
  readonly retried: boolean
}

interface Slot {
  readonly worker: EmbeddingWorker
  readonly name: string
  /** Groups that it has been given. */
  groups: number
  /** Texts since its child started. */
  texts: number
  /** Groups that a child which is being ended still answers. */
  leaving: number
  idle: NodeJS.Timeout | undefined
}

export function createEmbeddingPool({ name, size, dimensions, startWorker, log }: EmbeddingPoolOptions): EmbeddingPool {
  const slots: Slot[] = []
  const closing = new AbortController()
  // every job and every call listens to it while it waits; Node takes more than ten for a leak and says so on the terminal
  setMaxListeners(0, closing.signal)
  let waiting: Group[] = []

  /** An idle worker, a new one, or one that has room for a group to go on with. */
  const freeSlot = (): Slot | undefined => {
    const idle = slots.find((slot) => slot.groups === 0)
    if (idle !== undefined) return idle
    if (slots.length === size) return slots.find((slot) => slot.groups < groupsPerWorker)
    const slotName = size === 1 ? name : `${name} ${slots.length + 1}`
    const slot: Slot = { worker: startWorker(slotName), name: slotName, groups: 0, texts: 0, leaving: 0, idle: undefined }
    slots.push(slot)
    return slot
  }

  const pull = (): void => {
    while (waiting.length > 0) {
      const slot = freeSlot()
      if (slot === undefined) return
      const group = waiting.shift()
      if (group !== undefined) void work(slot, group)
    }
  }

  /** Never rejects: a failure is the job's. */
  const work = async (slot: Slot, group: Group): Promise<void> => {
    slot.groups++
    clearTimeout(slot.idle)
    try {
      const reply = await slot.worker.call({ texts: group.texts }, closing.signal)
      deliver(group, reply.vectors, dimensions)
      renewIfGrown(slot, group.texts.length, reply.residentBytes)
    } catch (error) {
      if (!closing.signal.aborted) log.error('embedding-failed', error, { worker: slot.name, texts: group.texts.length })
      const code = error instanceof AlcoveError ? error.code : null
      if (code === 'model-stopped' && !group.retried) waiting.unshift({ ...group, retried: true })
      else group.job.done(error)
      // the files may be mended before the next call
      if (code === 'model-broken') slot.worker.recycle()
    }
    slot.groups--
    pull()
    if (slot.groups === 0 && !closing.signal.aborted) slot.idle = setTimeout(() => slot.worker.recycle(), idleMs).unref()
  }

  const renewIfGrown = (slot: Slot, texts: number, residentBytes: number): void => {
    if (slot.leaving > 0) {
      slot.leaving--
      return
    }
    slot.texts += texts
    if (slot.texts < textsPerWorker && residentBytes < largestWorker) return
    log.info('embedding-worker-renewed', { worker: slot.name, texts: slot.texts, residentBytes })
    slot.texts = 0
    slot.leaving = slot.groups - 1
    slot.worker.recycle()
  }

  return {
    async embed(texts, signal) {
      signal.throwIfAborted()
      closing.signal.throwIfAborted()
      if (texts.length === 0) return []
      return await new Promise((resolve, reject) => {
        const stop = (): void => job.done(signal.reason)
        const close = (): void => job.done(closing.signal.reason)
        const job: Job = {
          vectors: Array.from<Float32Array>({ length: texts.length }),
          missing: texts.length,
          done: (error) => {
            signal.removeEventListener('abort', stop)
            closing.signal.removeEventListener('abort', close)
            // what a worker has begun is finished and thrown away
            waiting = waiting.filter((group) => group.job !== job)
            if (error === undefined) resolve(job.vectors)
            else reject(error)
          },
        }
        signal.addEventListener('abort', stop, { once: true })
        closing.signal.addEventListener('abort', close, { once: true })
        waiting.push(...groupsOf(job, texts, size))
        pull()
      })
    },
    async close() {
      closing.abort(new AlcoveError('stopped'))
      for (const slot of slots) clearTimeout(slot.idle)
      await Promise.all(slots.map((slot) => slot.worker.close()))
    },
  }
}

/** Smaller and smaller towards the end of a job, so that all workers end together. */
function groupsOf(job: Job, texts: readonly string[], workers: number): readonly Group[] {
  const groups: Group[] = []
  for (let at = 0; at < texts.length; ) {
    const length = Math.min(groupSize, Math.ceil((texts.length - at) / (2 * workers)))
    groups.push({ job, texts: texts.slice(at, at + length), at, retried: false })
    at += length
  }
  return groups
}

function deliver({ job, texts, at }: Group, packed: Float32Array, dimensions: number): void {
  for (let i = 0; i < texts.length; i++) job.vectors[at + i] = packed.subarray(i * dimensions, (i + 1) * dimensions)
  job.missing -= texts.length
  if (job.missing === 0) job.done()
}
