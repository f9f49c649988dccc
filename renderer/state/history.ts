/** The conversations that are kept: listed page by page, searched, renamed, pinned, deleted with a way back, taken out and in. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Failure } from '../../core/errors.ts'
import type { ConversationEvent, ExportFormat, ListedConversation } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'
import { wait } from '../client/wait.ts'
import type { Session } from './session.ts'

/** What was just done, in a line, for as long as it is of use. */
export interface Notice {
  readonly words: string
  /** Conversations that can be brought back. */
  readonly undo: { readonly ids: readonly string[]; readonly title: string; readonly shown: boolean } | null
}

export interface HistoryState {
  readonly query: string
  /** Null before the first answer. */
  readonly listed: readonly ListedConversation[] | null
  /** There are more behind the last. */
  readonly more: boolean
  /** Why the list could not be had. */
  readonly failure: Failure | null
  /** Why the last action failed. */
  readonly actionFailure: Failure | null
  readonly notice: Notice | null
}

export interface History {
  readonly store: StoreApi<HistoryState>
  search(query: string): void
  refresh(): Promise<void>
  loadMore(): Promise<void>
  rename(id: string, title: string): Promise<void>
  pin(id: string, pinned: boolean): Promise<void>
  remove(one: Pick<ListedConversation, 'id' | 'title'>): Promise<void>
  undo(): Promise<void>
  /** The file as a page can save it. */
  export(id: string, format: ExportFormat): Promise<{ readonly fileName: string; readonly content: Blob } | null>
  import(content: Blob): Promise<void>
  tell(words: string): void
  dismiss(): void
  /** Follows what changes in any window until the signal aborts; starts again after each loss of the engine. */
  follow(signal: AbortSignal): Promise<void>
}

const pageSize = 100
/** The engine gives no more at once. */
const largestPage = 500
/** Milliseconds after the last letter. */
const typingPause = 150
/** Milliseconds that a line without a way back stays. */
const noticeMs = 6_000

export function createHistory(client: Client, session: Session): History {
  const store = createStore<HistoryState>(() => ({ query: '', listed: null, more: false, failure: null, actionFailure: null, notice: null }))
  const set = store.setState
  let asking: AbortController | null = null
  let typing: ReturnType<typeof setTimeout> | undefined
  let clearing: ReturnType<typeof setTimeout> | undefined

  function fetchPage(query: string, limit: number, after: string | undefined, signal: AbortSignal) {
    return client.conversations.list({ limit, ...(query.trim() === '' ? {} : { query }), ...(after === undefined ? {} : { after }) }, { signal })
  }

  /** Only the newest question to the list counts. */
  async function ask(limit: number, after?: string): Promise<void> {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    const { query, listed } = store.getState()
    try {
      const { conversations, more } = await fetchPage(query, limit, after, mine.signal)
      if (mine.signal.aborted) return
      set({ listed: after === undefined ? conversations : [...(listed ?? []), ...conversations], more, failure: null })
    } catch (error) {
      if (!mine.signal.aborted) set({ failure: failureOf(error) })
    } finally {
      if (asking === mine) asking = null
    }
  }

  /** As many as were shown, so that nobody is thrown back. */
  const refresh = () => ask(Math.min(largestPage, Math.max(pageSize, store.getState().listed?.length ?? 0)))

  function show(notice: Notice, ms: number): void {
    clearTimeout(clearing)
    set({ notice })
    clearing = setTimeout(() => set({ notice: null }), ms)
  }

  async function act<T>(work: () => Promise<T>): Promise<T | null> {
    set({ actionFailure: null })
    try {
      return await work()
    } catch (error) {
      set({ actionFailure: failureOf(error) })
      return null
    }
  }

  async function take({ changed, judged, removed }: ConversationEvent): Promise<void> {
    session.gone(removed)
    await refresh()
    const { conversationId: shown } = session.store.getState()
    if (shown === null || !changed.includes(shown)) return
    // what is searched for may leave it out of the list
    await session.noticed(shown, store.getState().listed?.find(({ id }) => id === shown) ?? null, judged.includes(shown))
  }

  return {
    store,
    search(query) {
      set({ query })
      clearTimeout(typing)
      typing = setTimeout(() => void ask(pageSize), typingPause)
    },
    refresh,
    async loadMore() {
      const { listed, more } = store.getState()
      if (more && !asking) await ask(pageSize, listed?.at(-1)?.id)
    },
    async rename(id, title) {
      await act(() => client.conversations.rename({ id, title }))
    },
    async pin(id, pinned) {
      await act(() => client.conversations.pin({ id, pinned }))
    },
    async remove({ id, title }) {
      const shown = session.store.getState().conversationId === id
      const done = await act(() => client.conversations.remove({ ids: [id] }))
      if (!done || done.removed.length === 0) return
      show({ words: say('conversations.deleted', { title }), undo: { ids: done.removed, title, shown } }, done.undoMs)
    },
    async undo() {
      const undo = store.getState().notice?.undo
      if (!undo) return
      set({ notice: null })
      const back = await act(() => client.conversations.restore({ ids: [...undo.ids] }))
      if (!back) return
      show({ words: say('conversations.restored', { title: undo.title }), undo: null }, noticeMs)
      const [id] = undo.ids
      if (undo.shown && id !== undefined) await session.open(id)
    },
    export: (id, format) => act(() => client.conversations.export({ id, format })),
    async import(content) {
      const done = await act(() => client.conversations.import({ content }))
      const [first] = done?.conversations ?? []
      if (!done || !first) return
      show({ words: say('conversations.imported', { count: done.conversations.length }), undo: null }, noticeMs)
      await session.open(first.id)
    },
    tell: (words) => show({ words, undo: null }, noticeMs),
    dismiss: () => set({ actionFailure: null }),
    async follow(signal) {
      while (!signal.aborted) {
        await refresh()
        try {
          for await (const event of await client.conversations.follow(undefined, { signal })) await take(event)
        } catch (error) {
          if (signal.aborted) return
          set({ failure: store.getState().listed ? null : failureOf(error) })
        }
        await wait(500, signal)
      }
    },
  }
}
