/** `alcove conversations list [WORDS]` */
import type { ListedConversation } from '../../../core/types/conversation.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'

const page = 500

export function listCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { print } = frame(surroundings, outcome)
  return command('list', 'command-line.conversations.list.about')
    .argument('[words]', say('command-line.conversations.list.words'))
    .action((query, options) =>
      print(
        options,
        async (client) => {
          const conversations = await everyOne(client, query, signal)
          if (conversations.length === 0) terminal.say(say('command-line.conversations.list.none'))
          return { conversations }
        },
        ({ conversations }) => conversations.map(({ id, changedAt, title }) => `${id}  ${new Date(changedAt).toISOString().slice(0, 10)}  ${printable(title)}`),
        ({ conversations }) => (conversations.length === 0 ? exitCodes.nothing : exitCodes.success),
      ),
    )
}

async function everyOne(client: Client, query: string | undefined, signal: AbortSignal): Promise<readonly ListedConversation[]> {
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
  return found
}
