/** Passages read for checking: their lines as words. Reading costs most of a check, so it is done once for all claims. Pure. */
import type { Found } from '../../types/answer.ts'
import { passageLines } from '../passage-lines.ts'
import { namesOf, type Word, wordsIn } from './words.ts'

export type Passage = Pick<Found, 'text' | 'context' | 'anchor'>

export interface EvidenceLine {
  readonly text: string
  readonly words: readonly Word[]
}

export interface Evidence {
  readonly lines: readonly EvidenceLine[]
  /** Title and headings. */
  readonly context: readonly Word[]
  readonly contextText: string
}

/** `names`: words that stand with a capital in any of the passages. */
export function readPassages(passages: readonly Passage[]): { readonly names: ReadonlySet<string>; readonly read: readonly Evidence[] } {
  const names = namesAmong(passages)
  return { names, read: passages.map((passage) => readPassage(passage, names)) }
}

export function namesAmong(passages: readonly Passage[]): ReadonlySet<string> {
  return new Set(passages.flatMap(({ text, context }) => [...namesOf(text), ...namesOf(context)]))
}

export function readPassage(passage: Passage, names: ReadonlySet<string>): Evidence {
  return {
    lines: passageLines(passage).map(({ text }) => ({ text, words: wordsIn(text, names) })),
    context: wordsIn(passage.context, names),
    contextText: passage.context,
  }
}

/** Several passages as one, for a claim that says what they say together. */
export function together(read: readonly Evidence[]): Evidence {
  return {
    lines: read.flatMap(({ lines }) => lines),
    context: read.flatMap(({ context }) => context),
    contextText: read.map(({ contextText }) => contextText).join('\n'),
  }
}
