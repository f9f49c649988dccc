/** Numbers the passages of a long answer as they are first cited, whichever section they come from. */
import type { Citation, Found } from '../../types/answer.ts'
import { bestSentence, citation } from '../cite.ts'
import type { SearchPorts } from '../ports.ts'

export interface Book {
  /** The number under which the passage is cited; `quote`: its words that speak for the claim, verbatim. Null `supported`: not checked. */
  cite(passage: Found, quote: { readonly claim: string } | { readonly verbatim: string }): number
  readonly citations: readonly Citation[]
  readonly sent: readonly { readonly n: number; readonly passage: Found }[]
}

export function openBook(ports: SearchPorts): Book {
  const citations: Citation[] = []
  const sent: { readonly n: number; readonly passage: Found }[] = []
  /** By passage and quote: two quotes of one passage are two citations. */
  const known = new Map<string, number>()
  return {
    citations,
    sent,
    cite(passage, quote) {
      const key = 'claim' in quote ? `${passage.passageId}` : `${passage.passageId} ${quote.verbatim}`
      const before = known.get(key)
      if (before !== undefined) return before
      const n = citations.length + 1
      const text = 'claim' in quote ? bestSentence(passage, quote.claim) : quote.verbatim
      citations.push(citation(n, passage, text, 'claim' in quote ? null : true, ports))
      sent.push({ n, passage })
      known.set(key, n)
      return n
    },
  }
}
