/** `alcove search QUERY` */
import type { Found } from '../../../core/types/answer.ts'
import { placeOf } from '../../../core/words/place.ts'
import { say } from '../../../core/words/words.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { inOption, kOption, modeOption, sinceOption, typeOption, untilOption } from '../options.ts'
import { scopeOf } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'

/** Characters of a passage shown to people; `--json` has it whole. */
const shown = 300

export function searchCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('search', 'command-line.search.about')
    .argument('<query>', say('command-line.search.query'))
    .addOption(kOption(10))
    .addOption(inOption())
    .addOption(typeOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .addOption(modeOption())
    .action((query, options) =>
      run(options, async (client) => {
        const found = await client.search.find({ query, k: options.k, mode: options.mode, scope: await scopeOf(options) }, { signal })
        if (options.json) {
          const results = found.results.map(({ rank, score, file, anchor, text, hidden }) => ({
            rank,
            score,
            file,
            anchor,
            text,
            ...(hidden ? { hidden } : {}),
          }))
          terminal.result(JSON.stringify({ query: found.query, results, timings: found.timings }))
        } else if (found.results.length === 0) terminal.say(say('command-line.search.none'))
        else for (const result of found.results) sayFound(terminal, result)
        return found.results.length === 0 ? exitCodes.nothing : exitCodes.success
      }),
    )
}

function sayFound(terminal: Terminal, { rank, file, anchor, text, hidden }: Found): void {
  const line = text.replace(/\s+/g, ' ')
  terminal.result(`${rank}. ${printable(file)}, ${printable(placeOf(anchor))}${hidden ? ` (${say('command-line.hidden')})` : ''}`)
  terminal.result(`   ${printable(line.length > shown ? `${line.slice(0, shown)}…` : line)}`)
}
