/** Which citation is open beside the work, and the walk from one to the next. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Citation } from '../../core/types/answer.ts'
import type { ViewName } from './layout.ts'

export interface EvidenceState {
  readonly citations: readonly Citation[]
  readonly index: number
  readonly open: boolean
  /** Where they are cited: elsewhere the panel is not shown. */
  readonly view: ViewName
  /** What had the focus when the panel opened: closing gives it back. */
  readonly opener: HTMLElement | null
}

export interface Evidence {
  readonly store: StoreApi<EvidenceState>
  /** Makes these the citations to walk, without opening anything. */
  offer(citations: readonly Citation[]): void
  /** `view`: where they are cited; the answers of a conversation where nothing is said. */
  show(citations: readonly Citation[], index: number, view?: ViewName): void
  walk(step: 1 | -1): void
  toggle(): void
  openedFrom(opener: Element | null): void
  close(): void
}

export function createEvidence(): Evidence {
  const store = createStore<EvidenceState>(() => ({ citations: [], index: 0, open: false, view: 'ask', opener: null }))
  return {
    store,
    offer: (citations) => store.setState((state) => (state.open && state.view === 'ask' ? state : { citations, index: 0, open: false, view: 'ask' })),
    show: (citations, index, view = 'ask') => store.setState({ citations, index, view, open: true }),
    walk: (step) =>
      store.setState(({ citations, index, open }) => {
        if (citations.length === 0) return {}
        if (!open) return { open: true, index: step === 1 ? 0 : citations.length - 1 }
        return { index: (index + step + citations.length) % citations.length }
      }),
    toggle: () => store.setState(({ open, citations }) => ({ open: !open && citations.length > 0 })),
    openedFrom: (opener) => store.setState({ opener: opener instanceof HTMLElement ? opener : null }),
    close: () => store.setState({ open: false }),
  }
}
