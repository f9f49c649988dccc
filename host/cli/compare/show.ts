/** `alcove compare show`: the results of an experiment, finished or not. */
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { experimentOf } from './options.ts'
import { resultLines } from './result-lines.ts'

export function showCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('show', 'command-line.compare.show')
    .argument('[id]', say('command-line.compare.id'))
    .action((named, options) => print(options, async (client) => await client.experiments.results({ id: (await experimentOf(client, named)).id }), resultLines))
}
