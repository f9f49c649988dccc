/** `alcove conversations list [WORDS]` */
import { Command } from '@commander-js/extra-typings'
import type { ListedConversation } from '../../../core/types/conversation.ts'
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, jsonOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

const page = 500

export function listCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('list')
    .description(say('command-line.conversations.list.about'))
    .argument('[words]', say('command-line.conversations.list.words'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((query, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const found: ListedConversation[] = []
          for (let more = true; more; ) {
            const after = found.at(-1)?.id
            const listed = await client.conversations.list(
              { limit: page, ...(query === undefined ? {} : { query }), ...(after === undefined ? {} : { after }) },
              { signal },
            )
            found.push(...listed.conversations)
            more = listed.more
          }
          if (options.json) terminal.result(JSON.stringify({ conversations: found }))
          else if (found.length === 0) terminal.say(say('command-line.conversations.list.none'))
          else for (const { id, changedAt, title } of found) terminal.result(`${id}  ${new Date(changedAt).toISOString().slice(0, 10)}  ${printable(title)}`)
          return found.length === 0 ? exitCodes.nothing : exitCodes.success
        }),
      ),
    )
}
