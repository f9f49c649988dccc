/** The engine's news for main: the settings that concern the desktop, whether work is under way, and long work that has ended. */
import type { RunEvent } from '../core/types/library.ts'
import type { Pull } from '../core/types/model.ts'
import type { Client } from '../host/local-door/connect.ts'
import type { FromEngine, WorkState } from './control.ts'

/** Milliseconds before what broke off is followed again. */
const pause = 1_000

/** Follows until the signal fires; over an engine of another process too, which may come and go. */
export function tellNews(client: () => Promise<Client>, tell: (message: FromEngine) => void, signal: AbortSignal): void {
  void keepFollowing(signal, async () => {
    for await (const { language, quickAskShortcut, keepInTray, notifications } of await (await client()).settings.follow(undefined, { signal }))
      tell({ type: 'desktop-settings', settings: { language, quickAskShortcut, keepInTray, notifications } })
  })
  void keepFollowing(signal, async () => {
    const work = createWork()
    for await (const event of await (await client()).library.follow({}, { signal })) for (const message of work.take(event)) tell(message)
  })
  const downloads = createDownloads(() => performance.now())
  void keepFollowing(signal, async () => {
    for await (const pulls of await (await client()).models.followPulls(undefined, { signal })) for (const message of downloads.take(pulls)) tell(message)
  })
}

async function keepFollowing(signal: AbortSignal, follow: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await follow()
    } catch {
      // The engine went, or is ending: which of them it was shows when it is asked again.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** What the events of all runs mean for someone who does not watch. */
export function createWork(): { take(event: RunEvent): FromEngine[] } {
  const paused = new Map<string, boolean>()
  let state: WorkState = 'none'
  return {
    take(event) {
      const news: FromEngine[] = []
      if (event.type === 'snapshot' && event.run.state !== 'done') paused.set(event.run.runId, event.run.state === 'paused')
      else if (event.type === 'done') {
        const { runId, counts, ms, stopped } = event.report
        paused.delete(runId)
        if (!stopped) news.push({ type: 'ended', files: counts.indexed, failed: counts.failed, seconds: ms / 1_000 })
      }
      const now: WorkState = paused.size === 0 ? 'none' : [...paused.values()].some((one) => one) ? 'paused' : 'working'
      if (now !== state) news.push({ type: 'work', state: now })
      state = now
      return news
    },
  }
}

/** Downloads that ended well, each told once. `now` in milliseconds. */
export function createDownloads(now: () => number): { take(pulls: readonly Pull[]): FromEngine[] } {
  const since = new Map<string, number>()
  return {
    take(pulls) {
      const news: FromEngine[] = []
      for (const { id, model, state } of pulls) {
        const began = since.get(id)
        if (state === 'working') since.set(id, began ?? now())
        else if (began !== undefined) {
          since.delete(id)
          if (state === 'done') news.push({ type: 'downloaded', model, seconds: (now() - began) / 1_000 })
        }
      }
      return news
    },
  }
}
