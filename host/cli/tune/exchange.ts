/** `alcove tune dataset import` and `export`. */
import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { dataSetFormats, splits } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { openFile, saveFile } from '../user-files.ts'
import { dataSetLine, dataSetOf, onDataSet, versionOf, wholeFrom } from './shared.ts'

export function importDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('import', 'command-line.tune.import')
    .argument('<file>', say('command-line.tune.import-file'))
    .action((named, file, options) =>
      print(
        options,
        async (client) => {
          const { id } = await dataSetOf(client, named)
          const imported = await client.dataSets.import({ id, content: await openFile(resolve(file)) })
          if (imported.removed > 0) surroundings.terminal.say(say('command-line.tune.why-removed'))
          return imported
        },
        ({ added, removed, dataSet }) => [say('command-line.tune.imported', { added, removed }), dataSetLine(dataSet)],
        ({ added }) => (added > 0 ? exitCodes.success : exitCodes.nothing),
      ),
    )
}

export function exportDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return onDataSet('export', 'command-line.tune.export')
    .argument('[file]', say('command-line.tune.export-file'))
    .addOption(new Option('--format <format>', say('command-line.tune.format')).choices(dataSetFormats).default('messages' as const))
    .option('--version-number <n>', say('command-line.tune.version-to-export'), wholeFrom(1, 1_000_000))
    .addOption(new Option('--split <split>', say('command-line.tune.split')).choices(splits))
    .action((named, file, { format, versionNumber, split, ...options }) =>
      print(
        options,
        async (client) => {
          const dataSet = await dataSetOf(client, named)
          if (versionNumber === undefined && split === undefined && dataSet.counts.accepted === 0) {
            surroundings.terminal.say(say('command-line.tune.nothing-accepted'))
            return { file: null }
          }
          // a split is one of a version
          const version = versionNumber === undefined && split === undefined ? {} : { versionId: versionOf(dataSet, versionNumber).id }
          const { fileName, content } = await client.dataSets.export({ id: dataSet.id, format, ...version, ...(split === undefined ? {} : { split }) })
          const path = resolve(file ?? fileName)
          await saveFile(path, content)
          return { file: path }
        },
        ({ file: written }) => (written === null ? [] : [printable(written)]),
        ({ file: written }) => (written === null ? exitCodes.nothing : exitCodes.success),
      ),
    )
}
