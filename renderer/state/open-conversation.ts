/** One conversation in this window's memory, and how it is brought in line with what the engine keeps of it. */
import type { Conversation } from '../../core/types/conversation.ts'
import type { Client } from '../client/client.ts'
import { branchTo, type Exchanges, fromStored, isSameBranch, type Step } from './tree.ts'

export interface Open {
  id: string | null
  /** What answers in it: a name, null for quotes; undefined: the model of the settings. */
  own: string | null | undefined
  exchanges: Exchanges
  branch: readonly Step[]
  running: { readonly id: string; readonly controller: AbortController } | null
  /** The engine keeps, or will keep, more of it than is known here: what was stopped is still to be cited, another window has it answered or judged. */
  unsettled: boolean
}

export const fresh = (): Open => ({ id: null, own: undefined, exchanges: new Map(), branch: [], running: null, unsettled: false })

/** Messages that the engine keeps of these. */
export function storedCount(exchanges: Exchanges): number {
  const ids = new Set<string>()
  for (const { stored } of exchanges.values()) if (stored) for (const id of [stored.questionId, stored.answerId]) if (id !== null) ids.add(id)
  return ids.size
}

/** The answer that a question after this exchange is stored below: of its own, or of the nearest before it that is kept. */
export function storedBelow(exchanges: Exchanges, id: string | null): string | null {
  const exchange = id === null ? undefined : exchanges.get(id)
  if (!exchange) return null
  return exchange.stored?.answerId ?? storedBelow(exchanges, exchange.parent)
}

/** Takes it in as the engine keeps it now; what is shown of it stays where it still is. */
export function takeIn(open: Open, conversation: Conversation): void {
  const stored = fromStored(conversation, open.exchanges)
  const last = open.branch.at(-1)?.id
  const branch = branchTo(stored.exchanges, last !== undefined && stored.exchanges.has(last) ? last : stored.leaf)
  open.id = conversation.summary.id
  open.own = conversation.summary.model
  open.exchanges = stored.exchanges
  if (!isSameBranch(branch, open.branch)) open.branch = branch
  open.unsettled = conversation.messages.some((message) => message.role === 'answer' && message.state === 'running')
}

/** Has the engine remember which branch is shown. */
export function remember(client: Client, { id, exchanges, branch }: Open): void {
  const leafId = storedBelow(exchanges, branch.at(-1)?.id ?? null)
  // What is shown is the window's own affair: that it could not be remembered is no reason to say so.
  if (id !== null && leafId !== null) client.conversations.choose({ id, leafId }).catch(() => undefined)
}
