/** `alcove compare list`, `pause` and `remove`. */
import { Command } from '@commander-js/extra-typings'
import type { Experiment } from '../../../core/types/experiment.ts'
import { stateWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { experimentOf } from './options.ts'

export function listCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('list')
    .description(say('command-line.compare.list'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { experiments } = await client.experiments.list()
          if (options.json) terminal.result(JSON.stringify({ experiments }))
          else for (const experiment of experiments) terminal.result(experimentLine(experiment))
          if (experiments.length === 0) terminal.say(say('command-line.compare.none'))
          return experiments.length > 0 ? exitCodes.success : exitCodes.nothing
        }),
      ),
    )
}

export function pauseCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('pause')
    .description(say('command-line.compare.pause'))
    .argument('[id]', say('command-line.compare.id'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((named, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const paused = await client.experiments.pause({ id: (await experimentOf(client, named)).id })
          terminal.result(options.json ? JSON.stringify(paused) : experimentLine(paused))
          return exitCodes.success
        }),
      ),
    )
}

export function removeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('remove')
    .description(say('command-line.compare.remove'))
    .argument('<id>', say('command-line.compare.id'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((id, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { name } = await experimentOf(client, id)
          await client.experiments.remove({ id })
          terminal.result(options.json ? JSON.stringify({ removed: id }) : say('command-line.compare.removed', { name: printable(name) }))
          return exitCodes.success
        }),
      ),
    )
}

function experimentLine({ id, name, state, done, questions, arms }: Experiment): string {
  return [id, printable(name), stateWords(state), `${done}/${questions * arms.length}`].join('\t')
}
