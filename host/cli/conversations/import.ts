/** `alcove conversations import FILE` */
import { openAsBlob } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export function importCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('import')
    .description(say('command-line.conversations.import.about'))
    .argument('<file>', say('command-line.conversations.import.file'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((named, options) =>
      runCommand(surroundings, outcome, options, async () => {
        const content = await read(resolve(named))
        return await withEngine(surroundings, options, async (client) => {
          const { conversations } = await client.conversations.import({ content }, { signal })
          if (options.json) terminal.result(JSON.stringify({ conversations }))
          else for (const { id, title } of conversations) terminal.result(`${id}  ${printable(title)}`)
          return exitCodes.success
        })
      }),
    )
}

async function read(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file)
  } catch (error) {
    throw new AlcoveError('path-missing', { path: file }, error)
  }
}
