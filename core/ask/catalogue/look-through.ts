/** Looks through the passages of documents for what is wanted: exact, since the text itself is read. */
import { turn } from '../../ports/clock.ts'
import { terms } from '../../text/terms.ts'
import type { Passage } from '../../types/passage.ts'
import type { AskPorts } from '../ports.ts'
import { holds, type Wanted } from './wanted.ts'

export interface Holding {
  /** Ids of the passages that hold it. */
  readonly passages: readonly number[]
  /** The first of them. */
  readonly first: Passage
}

/** Passages read at once. */
const page = 200

/** By document, those only that hold it. `hidden`: text that readers of a file do not see counts too. */
export async function lookThrough(
  wanted: Wanted,
  documents: readonly string[] | null,
  options: { readonly hidden: boolean },
  { index, passages }: Pick<AskPorts, 'index' | 'passages'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Holding>> {
  const found = new Map<string, Holding>()
  for (const document of await index.documentsHolding([...new Set(wanted.terms)], documents)) {
    signal.throwIfAborted()
    const holding = inDocument(wanted, document, options.hidden, passages)
    if (holding !== null) found.set(document, holding)
    await turn()
  }
  return found
}

function inDocument(wanted: Wanted, document: string, hidden: boolean, passages: AskPorts['passages']): Holding | null {
  const holding: Passage[] = []
  let waiting: { readonly passage: Passage; readonly own: readonly string[] } | null = null
  for (const passage of everyPassage(document, passages)) {
    if (passage.hidden && !hidden) continue
    const own = terms(passage.text)
    if (waiting && holds(wanted, waiting.own, own)) holding.push(waiting.passage)
    waiting = { passage, own }
  }
  if (waiting && holds(wanted, waiting.own)) holding.push(waiting.passage)
  const [first] = holding
  return first ? { passages: holding.map(({ id }) => id), first } : null
}

/** In reading order. */
export function* everyPassage(document: string, passages: Pick<AskPorts['passages'], 'slice'>): Generator<Passage> {
  for (let after = -1; ; ) {
    const some = passages.slice(document, after, page)
    yield* some
    const last = some.at(-1)
    if (last === undefined || some.length < page) return
    after = last.ordinal
  }
}
