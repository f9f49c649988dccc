/** `alcove compare show`: the results of an experiment, finished or not. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { withEngine } from '../with-engine.ts'
import { experimentOf } from './options.ts'
import { sayResults } from './say-results.ts'

export function showCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('show')
    .description(say('command-line.compare.show'))
    .argument('[id]', say('command-line.compare.id'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((named, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const results = await client.experiments.results({ id: (await experimentOf(client, named)).id })
          if (options.json) terminal.result(JSON.stringify(results))
          else sayResults(results, terminal)
          return exitCodes.success
        }),
      ),
    )
}
