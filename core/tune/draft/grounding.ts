/** Whether a text says only what its passage says: figures, dates and names must stand there, and so must most of its words. */
import { namesOf } from '../../ask/claims/words.ts'
import { capitalsTellNames } from '../../text/question-words.ts'
import { fold, queryTerms, terms } from '../../text/terms.ts'
import type { ExampleKind } from '../../types/data-set.ts'

const figure = /\d+(?:[.,'’]\d+)*/gu

/** Share of an output's words that must stand in the passage. A rewriting keeps least of the words. */
export const leastRecall: Readonly<Record<ExampleKind, number>> = { question: 0.7, summary: 0.6, classification: 0, extraction: 0.9, rewriting: 0.4 }

/** Share of the text's words that stand in the passage, 0 to 1; 0 where a figure or a name does not. */
export function groundingOf(text: string, passage: string): number {
  const figures = new Set(figuresIn(passage))
  if (figuresIn(text).some((one) => !figures.has(one))) return 0
  const plain = fold(passage)
  if (capitalsTellNames(text) && [...namesOf(text)].some((name) => !plain.includes(name))) return 0
  const held = new Set(terms(passage))
  const telling = queryTerms(text)
  return telling.length === 0 ? 0 : telling.filter((term) => held.has(term)).length / telling.length
}

/** 1.200 and 1,200 are one figure. */
function figuresIn(text: string): readonly string[] {
  return Array.from(text.matchAll(figure), ([found]) => found.replace(/[.,'’]/gu, ''))
}
