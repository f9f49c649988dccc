/** What the palette shows for what was typed: in groups, the best of each first; conversations by the words in them. */
import { useCallback } from 'react'
import type { ListedConversation } from '../../core/types/conversation.ts'
import { type App, useApp } from '../state/app.ts'
import { fuzzyFind } from './fuzzy.ts'
import { actionEntries, conversationEntries, type Entry, modelEntries, recentIds } from './palette-entries.ts'
import { useAsked } from './use-asked.ts'

const most = 8
/** Milliseconds without a key before the engine is asked. */
const pause = 120

interface Found {
  readonly query: string
  readonly conversations: readonly ListedConversation[]
}

/** Null where the engine could not say: the actions are there without them. */
function useConversations({ client }: App, query: string): Found | null {
  const ask = useCallback(
    async (words: string, signal: AbortSignal) => {
      const { conversations } = await client.conversations.list({ query: words, limit: most }, { signal })
      return { query: words, conversations }
    },
    [client],
  )
  return useAsked(query === '' ? null : query, pause, ask)
}

function entriesOf(app: App, query: string, found: Found | null): readonly Entry[] {
  const conversations = conversationEntries(app, query === '' ? null : (found?.conversations ?? []))
  const named = [...actionEntries(app), ...modelEntries(app)]
  if (query !== '') {
    const fitting = fuzzyFind(named, ({ name }) => name, query)
    return [...fitting.filter(({ group }) => group === 'actions'), ...conversations, ...fitting.filter(({ group }) => group === 'models')]
  }
  const recent = recentIds(app).flatMap((id): Entry[] => {
    const entry = [...named, ...conversations].find((one) => one.id === id)
    return entry ? [{ ...entry, group: 'recent' }] : []
  })
  const rest = [...named.filter(({ group }) => group === 'actions'), ...conversations, ...named.filter(({ group }) => group === 'models')]
  return [...recent, ...rest.filter(({ id }) => recent.every((one) => one.id !== id))]
}

export interface Shown {
  readonly entries: readonly Entry[]
  /** The conversations are those of what is typed now, or none will come. */
  readonly followed: boolean
}

export function usePalette(typed: string): Shown {
  const app = useApp()
  const query = typed.trim()
  const found = useConversations(app, query)
  return { entries: entriesOf(app, query, found), followed: found === null || found.query === query }
}
