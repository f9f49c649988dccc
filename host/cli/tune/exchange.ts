/** `alcove tune dataset import` and `export`. */
import { existsSync, openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { dataSetFormats, splits } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { below, dataSetLine, dataSetOf, versionOf, wholeFrom, working } from './shared.ts'

export function importDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('import', 'command-line.tune.import')
    .argument('<dataset>', say('command-line.tune.which'))
    .argument('<file>', say('command-line.tune.import-file'))
    .action((named, file, options) =>
      working(
        surroundings,
        outcome,
        options,
        async (client) => {
          const { id } = await dataSetOf(client, named)
          const result = await client.dataSets.import({ id, content: await opened(resolve(file)) })
          return { result, code: result.added > 0 ? exitCodes.success : exitCodes.nothing }
        },
        ({ added, removed, dataSet }) => [say('command-line.tune.imported', { added, removed }), dataSetLine(dataSet)],
      ),
    )
}

export function exportDataSetCommand(surroundings: Surroundings, outcome: Outcome) {
  return below('export', 'command-line.tune.export')
    .argument('<dataset>', say('command-line.tune.which'))
    .argument('[file]', say('command-line.tune.export-file'))
    .addOption(new Option('--format <format>', say('command-line.tune.format')).choices(dataSetFormats).default('messages' as const))
    .option('--version-number <n>', say('command-line.tune.version-number'), wholeFrom(1, 1_000_000))
    .addOption(new Option('--split <split>', say('command-line.tune.split')).choices(splits))
    .action((named, file, options) =>
      working(
        surroundings,
        outcome,
        options,
        async (client) => {
          const dataSet = await dataSetOf(client, named)
          const { format, versionNumber, split } = options
          // a split is one of a version
          const version = versionNumber === undefined && split === undefined ? {} : { versionId: versionOf(dataSet, versionNumber).id }
          const { fileName, content } = await client.dataSets.export({ id: dataSet.id, format, ...version, ...(split === undefined ? {} : { split }) })
          const path = resolve(file ?? fileName)
          await written(path, content)
          return { result: { file: path }, code: exitCodes.success }
        },
        (result) => [printable(result.file)],
      ),
    )
}

async function opened(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path)
  } catch (error) {
    throw new AlcoveError(existsSync(path) ? 'path-unreadable' : 'path-missing', { path }, error)
  }
}

/** Never over what is there already. */
async function written(path: string, content: Blob): Promise<void> {
  try {
    await writeFile(path, new Uint8Array(await content.arrayBuffer()), { flag: 'wx' })
  } catch (error) {
    throw new AlcoveError('path-unwritable', { path }, error)
  }
}
