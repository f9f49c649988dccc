/** `alcove conversations show ID` */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printableText } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export function showCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('show')
    .description(say('command-line.conversations.show.about'))
    .argument('<id>', say('command-line.conversations.id'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((id, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          if (options.json) terminal.result(JSON.stringify(await client.conversations.get({ id }, { signal })))
          else terminal.result(printableText(await (await client.conversations.export({ id, format: 'markdown' }, { signal })).content.text()))
          return exitCodes.success
        }),
      ),
    )
}
