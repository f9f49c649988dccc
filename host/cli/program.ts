/** The command line's table of contents. */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../core/words/words.ts'
import type { Outcome } from './command.ts'
import { addCommand } from './commands/add.ts'
import { askCommand } from './commands/ask.ts'
import { modelsCommand } from './commands/models.ts'
import { removeCommand } from './commands/remove.ts'
import { searchCommand } from './commands/search.ts'
import { serveCommand } from './commands/serve.ts'
import { statusCommand } from './commands/status.ts'
import { summariseCommand } from './commands/summarise.ts'
import { syncCommand } from './commands/sync.ts'
import { whereCommand } from './commands/where.ts'
import { compareCommand } from './compare/compare.ts'
import { conversationsCommand } from './conversations/conversations.ts'
import { evalCommand } from './eval/eval.ts'
import { help } from './help.ts'
import type { Surroundings } from './surroundings.ts'
import { tuneCommand } from './tune/tune.ts'

/** Said in our own words by whoever catches it. */
const silent = () => undefined

export function createProgram(surroundings: Surroundings, outcome: Outcome): Command {
  const program = new Command('alcove')
    .description(say('command-line.about'))
    .version(surroundings.version, '-V, --version', say('command-line.option.version'))
    .helpOption('-h, --help', say('command-line.option.help'))
  const commands = [
    addCommand,
    statusCommand,
    syncCommand,
    removeCommand,
    searchCommand,
    askCommand,
    summariseCommand,
    conversationsCommand,
    modelsCommand,
    tuneCommand,
    compareCommand,
    serveCommand,
    evalCommand,
    whereCommand,
  ]
  for (const make of commands) program.addCommand(make(surroundings, outcome) as Command)
  for (const command of everyCommand(program)) {
    command.helpOption('-h, --help', say('command-line.option.help')).configureHelp(help).configureOutput({ outputError: silent }).exitOverride()
    if (command.commands.length > 0) command.helpCommand('help [command]', say('command-line.help.command'))
  }
  return program
}

export function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap((below) => everyCommand(below as Command))]
}
