/** Tells every window what changes in conversations. A window that is slow is told once of each. */
import type { ConversationEvent } from '../../types/conversation.ts'

export interface ConversationFeed {
  changed(...ids: readonly string[]): void
  /** An opinion on one of its answers changed. */
  judged(id: string): void
  removed(...ids: readonly string[]): void
  follow(signal: AbortSignal): AsyncGenerator<ConversationEvent>
}

interface Follower {
  readonly changed: Set<string>
  readonly judged: Set<string>
  readonly removed: Set<string>
  wake: () => void
}

export function createConversationFeed(): ConversationFeed {
  const followers = new Set<Follower>()

  function tell(ids: readonly string[], to: 'changed' | 'removed', from: 'changed' | 'removed'): void {
    for (const follower of followers) {
      for (const id of ids) {
        follower[from].delete(id)
        follower[to].add(id)
      }
      follower.wake()
    }
  }

  return {
    changed: (...ids) => tell(ids, 'changed', 'removed'),
    judged(id) {
      for (const { judged } of followers) judged.add(id)
      tell([id], 'changed', 'removed')
    },
    removed: (...ids) => tell(ids, 'removed', 'changed'),
    async *follow(signal) {
      const follower: Follower = { changed: new Set(), judged: new Set(), removed: new Set(), wake: () => undefined }
      followers.add(follower)
      const wake = () => follower.wake()
      signal.addEventListener('abort', wake, { once: true })
      try {
        while (!signal.aborted) {
          if (follower.changed.size + follower.removed.size === 0) {
            await new Promise<void>((resolve) => {
              follower.wake = resolve
            })
            continue
          }
          const event = { changed: [...follower.changed], judged: [...follower.judged], removed: [...follower.removed] }
          follower.changed.clear()
          follower.judged.clear()
          follower.removed.clear()
          yield event
        }
      } finally {
        signal.removeEventListener('abort', wake)
        followers.delete(follower)
      }
    },
  }
}
