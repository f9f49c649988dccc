/** `alcove compare …`: the same held-out questions asked of several arms, and what came of it. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { listCommand, pauseCommand, removeCommand } from './keep.ts'
import { rateCommand } from './rate.ts'
import { reportCommand } from './report.ts'
import { resumeCommand, runCompareCommand } from './run.ts'
import { showCommand } from './show.ts'

export function compareCommand(surroundings: Surroundings, outcome: Outcome) {
  const compare = new Command('compare').description(say('command-line.compare.about'))
  for (const make of [runCompareCommand, showCommand, reportCommand, listCommand, pauseCommand, resumeCommand, removeCommand, rateCommand])
    compare.addCommand(make(surroundings, outcome) as Command)
  return compare
}
