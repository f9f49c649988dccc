/** `alcove conversations export ID [FILE]` */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { exportFormats } from '../../../core/types/conversation.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export function exportCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('export')
    .description(say('command-line.conversations.export.about'))
    .argument('<id>', say('command-line.conversations.id'))
    .argument('[file]', say('command-line.conversations.export.file'))
    .addOption(new Option('--format <format>', say('command-line.conversations.export.format')).choices(exportFormats).default('json'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((id, named, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { fileName, content } = await client.conversations.export({ id, format: options.format }, { signal })
          const file = resolve(named ?? fileName)
          await write(file, content)
          if (options.json) terminal.result(JSON.stringify({ file }))
          else terminal.result(printable(file))
          return exitCodes.success
        }),
      ),
    )
}

/** Never over what is there already. */
async function write(file: string, content: Blob): Promise<void> {
  try {
    await writeFile(file, new Uint8Array(await content.arrayBuffer()), { flag: 'wx' })
  } catch (error) {
    throw new AlcoveError('path-unwritable', { path: file }, error)
  }
}
