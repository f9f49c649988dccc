/** `alcove eval …`: measures the product on a set of one's own. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import type { Surroundings } from '../surroundings.ts'
import { evalFilesCommand } from './files.ts'
import { evalParseCommand } from './parse.ts'
import { evalRetrievalCommand } from './retrieval.ts'

export function evalCommand(surroundings: Surroundings, outcome: Outcome) {
  return new Command('eval')
    .description(say('command-line.eval.about'))
    .addCommand(evalRetrievalCommand(surroundings, outcome))
    .addCommand(evalFilesCommand(surroundings, outcome))
    .addCommand(evalParseCommand(surroundings, outcome))
}
