/** `alcove where`: starts nothing and creates nothing. */
import { say, type WordsKey } from '../../../core/words/words.ts'
import { readAddress } from '../../local-door/address.ts'
import { connectTo } from '../../local-door/connect.ts'
import { dataFolder, profilePlaces } from '../../paths.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'

export function whereCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, environment, version, program } = surroundings
  return command('where', 'command-line.where.about').action((options) =>
    runCommand(surroundings, outcome, options, async () => {
      const { data, database, index, uploads, logs, engine } = profilePlaces(dataFolder(options.data, environment))
      if (options.json) {
        terminal.result(JSON.stringify({ data, database, index, uploads, logs, model: program.model, version, running: await running(engine) }))
        return exitCodes.success
      }
      const told: readonly (readonly [WordsKey, string])[] = [
        ['command-line.where.data', data],
        ['command-line.where.database', database],
        ['command-line.where.index', index],
        ['command-line.where.uploads', uploads],
        ['command-line.where.logs', logs],
      ]
      for (const [words, path] of told) terminal.result(say(words, { path: printable(path) }))
      terminal.result(say('command-line.where.erase'))
      return exitCodes.success
    }),
  )
}

/** The engine that holds the folder now, or null. */
async function running(file: string): Promise<{ readonly pid: number; readonly version: string } | null> {
  const address = await readAddress(file)
  if (address === null) return null
  const engine = await connectTo(address, 'command-line').catch(() => null)
  engine?.close()
  return engine === null ? null : { pid: address.pid, version: address.version }
}
