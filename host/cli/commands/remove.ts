/** `alcove remove PATH` */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'

export function removeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('remove', 'command-line.remove.about')
    .argument('<path>', say('command-line.remove.path'))
    .option('--erase-answers', say('command-line.remove.answers'))
    .action((named, options) =>
      run(options, async (client) => {
        const { sources } = await client.library.sources()
        const path = resolve(named)
        // a source is stored as the disk has it, and may be gone from there
        const real = await realpath(path).catch(() => path)
        const source = sources.find((one) => one.path === path) ?? sources.find((one) => one.path === real)
        const answers = options.eraseAnswers ? 'erase' : 'keep'
        const removed = await client.library.remove(source === undefined ? { path, answers } : { sourceId: source.id, answers }, { signal })
        if (options.json) terminal.result(JSON.stringify(removed))
        else terminal.result(say('command-line.remove.done', { ...removed, path: printable(removed.path) }))
        return exitCodes.success
      }),
    )
}
