/** The English catalogue, which all others are held to. */
import type { ErrorCode, Reason } from '../errors.ts'
import { answers } from './en/answers.ts'
import { ask } from './en/ask.ts'
import { commandLine } from './en/command-line.ts'
import { commandLineTune } from './en/command-line-tune.ts'
import { compare } from './en/compare.ts'
import { conversations } from './en/conversations.ts'
import { desktop } from './en/desktop.ts'
import { errorAdvice, reasonWords } from './en/errors.ts'
import { experiments } from './en/experiments.ts'
import { exports } from './en/exports.ts'
import { library } from './en/library.ts'
import { models } from './en/models.ts'
import { places } from './en/places.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { training } from './en/training.ts'
import { tune } from './en/tune.ts'

export const english = {
  ...shell,
  ...library,
  ...ask,
  ...settings,
  ...desktop,
  ...commandLine,
  ...commandLineTune,
  ...compare,
  ...conversations,
  ...exports,
  ...experiments,
  ...answers,
  ...models,
  ...places,
  ...training,
  ...tune,
} as const
export type WordsKey = keyof typeof english

/** Every sentence in one language. */
export interface Catalogue {
  readonly words: Readonly<Record<WordsKey, string>>
  /** What happened and what to do, by error code. */
  readonly advice: Readonly<Record<ErrorCode, string>>
  /** What exactly is wrong. */
  readonly reasons: Readonly<Record<Reason, string>>
}

export const englishCatalogue: Catalogue = { words: english, advice: errorAdvice, reasons: reasonWords }
