/** Todo lo que se lee en español. */
import type { Catalogue } from '../english.ts'
import { answers } from './answers.ts'
import { ask } from './ask.ts'
import { commandLine } from './command-line.ts'
import { commandLineTune } from './command-line-tune.ts'
import { compare } from './compare.ts'
import { conversations } from './conversations.ts'
import { desktop } from './desktop.ts'
import { errorAdvice, reasonWords } from './errors.ts'
import { experiments } from './experiments.ts'
import { exports } from './exports.ts'
import { library } from './library.ts'
import { models } from './models.ts'
import { places } from './places.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { training } from './training.ts'
import { tune } from './tune.ts'

export const catalogue: Catalogue = {
  words: {
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
  },
  advice: errorAdvice,
  reasons: reasonWords,
}
