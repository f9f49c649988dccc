/** What opening a conversation, or beginning one, means for the window as a whole. */
import type { App } from './app.ts'
import { lastOf } from './session-state.ts'

const key = 'alcove.conversation'

/** Another conversation begins, the focus where its first question is written. */
export function startConversation({ session, draft, evidence, layout }: App): void {
  session.start()
  draft.reset()
  evidence.close()
  layout.setState({ view: 'ask', report: null })
  // The view is drawn first.
  setTimeout(() => document.getElementById('question')?.focus())
}

/** Goes to the field that searches conversations. */
export function findConversations({ layout }: App): boolean {
  layout.setState({ railFolded: false })
  // The list is drawn first.
  setTimeout(() => document.getElementById('history-search')?.focus())
  return true
}

/** Brings back what was deleted last; false where nothing can be brought back. */
export function undoDeletion({ history }: App): boolean {
  if (!history.store.getState().notice?.undo) return false
  void history.undo()
  return true
}

/** Shows it, at this message or at its end; its next question is asked of what its last one was asked of. */
export async function openConversation({ session, draft, evidence, layout }: App, id: string, messageId?: string | null): Promise<void> {
  layout.setState({ view: 'ask', report: null })
  evidence.close()
  await session.open(id, messageId)
  const state = session.store.getState()
  const last = state.conversationId === id ? lastOf(state) : undefined
  if (last) draft.limit(() => last.scope)
}

/** Opens the conversation that was shown last, and remembers from now on which one is; returns what ends that. */
export function rememberConversation(app: App): () => void {
  const { session, storage } = app
  const last = storage.getItem(key)
  if (last !== null && session.store.getState().conversationId === null) void resume(app, last)
  return session.store.subscribe(({ conversationId }, before) => {
    if (conversationId === before.conversationId) return
    if (conversationId === null) storage.removeItem(key)
    else storage.setItem(key, conversationId)
  })
}

/** One that is gone by now is no failure to tell of. */
async function resume({ session, draft }: App, id: string): Promise<void> {
  await session.open(id)
  const state = session.store.getState()
  if (state.failure?.failure.code === 'conversation-unknown') session.start()
  const last = lastOf(state)
  if (last) draft.limit(() => last.scope)
}
