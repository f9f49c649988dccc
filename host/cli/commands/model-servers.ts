/** `alcove models servers`, `add-server` and `remove-server`: the OpenAI-compatible servers that may answer. A key is never an argument. */
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { engineLine } from '../engine-words.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export function serversCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('servers', 'command-line.models.servers').action((options) =>
    run(options, async (client) => {
      const { servers } = await client.settings.get()
      if (options.json) terminal.result(JSON.stringify({ servers }))
      else if (servers.length === 0) terminal.say(say('command-line.models.server-none'))
      else for (const { id, address, keyed } of servers) terminal.result([id, address, ...(keyed ? [say('command-line.models.server-keyed')] : [])].join('\t'))
      return servers.length > 0 ? exitCodes.success : exitCodes.nothing
    }),
  )
}

export function addServerCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return command('add-server', 'command-line.models.add-server')
    .argument('<id>', say('command-line.models.server-id'))
    .argument('<address>', say('command-line.models.server-address'))
    .option('--key', say('command-line.models.server-key'))
    .option('--no-key', say('command-line.models.server-no-key'))
    .option('--elsewhere', say('command-line.models.server-elsewhere'), false)
    .action((id, text, options) =>
      runCommand(surroundings, outcome, options, async () => {
        const key = await keyFor(options.key, async () => await terminal.secret(say('command-line.models.server-key-of', { id: printable(id) }), signal))
        return await withEngine(surroundings, options, async (client) => {
          await client.models.addServer({ id, address: text, elsewhere: options.elsewhere, ...(key === undefined ? {} : { key }) })
          const [{ servers }, { engines, models }] = await Promise.all([client.settings.get(), client.models.state()])
          const { address = text, keyed = false } = servers.find((server) => server.id === id) ?? {}
          const engine = engines.find((one) => one.kind === 'server' && one.id === id)
          const names = models.filter(({ engine: kind, engineId }) => kind === 'server' && engineId === id).map(({ name }) => name)
          if (options.json) terminal.result(JSON.stringify({ id, address, keyed, state: engine?.state ?? null, models: names }))
          else {
            terminal.result(say('command-line.models.server-added', { id, address }))
            if (engine && engine.state !== 'ready') terminal.say(engineLine(engine))
            for (const name of names) terminal.result(printable(name))
          }
          return exitCodes.success
        })
      }),
    )
}

/** Undefined: it keeps the one that it has; null: it is to have none. */
async function keyFor(wanted: boolean | undefined, ask: () => Promise<string>): Promise<string | null | undefined> {
  if (wanted === undefined) return undefined
  return wanted ? await ask() : null
}

export function removeServerCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('remove-server', 'command-line.models.remove-server')
    .argument('<id>', say('command-line.models.server-id'))
    .action((id, options) =>
      run(options, async (client) => {
        const { servers } = await client.settings.get()
        const removed = servers.filter((server) => server.id === id).map((server) => server.id)
        for (const one of removed) await client.models.removeServer({ id: one })
        if (options.json) terminal.result(JSON.stringify({ removed }))
        else if (removed.length === 0) terminal.say(say('command-line.models.server-unknown', { id: printable(id) }))
        else terminal.result(say('command-line.models.server-removed', { id }))
        return removed.length > 0 ? exitCodes.success : exitCodes.nothing
      }),
    )
}
