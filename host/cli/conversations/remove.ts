/** `alcove conversations remove ID…` */
import { Command } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { withEngine } from '../with-engine.ts'

export function removeConversationsCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('remove')
    .description(say('command-line.conversations.remove.about'))
    .argument('<ids...>', say('command-line.conversations.id'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((ids, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const { removed } = await client.conversations.remove({ ids }, { signal })
          if (removed.length === 0) throw new AlcoveError('conversation-unknown')
          if (options.json) terminal.result(JSON.stringify({ removed }))
          else terminal.result(say('command-line.conversations.remove.done', { count: removed.length }))
          return exitCodes.success
        }),
      ),
    )
}
