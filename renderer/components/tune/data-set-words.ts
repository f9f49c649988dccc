/** Kinds, splits and sources of examples in words. */
import type { DataSetFormat, Example, ExampleKind, PersonalDataKind, Split } from '../../../core/types/data-set.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { modelTitle } from '../model-words.ts'

export const kindWords: Readonly<Record<ExampleKind, WordsKey>> = {
  question: 'tune.kind-question',
  summary: 'tune.kind-summary',
  classification: 'tune.kind-classification',
  extraction: 'tune.kind-extraction',
  rewriting: 'tune.kind-rewriting',
}

export const flagWords: Readonly<Record<PersonalDataKind, WordsKey>> = {
  mail: 'tune.flag-mail',
  phone: 'tune.flag-phone',
  card: 'tune.flag-card',
  'id-number': 'tune.flag-id-number',
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
