/** `alcove conversations export ID [FILE]` */
import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { exportFormats } from '../../../core/types/conversation.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { saveFile } from '../user-files.ts'

export function exportCommand(surroundings: Surroundings, outcome: Outcome) {
  const { print } = frame(surroundings, outcome)
  return command('export', 'command-line.conversations.export.about')
    .argument('<id>', say('command-line.conversations.id'))
    .argument('[file]', say('command-line.conversations.export.file'))
    .addOption(new Option('--format <format>', say('command-line.conversations.export.format')).choices(exportFormats).default('json'))
    .action((id, named, { format, ...options }) =>
      print(
        options,
        async (client) => {
          const { fileName, content } = await client.conversations.export({ id, format }, { signal: surroundings.signal })
          const file = resolve(named ?? fileName)
          await saveFile(file, content)
          return { file }
        },
        ({ file }) => [printable(file)],
      ),
    )
}
