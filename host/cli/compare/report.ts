/** `alcove compare report`: an experiment as a page, as Markdown or as JSON, with advice for the use that is meant. */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { reportFormats } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, printableText } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'
import { changesOption, experimentOf, fastOption, mustCiteOption, needOption, questionsOf } from './options.ts'

export function reportCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  return new Command('report')
    .description(say('command-line.compare.report'))
    .argument('[id]', say('command-line.compare.id'))
    .argument('[file]', say('command-line.compare.file'))
    .addOption(new Option('--format <format>', say('command-line.compare.format')).choices(reportFormats))
    .addOption(needOption())
    .addOption(mustCiteOption())
    .addOption(changesOption())
    .addOption(fastOption())
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((named, file, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { id } = await experimentOf(client, named)
          const format = options.format ?? (options.json && file === undefined ? 'json' : 'markdown')
          const { content } = await client.experiments.report({ id, format, questions: questionsOf(options) })
          if (file === undefined) terminal.result(printableText(await content.text()).trimEnd())
          else {
            await save(resolve(file), content)
            terminal.result(options.json ? JSON.stringify({ file: resolve(file) }) : printable(resolve(file)))
          }
          return exitCodes.success
        }),
      ),
    )
}

/** Never over what is there already. */
async function save(file: string, content: Blob): Promise<void> {
  try {
    await writeFile(file, new Uint8Array(await content.arrayBuffer()), { flag: 'wx' })
  } catch (error) {
    throw new AlcoveError('path-unwritable', { path: file }, error)
  }
}
