/** `alcove compare list`, `pause` and `remove`. */
import type { Experiment } from '../../../core/types/experiment.ts'
import { stateWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { experimentOf } from './options.ts'

export function listCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('list', 'command-line.compare.list').action((options) =>
    print(
      options,
      async (client) => {
        const result = await client.experiments.list()
        if (result.experiments.length === 0) surroundings.terminal.say(say('command-line.compare.none'))
        return result
      },
      ({ experiments }) => experiments.map(experimentLine),
      ({ experiments }) => (experiments.length > 0 ? exitCodes.success : exitCodes.nothing),
    ),
  )
}

export function pauseCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('pause', 'command-line.compare.pause')
    .argument('[id]', say('command-line.compare.id'))
    .action((named, options) =>
      print(
        options,
        async (client) => await client.experiments.pause({ id: (await experimentOf(client, named)).id }),
        (paused) => [experimentLine(paused)],
      ),
    )
}

export function removeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('remove', 'command-line.compare.remove')
    .argument('<id>', say('command-line.compare.id'))
    .action((id, options) =>
      print(
        options,
        async (client) => {
          const { name } = await experimentOf(client, id)
          await client.experiments.remove({ id })
          return { removed: id, name }
        },
        ({ name }) => [say('command-line.compare.removed', { name: printable(name) })],
      ),
    )
}

function experimentLine({ id, name, state, done, questions, arms }: Experiment): string {
  return [id, printable(name), stateWords(state), `${done}/${questions * arms.length}`].join('\t')
}
