/** `alcove conversations remove ID…` */
import { AlcoveError } from '../../../core/errors.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'

export function removeConversationsCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('remove', 'command-line.conversations.remove.about')
    .argument('<ids...>', say('command-line.conversations.id'))
    .action((ids, options) =>
      print(
        options,
        async (client) => {
          const { removed } = await client.conversations.remove({ ids }, { signal: surroundings.signal })
          if (removed.length === 0) throw new AlcoveError('conversation-unknown')
          return { removed }
        },
        ({ removed }) => [say('command-line.conversations.remove.done', { count: removed.length })],
      ),
    )
}
