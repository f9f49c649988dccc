/** `alcove serve` */
import { Command } from '@commander-js/extra-typings'
import { say } from '../../../core/words/words.ts'
import { systemClock } from '../../clock-and-random.ts'
import { createLog } from '../../log.ts'
import { dataFolder, profilePlaces } from '../../paths.ts'
import { startBrowserMode } from '../../serve/browser-mode.ts'
import { openBrowser } from '../../serve/open-browser.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, portOption } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { openDoorFor } from '../with-engine.ts'

export function serveCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, environment, program, signal } = surroundings
  return new Command('serve')
    .description(say('command-line.serve.about'))
    .addOption(portOption())
    .option('--no-open', say('command-line.serve.no-open'))
    .addOption(dataOption())
    .action((options) =>
      runCommand(surroundings, outcome, options, async () => {
        const door = await openDoorFor(surroundings, { data: options.data, resume: true })
        try {
          const log = createLog(profilePlaces(dataFolder(options.data, environment)).logs, systemClock.now)
          const server = await startBrowserMode({ router: door.router, folder: program.renderer, port: options.port ?? null, log })
          const address = server.newAddress()
          terminal.say(say('command-line.serve.address'))
          terminal.result(address)
          terminal.say(say('command-line.serve.again'))
          if (options.open) openBrowser(address, environment)
          await aborted(signal)
          await server.close()
        } finally {
          await door.close()
        }
        return exitCodes.success
      }),
    )
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
