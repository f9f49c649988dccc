/**
 * Events of runs to whoever follows. A run can be followed from its first event at any time while it works and for
 * a while after; a follower that is slow gets every file and the newest snapshot only.
 */
import type { RunEvent, RunSnapshot } from '../types/library.ts'

export interface RunFeed {
  send(event: RunEvent): void
  /** One run from its start to its end, or all from now on. Ends at once for a run that is not known. */
  follow(runId: string | undefined, underWay: readonly RunSnapshot[], signal: AbortSignal): AsyncIterable<RunEvent>
}

interface Follower {
  readonly runId: string | undefined
  readonly queue: RunEvent[]
  wake: () => void
}

/** Runs that have ended and can still be followed. */
const remembered = 3

export function createRunFeed(): RunFeed {
  /** What is kept of each run: its files and its end. */
  const kept = new Map<string, RunEvent[]>()
  const ended: string[] = []
  const followers = new Set<Follower>()

  function keep(event: RunEvent): void {
    if (event.type === 'snapshot' || event.type === 'recognition') return
    const runId = runIdOf(event)
    const events = kept.get(runId) ?? []
    kept.set(runId, events)
    events.push(event)
    if (event.type !== 'done') return
    ended.push(runId)
    while (ended.length > remembered) kept.delete(ended.shift() ?? '')
  }

  async function* follow(follower: Follower, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const wake = () => follower.wake()
    signal.addEventListener('abort', wake, { once: true })
    try {
      for (let at = 0; !signal.aborted; ) {
        const event = follower.queue[at]
        if (event === undefined) {
          follower.queue.length = 0
          at = 0
          await new Promise<void>((resolve) => {
            follower.wake = resolve
          })
          continue
        }
        at++
        yield event
        if (event.type === 'done' && follower.runId !== undefined) return
      }
    } finally {
      signal.removeEventListener('abort', wake)
      followers.delete(follower)
    }
  }

  return {
    send(event) {
      keep(event)
      for (const follower of followers) {
        if (follower.runId !== undefined && (event.type === 'recognition' || follower.runId !== runIdOf(event))) continue
        const last = follower.queue.at(-1)
        const newer = event.type === 'snapshot' && last?.type === 'snapshot' && last.run.runId === event.run.runId
        if (newer) follower.queue[follower.queue.length - 1] = event
        else follower.queue.push(event)
        follower.wake()
      }
    },
    follow(runId, underWay, signal) {
      const before = runId === undefined ? [] : (kept.get(runId) ?? [])
      const queue: RunEvent[] = [...underWay.map((run): RunEvent => ({ type: 'snapshot', run })), ...before]
      const follower: Follower = { runId, queue, wake: () => undefined }
      if (runId !== undefined && queue.length === 0) return nothing()
      followers.add(follower)
      return follow(follower, signal)
    },
  }
}

async function* nothing(): AsyncGenerator<RunEvent> {}

function runIdOf(event: Exclude<RunEvent, { type: 'recognition' }>): string {
  return event.type === 'snapshot' ? event.run.runId : event.type === 'file' ? event.runId : event.report.runId
}
