/** `alcove compare rate`: two answers with their arms hidden; with `--better` the choice, and then the next two. */
import { Command, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { BlindPair } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { experimentOf } from './options.ts'

export function rateCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('rate')
    .description(say('command-line.compare.rate'))
    .argument('[id]', say('command-line.compare.id'))
    .option('--pair <pair>', say('command-line.compare.pair'))
    .addOption(new Option('--better <which>', say('command-line.compare.better')).choices(['left', 'right', 'neither'] as const))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((named, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { id } = await experimentOf(client, named)
          const { pair, better } = options
          if ((pair === undefined) !== (better === undefined)) throw new AlcoveError('usage')
          const next =
            pair === undefined || better === undefined ? await client.experiments.pair({ id }) : await client.experiments.rate({ id, pairId: pair, better })
          if (options.json) terminal.result(JSON.stringify({ pair: next }))
          else sayPair(next, terminal)
          return next === null ? exitCodes.nothing : exitCodes.success
        }),
      ),
    )
}

function sayPair(pair: BlindPair | null, terminal: Terminal): void {
  if (pair === null) return terminal.result(say('command-line.compare.rated-all'))
  const { id, input, reference, left, right, rated, total } = pair
  const shown = (answer: string) => (answer === '' ? say('experiment.says-not') : printable(answer))
  terminal.result(say('command-line.compare.pair-of', { pair: id, rated, total }))
  terminal.result(printable(input))
  terminal.result(say('command-line.compare.reference', { text: reference === '' ? say('experiment.not-said') : printable(reference) }))
  terminal.result(say('command-line.compare.left', { text: shown(left) }))
  terminal.result(say('command-line.compare.right', { text: shown(right) }))
}
