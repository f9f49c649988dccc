/** `alcove compare report`: an experiment as a page, as Markdown or as JSON, with advice for the use that is meant. */
import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { reportFormats } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, printableText } from '../terminal.ts'
import { saveFile } from '../user-files.ts'
import { changesOption, experimentOf, fastOption, mustCiteOption, needOption, questionsOf } from './options.ts'

export function reportCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('report', 'command-line.compare.report')
    .argument('[id]', say('command-line.compare.id'))
    .argument('[file]', say('command-line.compare.file'))
    .addOption(new Option('--format <format>', say('command-line.compare.format')).choices(reportFormats))
    .addOption(needOption())
    .addOption(mustCiteOption())
    .addOption(changesOption())
    .addOption(fastOption())
    .action((named, file, options) =>
      run(options, async (client) => {
        const { id } = await experimentOf(client, named)
        const format = options.format ?? (options.json && file === undefined ? 'json' : 'markdown')
        const { content } = await client.experiments.report({ id, format, questions: questionsOf(options) })
        if (file === undefined) terminal.result(printableText(await content.text()).trimEnd())
        else {
          await saveFile(resolve(file), content)
          terminal.result(options.json ? JSON.stringify({ file: resolve(file) }) : printable(resolve(file)))
        }
        return exitCodes.success
      }),
    )
}
