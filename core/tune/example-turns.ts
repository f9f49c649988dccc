/**
 * Words an example as a request and its reply: the same for training, for checking an adapter and for the arms of an
 * experiment that get no search. Questions with passages are put as a chat puts them, so that what is trained is what is asked.
 */
import { inert } from '../ask/inert-text.ts'
import { notInDocuments, prompt } from '../ask/prompt.ts'
import type { ChatTurn } from '../ports/chat-model.ts'
import { sentences } from '../text/sentences.ts'
import type { Example, ExampleKind } from '../types/data-set.ts'
import { canBeNamed } from './labels.ts'

export interface ExampleTurns {
  /** System and user. */
  readonly turns: readonly ChatTurn[]
  /** What the model should reply. */
  readonly reply: string
}

/** What an adapter is called to do, in the words that it is trained on and asked with. */
const instructions: Readonly<Record<ExampleKind, string>> = {
  question: 'You answer questions. Answer briefly, in the language of the question.',
  summary: 'You summarise texts. Keep to what the text says, and to its language.',
  classification: 'You sort texts. Reply with the label alone.',
  extraction: 'You read fields out of texts. Reply with one JSON object and nothing else.',
  rewriting: 'You rewrite texts in the house style. Keep what they say.',
}

export interface Wording {
  readonly withPassages: boolean
  /** As for `prompt`; where no passages are sent it is not used. */
  readonly boundary: string
  /** That classification chooses among: of the whole version, so that training, check and experiment name the same. */
  readonly labels: readonly string[]
}

export function exampleTurns(
  example: Pick<Example, 'kind' | 'input' | 'output' | 'answerable' | 'passages'>,
  { withPassages, boundary, labels }: Wording,
): ExampleTurns {
  const { kind, input, output, passages, answerable } = example
  if (kind === 'question' && withPassages && passages.length > 0) {
    const golden = passages.flatMap((passage, at) => (passage.golden ? [at + 1] : []))
    return {
      turns: prompt(
        input,
        passages.map(({ text }) => ({ text, context: '' })),
        boundary,
      ),
      reply: answerable ? cited(output, golden) : notInDocuments,
    }
  }
  return { turns: plainTurns(kind, textOf(example), labels), reply: answerable ? output : notInDocuments }
}

/** The request without passages. `labels`: as in `Wording`; too many to name are left out. */
export function plainTurns(kind: ExampleKind, text: string, labels: readonly string[] = []): readonly ChatTurn[] {
  const named = kind === 'classification' && canBeNamed(labels) ? choice(labels) : instructions[kind]
  return [
    { role: 'system', content: named },
    { role: 'user', content: text },
  ]
}

/** Labels are quoted as strings of JSON: they come of documents and files, and end where their quotation mark does. */
function choice(labels: readonly string[]): string {
  return `You sort texts. Reply with one of these labels, as it is written here, and nothing else: ${labels.map((label) => JSON.stringify(inert(label))).join(', ')}.`
}

/** What is worked on: the input, else the passages that the example is about. */
export function textOf({ kind, input, passages }: Pick<Example, 'kind' | 'input' | 'passages'>): string {
  if (kind === 'question' || input !== '') return input
  return passages.flatMap(({ golden, text }) => (golden ? [text] : [])).join('\n\n')
}

/** Markers of the golden passages behind each sentence, before its full stop, where it has none of its own. */
function cited(output: string, golden: readonly number[]): string {
  if (golden.length === 0 || /\[\d+\]/u.test(output)) return output
  const marker = golden.map((n) => `[${n}]`).join('')
  return sentences(output).reduceRight((text, { end }) => {
    const at = text.slice(0, end).replace(/[.!?…。！？]+$/u, '').length
    return `${text.slice(0, at)} ${marker}${text.slice(at)}`
  }, output)
}
