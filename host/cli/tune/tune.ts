/** `alcove tune …`: data sets, and what is made of them. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { adapterCommands } from './adapters.ts'
import { dataSetCommand } from './dataset.ts'
import { reviewCommand } from './review.ts'
import { trainCommand } from './train.ts'
import { installCommand } from './trainer.ts'

export function tuneCommand(surroundings: Surroundings, outcome: Outcome) {
  const tune = new Command('tune').description(say('command-line.tune.about'))
  for (const make of [dataSetCommand, reviewCommand, installCommand, trainCommand]) tune.addCommand(make(surroundings, outcome) as Command)
  for (const command of adapterCommands(surroundings, outcome)) tune.addCommand(command as Command)
  return tune
}
