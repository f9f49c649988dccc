/** `alcove tune dataset clean`, `removals`, `freeze` and `leaks`. */
import type { Removal } from '../../../core/types/data-set.ts'
import { leakWords, removalWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { dataSetLine, dataSetOf, numberFrom, onDataSet, versionLine, versionOf, wholeFrom } from './shared.ts'

/** Removals of one page. */
const page = 500

export function cleanCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('clean', 'command-line.tune.clean')
    .option('--max-tokens <n>', say('command-line.tune.max-tokens'), wholeFrom(16, 32_768), 2_048)
    .action((named, options) =>
      print(
        options,
        async (client) => {
          const { id } = await dataSetOf(client, named)
          return await client.dataSets.clean({ id, maxTokens: options.maxTokens }, { signal: surroundings.signal })
        },
        ({ removed, dataSet }) => [say('command-line.tune.cleaned', { count: removed }), dataSetLine(dataSet)],
      ),
    )
}

export function removalsCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('removals', 'command-line.tune.removals').action((named, options) =>
    print(
      options,
      async (client) => {
        const { id } = await dataSetOf(client, named)
        const removals: Removal[] = []
        for (let total = 1; removals.length < total; ) {
          const next = await client.dataSets.removals({ id, skip: removals.length, limit: page })
          removals.push(...next.removals)
          total = next.removals.length === 0 ? 0 : next.total
        }
        if (removals.length === 0) surroundings.terminal.say(say('command-line.tune.no-removals'))
        return { total: removals.length, removals }
      },
      ({ removals }) =>
        removals.map(({ reason, input, of, line }) => [line === null ? (of ?? '') : String(line), removalWords(reason), printable(input)].join('\t')),
    ),
  )
}

export function freezeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('freeze', 'command-line.tune.freeze')
    .option('--seed <n>', say('command-line.tune.seed'), wholeFrom(0, 2_147_483_647), 1)
    .option('--train <share>', say('command-line.tune.train-share'), numberFrom(0, 1), 0.7)
    .option('--validation <share>', say('command-line.tune.validation-share'), numberFrom(0, 1), 0.1)
    .action((named, { seed, train, validation, ...options }) =>
      print(
        options,
        async (client) => await client.dataSets.freeze({ id: (await dataSetOf(client, named)).id, seed, train, validation }),
        (version) => [versionLine(version)],
      ),
    )
}

export function leaksCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('leaks', 'command-line.tune.leaks')
    .option('--version-number <n>', say('command-line.tune.version-number'), wholeFrom(1, 1_000_000))
    .action((named, options) =>
      print(
        options,
        async (client) => await client.dataSets.leaks({ versionId: versionOf(await dataSetOf(client, named), options.versionNumber).id }),
        ({ leaks }) =>
          leaks.length === 0
            ? [say('command-line.tune.no-leaks')]
            : leaks.map(({ kind, exampleId, trainId, input, file }) => [exampleId, trainId, leakWords(kind), printable(file ?? input)].join('\t')),
        ({ leaks }) => (leaks.length === 0 ? exitCodes.success : exitCodes.nothing),
      ),
    )
}
