/** `alcove tune dataset …`: data sets from the first draft to a frozen version. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { draftCommand } from './draft.ts'
import { exportDataSetCommand, importDataSetCommand } from './exchange.ts'
import { cleanCommand, freezeCommand, leaksCommand, removalsCommand } from './freeze.ts'
import { listDataSetsCommand, newDataSetCommand, removeDataSetCommand, showDataSetCommand } from './keep.ts'

export function dataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const dataSet = new Command('dataset').description(say('command-line.tune.dataset'))
  const commands = [
    newDataSetCommand,
    draftCommand,
    importDataSetCommand,
    exportDataSetCommand,
    cleanCommand,
    freezeCommand,
    listDataSetsCommand,
    showDataSetCommand,
    removalsCommand,
    leaksCommand,
    removeDataSetCommand,
  ]
  for (const make of commands) dataSet.addCommand(make(surroundings, outcome) as Command)
  return dataSet
}
