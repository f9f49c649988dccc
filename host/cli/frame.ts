/** The frame of commands: the options that all have, and work that an engine does, with its result printed. */
import { Command } from '@commander-js/extra-typings'
import { say, type WordsKey } from '../../core/words/words.ts'
import type { Client } from '../local-door/connect.ts'
import { type Common, type Outcome, runCommand } from './command.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { dataOption, jsonOption } from './options.ts'
import type { Surroundings } from './surroundings.ts'
import { withEngine } from './with-engine.ts'

export const command = (name: string, about: WordsKey) => new Command(name).description(say(about)).addOption(dataOption()).addOption(jsonOption())

export function frame(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  const run = (options: Common, work: (client: Client) => Promise<ExitCode>): Promise<void> =>
    runCommand(surroundings, outcome, options, () => withEngine(surroundings, options, work))
  /** Prints what comes of the work: as JSON, or line by line as `told` puts it. */
  const print = <T extends object>(
    options: Common,
    work: (client: Client) => Promise<T>,
    told: (result: T) => readonly string[],
    codeOf: (result: T) => ExitCode = () => exitCodes.success,
  ): Promise<void> =>
    run(options, async (client) => {
      const result = await work(client)
      for (const line of options.json ? [JSON.stringify(result)] : told(result)) terminal.result(line)
      return codeOf(result)
    })
  return { run, print }
}
