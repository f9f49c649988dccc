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

/** None where the engine could not say: the actions are there without them. */
function useConversations({ client }: App, query: string): readonly ListedConversation[] | null {
  const ask = useCallback(
    async (words: string, signal: AbortSignal) => (await client.conversations.list({ query: words, limit: most }, { signal })).conversations,
    [client],
  )
  const found = useAsked(query === '' ? null : query, pause, ask)
  return query === '' ? null : (found ?? [])
}

export function usePalette(typed: string): readonly Entry[] {
  const app = useApp()
  const query = typed.trim()
  const conversations = conversationEntries(app, useConversations(app, query))
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
