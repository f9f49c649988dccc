/** What the engine shows of a cited document, as the evidence draws it. */
import type { Client } from '../client/client.ts'
import type { QuoteSpan } from './quote-spans.ts'

export type DocumentText = Awaited<ReturnType<Client['evidence']['text']>>
export type ShownBlock = DocumentText['blocks'][number]

/** Where the quote stands, by block number. Empty where it is not found word for word: then the whole passage stands out. */
export type Spans = ReadonlyMap<number, QuoteSpan>

/** What a view of a document is given to draw. */
export interface ViewProps {
  readonly blocks: readonly ShownBlock[]
  readonly spans: Spans
  /** The block that is scrolled to: the first of the quote, else of the passage. */
  readonly cited: number | undefined
}
