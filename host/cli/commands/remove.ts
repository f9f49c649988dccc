/** `alcove remove PATH` */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AlcoveError } from '../../../core/errors.ts'
import type { SourceQuoting } from '../../../core/types/library.ts'
import { quotingLines } from '../../../core/words/quoting.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'

function toldOf(quoting: SourceQuoting, answers: 'keep' | 'erase'): readonly string[] {
  const lines = quotingLines(quoting)
  const fate = [say('library.quoting'), ...lines.map((line) => `  ${line}`), say(answers === 'erase' ? 'library.quoting-erased' : 'library.quoting-kept')]
  const names = quoting.adapters.map(printable).join(', ')
  return [...(lines.length > 0 ? fate : []), ...(names === '' ? [] : [say('library.quoting-adapters', { names })])]
}

export function removeCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('remove', 'command-line.remove.about')
    .argument('<path>', say('command-line.remove.path'))
    .option('--erase-answers', say('command-line.remove.answers'))
    .option('--dry-run', say('library.quoting-only'))
    .action((named, options) =>
      run(options, async (client) => {
        const { sources } = await client.library.sources()
        const path = resolve(named)
        // a source is stored as the disk has it, and may be gone from there
        const real = await realpath(path).catch(() => path)
        const source = sources.find((one) => one.path === path) ?? sources.find((one) => one.path === real)
        if (source === undefined) throw new AlcoveError('source-unknown', { path })
        const answers = options.eraseAnswers ? 'erase' : 'keep'
        const quoting = await client.library.quoting({ sourceId: source.id }, { signal })
        if (options.dryRun) {
          for (const line of options.json ? [JSON.stringify({ path: source.path, quoting })] : toldOf(quoting, answers)) terminal.result(line)
          return exitCodes.success
        }
        if (!options.json) for (const line of toldOf(quoting, answers)) terminal.say(line)
        const removed = await client.library.remove({ sourceId: source.id, answers }, { signal })
        if (options.json) terminal.result(JSON.stringify({ ...removed, quoting }))
        else terminal.result(say('command-line.remove.done', { ...removed, path: printable(removed.path) }))
        return exitCodes.success
      }),
    )
}
