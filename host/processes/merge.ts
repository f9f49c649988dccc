/** Converting and merging adapters in a process of its own, which begins with the first order and ends when there is none for a while. */
import { rm } from 'node:fs/promises'
import { clearTimeout, setTimeout } from 'node:timers'
import { AlcoveError } from '../../core/errors.ts'
import type { AdapterFiles, MergeOrder, MergeProgress, OnMergeProgress } from '../../core/ports/adapter-files.ts'
import type { FromMerger, ToMerger } from '../../models/adapters/merge-calls.ts'
import { unfinishedEnding } from '../../models/gguf/write-whole.ts'
import type { Spawner } from './spawner.ts'
import { createWorker } from './worker.ts'

/** Without a word from it: the slowest disk gives a piece in less. Milliseconds. */
const deadlineMs = 120_000
const idleMs = 20_000

export interface MergeProcess extends AdapterFiles {
  close(): Promise<void>
}

export function createMergeProcess(spawner: Spawner): MergeProcess {
  const worker = createWorker<ToMerger, FromMerger, MergeProgress>({
    spawner,
    child: { entry: 'merge', name: 'alcove-merge', heapMb: 512 },
    onDead: 'merge-stopped',
    deadlineMs,
  })
  const closing = new AbortController()
  let working = 0
  let idle: NodeJS.Timeout | undefined

  /** The process stays while anything is under way. */
  const begin = (): (() => void) => {
    clearTimeout(idle)
    working += 1
    return () => {
      working -= 1
      if (working === 0) idle = setTimeout(() => worker.recycle(), idleMs).unref()
    }
  }

  async function ask<Kind extends ToMerger['kind']>(
    call: Extract<ToMerger, { readonly kind: Kind }>,
    signal: AbortSignal,
    onProgress: OnMergeProgress = () => undefined,
  ): Promise<Extract<FromMerger, { readonly kind: Kind }>> {
    const end = begin()
    try {
      const reply = await worker.call(call, signal, onProgress)
      if (!isOf(reply, call.kind)) throw new AlcoveError('merge-stopped')
      return reply
    } finally {
      end()
    }
  }

  /** A process that was killed leaves what it had begun. */
  async function wholeOrNothing<T>(to: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof AlcoveError && error.code === 'merge-stopped') await rm(`${to}${unfinishedEnding}`, { force: true })
      throw error
    }
  }

  /** The next piece is worked out while the last one is sent. */
  async function* chunks(order: MergeOrder, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const end = begin()
    try {
      const { stream } = await ask({ kind: 'open', order }, signal)
      let ended = false
      const next = async (): Promise<Uint8Array | null> => (await ask({ kind: 'next', stream }, signal)).bytes
      let coming = next()
      try {
        for (;;) {
          const bytes = await coming
          ended = bytes === null
          if (bytes === null) return
          coming = next()
          yield bytes
        }
      } finally {
        coming.catch(() => null)
        if (!ended) void ask({ kind: 'close', stream }, closing.signal).catch(() => null)
      }
    } finally {
      end()
    }
  }

  return {
    convert: async (order, to, signal) => await wholeOrNothing(to, async () => (await ask({ kind: 'convert', order, to }, signal)).converted),
    measure: async (order, signal) => (await ask({ kind: 'measure', order }, signal)).measure,
    merge: async (order, to, signal, onProgress) =>
      await wholeOrNothing(to, async () => (await ask<'merge'>({ kind: 'merge', order, to }, signal, onProgress)).written),
    async bytes(order, signal, onProgress) {
      const { written } = await ask<'hash'>({ kind: 'hash', order }, signal, onProgress)
      return { ...written, chunks: (reading) => chunks(order, reading) }
    },
    async close() {
      clearTimeout(idle)
      closing.abort()
      await worker.close()
    },
  }
}

function isOf<Kind extends ToMerger['kind']>(reply: FromMerger, kind: Kind): reply is Extract<FromMerger, { readonly kind: Kind }> {
  return reply.kind === kind
}
