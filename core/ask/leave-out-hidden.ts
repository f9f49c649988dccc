/** Text that readers of a file do not see is left out before anything is ranked: it moves nothing and is neither sent nor quoted. */
import type { SearchPorts } from './ports.ts'
import type { Candidates } from './retrieve.ts'

export interface Seen {
  readonly candidates: Candidates
  /** Passages left out. */
  readonly hidden: number
}

export function leaveOutHidden(candidates: Candidates, passages: SearchPorts['passages']): Seen {
  const ids = [...candidates.keyword, ...candidates.vector].map(({ id }) => id)
  const hidden = passages.hiddenAmong(ids)
  if (hidden.size === 0) return { candidates, hidden: 0 }
  const seen = ({ id }: { readonly id: number }) => !hidden.has(id)
  return {
    candidates: {
      mode: candidates.mode,
      keyword: candidates.keyword.filter(seen),
      vector: candidates.vector.filter(seen),
      similarities: new Map([...candidates.similarities].filter(([id]) => !hidden.has(id))),
    },
    hidden: hidden.size,
  }
}
