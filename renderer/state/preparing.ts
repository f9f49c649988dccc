/** Whoever begins to write will ask soon: the engine gets ready meanwhile. */
import type { Client } from '../client/client.ts'
import type { Draft } from './draft.ts'

/** Less than what the engine keeps the embedder for when nothing is asked. Milliseconds. */
const lasts = 45_000

/** Returns what ends it. */
export function prepareWhileWriting(
  { client, draft }: { readonly client: Pick<Client, 'questions'>; readonly draft: Draft },
  now: () => number = Date.now,
): () => void {
  let preparedAt = -Infinity
  return draft.store.subscribe(({ text }, before) => {
    if (text === before.text || text === '' || now() - preparedAt < lasts) return
    preparedAt = now()
    // What cannot be got ready fails again, and says so, when the question is asked.
    client.questions.prepare().catch(() => undefined)
  })
}
