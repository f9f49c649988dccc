/** `alcove tune dataset new`, `list`, `show` and `remove`. */
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { dataSetLine, dataSetOf, onDataSet, versionLine } from './shared.ts'

export function newDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('new', 'command-line.tune.new')
    .argument('<name>', say('command-line.tune.name'))
    .action((name, options) =>
      print(
        options,
        (client) => client.dataSets.create({ name }),
        (dataSet) => [dataSetLine(dataSet)],
      ),
    )
}

export function listDataSetsCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('list', 'command-line.tune.list').action((options) =>
    print(
      options,
      async (client) => {
        const result = await client.dataSets.list()
        if (result.dataSets.length === 0) surroundings.terminal.say(say('command-line.tune.none'))
        return result
      },
      ({ dataSets }) => dataSets.map(dataSetLine),
      ({ dataSets }) => (dataSets.length > 0 ? exitCodes.success : exitCodes.nothing),
    ),
  )
}

export function showDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('show', 'command-line.tune.show').action((named, options) =>
    print(
      options,
      (client) => dataSetOf(client, named),
      (dataSet) => [
        dataSetLine(dataSet),
        ...(dataSet.counts.personalData > 0 ? [say('command-line.tune.personal-data', { count: dataSet.counts.personalData })] : []),
        ...dataSet.versions.map(versionLine),
      ],
    ),
  )
}

export function removeDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('remove', 'command-line.tune.remove').action((named, options) =>
    print(
      options,
      async (client) => {
        const { id, name } = await dataSetOf(client, named)
        await client.dataSets.remove({ id })
        return { removed: id, name }
      },
      ({ name }) => [say('command-line.tune.removed', { name: printable(name) })],
    ),
  )
}
