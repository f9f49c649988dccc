/** Kinds, states and reasons of examples in words. */
import type { DataSetFormat, Example, ExampleKind, ExampleState, Leak, PersonalDataKind, RemovalReason, Split } from '../../../core/types/data-set.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { modelTitle } from '../model-words.ts'

export const kindWords: Readonly<Record<ExampleKind, WordsKey>> = {
  question: 'tune.kind-question',
  summary: 'tune.kind-summary',
  classification: 'tune.kind-classification',
  extraction: 'tune.kind-extraction',
  rewriting: 'tune.kind-rewriting',
}

export const stateWords: Readonly<Record<ExampleState, WordsKey>> = {
  waiting: 'command-line.tune.waiting',
  accepted: 'command-line.tune.accepted',
  rejected: 'command-line.tune.rejected',
}

export const flagWords: Readonly<Record<PersonalDataKind, WordsKey>> = {
  mail: 'tune.flag-mail',
  phone: 'tune.flag-phone',
  card: 'tune.flag-card',
  'id-number': 'tune.flag-id-number',
}

export const reasonWords: Readonly<Record<RemovalReason, WordsKey>> = {
  'exact-duplicate': 'command-line.tune.reason.exact-duplicate',
  'near-duplicate': 'command-line.tune.reason.near-duplicate',
  empty: 'command-line.tune.reason.empty',
  'too-long': 'command-line.tune.reason.too-long',
  outlier: 'command-line.tune.reason.outlier',
  ungrounded: 'command-line.tune.reason.ungrounded',
  'judged-low': 'command-line.tune.reason.judged-low',
  malformed: 'command-line.tune.reason.malformed',
  'near-test': 'command-line.tune.reason.near-test',
  'model-failed': 'command-line.tune.reason.model-failed',
}

export const leakWords: Readonly<Record<Leak['kind'], WordsKey>> = {
  document: 'command-line.tune.leak.document',
  'same-text': 'command-line.tune.leak.same-text',
  'near-text': 'command-line.tune.leak.near-text',
}

export const splitWords: Readonly<Record<Split, WordsKey>> = { train: 'tune.train', validation: 'tune.validation', test: 'tune.test' }

export const formatWords: Readonly<Record<DataSetFormat, WordsKey>> = {
  messages: 'tune.format-messages',
  completion: 'tune.format-completion',
  alpaca: 'tune.format-alpaca',
  sharegpt: 'tune.format-sharegpt',
  csv: 'tune.format-csv',
}

/** Who wrote it. */
export function originWords({ origin, generator }: Pick<Example, 'origin' | 'generator'>): string {
  if (generator) return say('tune.by-model', { model: modelTitle(generator.model) })
  if (origin === 'conversation') return say('tune.by-conversation')
  return say(origin === 'import' ? 'tune.by-import' : 'tune.by-document')
}
