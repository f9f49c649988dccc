/** `alcove tune …`: data sets, and what is made of them. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { dataSetCommand } from './dataset.ts'
import { reviewCommand } from './review.ts'

export function tuneCommand(surroundings: Surroundings, outcome: Outcome) {
  const tune = new Command('tune').description(say('command-line.tune.about'))
  for (const make of [dataSetCommand, reviewCommand]) tune.addCommand(make(surroundings, outcome) as Command)
  return tune
}
