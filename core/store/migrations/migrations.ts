/** Numbered, forward only: a profile at version N has had the first N of these. Never edit one that was released. */
import { first } from './001-first.ts'
import { everyFormat } from './002-every-format.ts'
import { crashes } from './003-crashes.ts'
import { names } from './004-names.ts'
import { conversations } from './005-conversations.ts'
import { tune } from './006-tune.ts'
import { experiments } from './007-experiments.ts'
import { trainings } from './008-trainings.ts'
import { ratings } from './009-ratings.ts'

export const migrations: readonly string[] = [first, everyFormat, crashes, names, conversations, tune, experiments, trainings, ratings]
