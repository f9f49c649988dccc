/** What the palette shows for what was typed: in groups, the best of each first; conversations by the words in them. */
import { useEffect, useState } from 'react'
import type { ListedConversation } from '../../core/types/conversation.ts'
import { failureOf } from '../client/failure.ts'
import { type App, useApp } from '../state/app.ts'
import { fuzzyFind } from './fuzzy.ts'
import { actionEntries, conversationEntries, type Entry, modelEntries, recentIds } from './palette-entries.ts'

const most = 8
/** Milliseconds without a key before the engine is asked. */
const pause = 120

function useConversations({ client }: App, query: string): readonly ListedConversation[] | null {
  const [found, setFound] = useState<readonly ListedConversation[] | null>(null)
  useEffect(() => {
    if (query === '') {
      setFound(null)
      return undefined
    }
    const ending = new AbortController()
    const ask = async () => {
      try {
        setFound((await client.conversations.list({ query, limit: most }, { signal: ending.signal })).conversations)
      } catch (error) {
        // The actions are there without them.
        if (failureOf(error, ending.signal).code !== 'stopped') setFound([])
      }
    }
    const timer = setTimeout(() => void ask(), pause)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [client, query])
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
