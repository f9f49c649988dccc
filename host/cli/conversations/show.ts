/** `alcove conversations show ID` */
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printableText } from '../terminal.ts'

export function showCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('show', 'command-line.conversations.show.about')
    .argument('<id>', say('command-line.conversations.id'))
    .action((id, options) =>
      run(options, async (client) => {
        if (options.json) terminal.result(JSON.stringify(await client.conversations.get({ id }, { signal })))
        else terminal.result(printableText(await (await client.conversations.export({ id, format: 'markdown' }, { signal })).content.text()))
        return exitCodes.success
      }),
    )
}
