/** `alcove compare rate`: two answers with their arms hidden; with `--better` the choice, and then the next two. */
import { Option } from '@commander-js/extra-typings'
import { because } from '../../../core/errors.ts'
import type { BlindPair } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { experimentOf } from './options.ts'

export function rateCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('rate', 'command-line.compare.rate')
    .argument('[id]', say('command-line.compare.id'))
    .option('--pair <pair>', say('command-line.compare.pair'))
    .addOption(new Option('--better <which>', say('command-line.compare.better')).choices(['left', 'right', 'neither'] as const))
    .action((named, options) =>
      print(
        options,
        async (client) => {
          const { id } = await experimentOf(client, named)
          const { pair, better } = options
          if (pair === undefined && better === undefined) return { pair: await client.experiments.pair({ id }) }
          if (pair === undefined || better === undefined) throw because('input-invalid', 'missing', { name: pair === undefined ? '--pair' : '--better' })
          return { pair: await client.experiments.rate({ id, pairId: pair, better }) }
        },
        ({ pair }) => pairLines(pair),
        ({ pair }) => (pair === null ? exitCodes.nothing : exitCodes.success),
      ),
    )
}

function pairLines(pair: BlindPair | null): readonly string[] {
  if (pair === null) return [say('command-line.compare.rated-all')]
  const { id, input, reference, left, right, rated, total } = pair
  const shown = (answer: string) => (answer === '' ? say('experiment.says-not') : printable(answer))
  return [
    say('command-line.compare.pair-of', { pair: id, rated, total }),
    printable(input),
    say('command-line.compare.reference', { text: reference === '' ? say('experiment.not-said') : printable(reference) }),
    say('command-line.compare.left', { text: shown(left) }),
    say('command-line.compare.right', { text: shown(right) }),
  ]
}
