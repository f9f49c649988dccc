/** Which conversation is shown and in which an answer is being given, as one state that views draw from. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Failure } from '../../core/errors.ts'
import type { Exchange } from './answer.ts'
import { fresh, type Open } from './open-conversation.ts'
import { branchTo, type Exchanges, type Step } from './tree.ts'

export interface SessionState {
  /** Null: nothing was asked in it yet. */
  readonly conversationId: string | null
  /** Another number for each conversation that comes to be shown. */
  readonly showing: number
  readonly exchanges: Exchanges
  /** What is shown of them, from the first question to the last. */
  readonly branch: readonly Step[]
  /** What answers in it: a name, null for quotes; undefined: the model of the settings. */
  readonly own: string | null | undefined
  /** Why the engine did not take the last choice of a model. */
  readonly choiceFailure: Failure | null
  /** The exchange that is being answered here. */
  readonly running: string | null
  /** Conversations in which an answer is being given. */
  readonly answering: ReadonlySet<string>
  /** The conversation that is being fetched. */
  readonly opening: string | null
  /** The exchange that is to come into sight. */
  readonly sought: string | null
  /** Why a conversation could not be opened. */
  readonly failure: { readonly id: string; readonly failure: Failure } | null
}

/** The last exchange that is shown. */
export function lastOf({ branch, exchanges }: Pick<SessionState, 'branch' | 'exchanges'>): Exchange | undefined {
  const last = branch.at(-1)
  return last && exchanges.get(last.id)
}

export interface SessionShown {
  readonly store: StoreApi<SessionState>
  /** Those with an answer under way, the one shown among them. */
  readonly busy: Set<Open>
  shown(): Open
  showOther(open: Open): void
  /** Tells views of what changed in the one that is shown, and in `busy`. */
  publish(): void
  change(open: Open, id: string, update: (exchange: Exchange) => Exchange): void
  /** In place of the exchange of the same id, or as a new one; its branch is then shown. */
  put(open: Open, exchange: Exchange): void
}

export function createSessionShown(): SessionShown {
  let shown = fresh()
  const busy = new Set<Open>()
  const store = createStore<SessionState>(() => ({
    conversationId: null,
    showing: 0,
    exchanges: shown.exchanges,
    branch: [],
    own: undefined,
    choiceFailure: null,
    running: null,
    answering: new Set(),
    opening: null,
    sought: null,
    failure: null,
  }))

  function publish(): void {
    const { id, own, exchanges, branch, running } = shown
    const ids = [...busy].flatMap((open) => (open.id === null ? [] : [open.id]))
    const { answering } = store.getState()
    const same = ids.length === answering.size && ids.every((one) => answering.has(one))
    store.setState({ conversationId: id, own, exchanges, branch, running: running?.id ?? null, ...(same ? {} : { answering: new Set(ids) }) })
  }

  return {
    store,
    busy,
    publish,
    shown: () => shown,
    showOther(open) {
      shown = open
      store.setState(({ showing }) => ({ showing: showing + 1, opening: null, failure: null, choiceFailure: null, sought: null }))
      publish()
    },
    change(open, id, update) {
      const before = open.exchanges.get(id)
      if (!before) return
      open.exchanges = new Map(open.exchanges).set(id, update(before))
      if (open === shown) publish()
    },
    put(open, exchange) {
      open.exchanges = new Map(open.exchanges).set(exchange.id, exchange)
      open.branch = branchTo(open.exchanges, exchange.id)
      if (open === shown) publish()
    },
  }
}
