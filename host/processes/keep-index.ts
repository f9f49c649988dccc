/** Folds the index in a process of its own: it takes memory by the size of the whole index, which goes with the process. */
import type { Folded } from '../../core/store/index/fold.ts'
import type { FoldOrder } from '../../core/store/index/fold-apart.ts'
import type { Spawner } from './spawner.ts'
import { createWorker } from './worker.ts'

export type KeepRequest = FoldOrder
export interface KeepReply extends Folded {
  readonly residentBytes: number
}

export interface IndexKeeper {
  /** Throws `index-broken` where the process died or took too long; safe to repeat. */
  fold(order: FoldOrder): Promise<Folded>
  close(): Promise<void>
}

/** No fold takes this long unless it never ends (it has been seen). Milliseconds. */
const deadlineMs = 600_000
/** While there is much to fold, the next comes soon; then the memory is given back. Milliseconds. */
const idleMs = 20_000
const largestIdle = 250_000_000

export function createIndexKeeper(spawner: Spawner): IndexKeeper {
  const closing = new AbortController()
  const worker = createWorker<KeepRequest, KeepReply>({
    spawner,
    child: { entry: 'index-keeper', name: 'alcove-index' },
    onDead: 'index-broken',
    deadlineMs,
  })
  let idle: NodeJS.Timeout | undefined
  /** One at a time: two tables folded at once would need twice the memory. */
  let last: Promise<unknown> = Promise.resolve()

  async function fold(order: FoldOrder): Promise<Folded> {
    clearTimeout(idle)
    const { layered, residentBytes } = await worker.call(order, closing.signal)
    if (residentBytes > largestIdle) worker.recycle()
    else idle = setTimeout(() => worker.recycle(), idleMs).unref()
    return { layered }
  }

  return {
    async fold(order) {
      const mine = last.then(async () => await fold(order))
      last = mine.catch(() => null)
      return await mine
    },
    async close() {
      clearTimeout(idle)
      closing.abort()
      await worker.close()
    },
  }
}
