/** `alcove conversations import FILE` */
import { resolve } from 'node:path'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { openFile } from '../user-files.ts'

export function importCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('import', 'command-line.conversations.import.about')
    .argument('<file>', say('command-line.conversations.import.file'))
    .action((file, options) =>
      print(
        options,
        async (client) => await client.conversations.import({ content: await openFile(resolve(file)) }, { signal: surroundings.signal }),
        ({ conversations }) => conversations.map(({ id, title }) => `${id}  ${printable(title)}`),
      ),
    )
}
