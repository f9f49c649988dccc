/** Kinds of files, in words. */
import type { WordsKey } from '../../core/words/words.ts'
import type { Kind } from '../state/scope.ts'

export const kindWords = {
  pdf: 'ask.kind-pdf',
  text: 'ask.kind-text',
  slides: 'ask.kind-slides',
  tables: 'ask.kind-tables',
  mail: 'ask.kind-mail',
  code: 'ask.kind-code',
  images: 'ask.kind-images',
} as const satisfies Record<Kind, WordsKey>
