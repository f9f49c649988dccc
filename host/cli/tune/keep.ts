/** `alcove tune dataset new`, `list`, `show` and `remove`. */
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { below, dataSetLine, dataSetOf, versionLine, working } from './shared.ts'

export function newDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('new', 'command-line.tune.new')
    .argument('<name>', say('command-line.tune.name'))
    .action((name, options) =>
      working(
        surroundings,
        outcome,
        options,
        async (client) => ({ result: await client.dataSets.create({ name }), code: exitCodes.success }),
        (dataSet) => [dataSetLine(dataSet)],
      ),
    )
}

export function listDataSetsCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('list', 'command-line.tune.list').action((options) =>
    working(
      surroundings,
      outcome,
      options,
      async (client) => {
        const result = await client.dataSets.list()
        if (result.dataSets.length === 0) surroundings.terminal.say(say('command-line.tune.none'))
        return { result, code: result.dataSets.length > 0 ? exitCodes.success : exitCodes.nothing }
      },
      ({ dataSets }) => dataSets.map(dataSetLine),
    ),
  )
}

export function showDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('show', 'command-line.tune.show')
    .argument('<dataset>', say('command-line.tune.which'))
    .action((named, options) =>
      working(
        surroundings,
        outcome,
        options,
        async (client) => ({ result: await dataSetOf(client, named), code: exitCodes.success }),
        (dataSet) => [
          dataSetLine(dataSet),
          ...(dataSet.counts.personalData > 0 ? [say('command-line.tune.personal-data', { count: dataSet.counts.personalData })] : []),
          ...dataSet.versions.map(versionLine),
        ],
      ),
    )
}

export function removeDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('remove', 'command-line.tune.remove')
    .argument('<dataset>', say('command-line.tune.which'))
    .action((named, options) =>
      working(
        surroundings,
        outcome,
        options,
        async (client) => {
          const { id, name } = await dataSetOf(client, named)
          await client.dataSets.remove({ id })
          return { result: { removed: id, name }, code: exitCodes.success }
        },
        ({ name }) => [say('command-line.tune.removed', { name: printable(name) })],
      ),
    )
}
