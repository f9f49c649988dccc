/** The command line's table of contents. */
import { Command, Help, type Option } from '@commander-js/extra-typings'
import { say, type WordsKey } from '../../core/words/words.ts'
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
import type { Surroundings } from './surroundings.ts'
import { tuneCommand } from './tune/tune.ts'

/** Headings that the library writes in English. */
const headings: ReadonlyMap<string, WordsKey> = new Map([
  ['Usage:', 'command-line.help.usage'],
  ['Arguments:', 'command-line.help.arguments'],
  ['Options:', 'command-line.help.options'],
  ['Commands:', 'command-line.help.commands'],
])

function heading(written: string): string {
  const words = headings.get(written)
  return words === undefined ? written : say(words)
}

const usual = new Help()
/** A command's own options first, then those that all commands have. */
function optionsOf(command: Command): Option[] {
  const shared = (option: Option) => ['--data', '--json', '--help'].indexOf(option.long ?? '')
  return usual.visibleOptions(command).sort((a, b) => shared(a) - shared(b))
}

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
    command
      .helpOption('-h, --help', say('command-line.option.help'))
      .configureHelp({ styleTitle: heading, visibleOptions: optionsOf })
      .configureOutput({ outputError: silent })
      .exitOverride()
    if (command.commands.length > 0) command.helpCommand('help [command]', say('command-line.help.command'))
  }
  return program
}

export function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap((below) => everyCommand(below as Command))]
}
