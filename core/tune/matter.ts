/** What an example is about, as text: what two of them are compared by. */
import type { Example } from '../types/data-set.ts'
import { textOf } from './example-turns.ts'
import { sameTextKey } from './likeness/shingles.ts'

type Compared = Pick<Example, 'kind' | 'input' | 'output' | 'answerable' | 'passages'>

/** A question with its answer: the same question has another answer in another document. Of other kinds what is worked on. */
export function matterOf(example: Compared): string {
  return example.kind === 'question' ? `${example.input}\n${example.output}` : textOf(example)
}

/** The same for examples that differ in case, blanks and punctuation only. */
export function sameKey(example: Compared): string {
  return `${example.kind}:${example.answerable}:${sameTextKey(matterOf(example))}:${example.kind === 'question' ? '' : sameTextKey(example.output)}`
}
