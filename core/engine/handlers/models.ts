/** Chat models: what there is, what could be, and what the user does with them. */
import { AlcoveError } from '../../errors.ts'
import { serverAddress } from '../../text/server-address.ts'
import type { CallContext, Implementer } from '../context.ts'
import type { PickRegistry } from '../pick-registry.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'
import { checkNewAdapter } from '../tune/adapters.ts'
import { withChecks } from '../tune/may-answer.ts'

export function modelHandlers(os: Implementer, ports: EnginePorts, picks: PickRegistry) {
  const { models, pulls, settings, network, suggestions } = ports
  return {
    state: os.models.state.handler(async ({ signal }) => {
      const { models: all, ...state } = await models.state(always(signal))
      return {
        ...state,
        models: withChecks(all, ports.adapters),
        chosen: settings.read().model,
        pulls: pulls.all(),
      }
    }),
    suggestions: os.models.suggestions.handler(() => suggestions()),
    show: os.models.show.handler(({ input, signal }) => models.show(input.name, always(signal))),
    pull: os.models.pull.handler(({ input }) => {
      if (network.locked) throw new AlcoveError('network-locked')
      return pulls.start(input.name)
    }),
    followPulls: os.models.followPulls.handler(({ signal }) => stream(signal, (left) => pulls.follow(left))),
    cancelPull: os.models.cancelPull.handler(({ input }) => {
      pulls.cancel(input.id)
      return {}
    }),
    remove: os.models.remove.handler(async ({ input, signal }) => {
      await models.remove(input.name, always(signal))
      ports.adapters.remove(input.name)
      if (settings.read().model === input.name) settings.write({ model: null })
      return {}
    }),
    load: os.models.load.handler(async ({ input, signal }) => {
      await models.load(input.name, always(signal))
      return {}
    }),
    unload: os.models.unload.handler(async ({ input, signal }) => {
      await models.unload(input.name, always(signal))
      return {}
    }),
    addFile: os.models.addFile.handler(({ input, context, signal }) => models.addFile(fileOf(input, context, picks), always(signal))),
    addAdapter: os.models.addAdapter.handler(async ({ input, context, signal }) => {
      const added = await models.addAdapter(input.base, fileOf(input, context, picks), input.scale, always(signal))
      await checkNewAdapter(added.name, ports, always(signal))
      ports.adapters.changed()
      return added
    }),
    addServer: os.models.addServer.handler(({ input: { id, address: text, key, elsewhere } }) => {
      const address = serverAddress(text)
      if (!address) throw new AlcoveError('setting-invalid', { name: 'address', allowed: 'http://HOST:PORT' })
      if (!address.loopback && !elsewhere) throw new AlcoveError('server-elsewhere', { address: address.base })
      if (key !== undefined) settings.keepSecret(secretName(id), key)
      const keyed = settings.secret(secretName(id)) !== null
      const others = settings.read().servers.filter((server) => server.id !== id)
      settings.write({ servers: [...others, { id, address: address.base, keyed }] })
      return {}
    }),
    removeServer: os.models.removeServer.handler(({ input: { id } }) => {
      settings.keepSecret(secretName(id), null)
      settings.write({ servers: settings.read().servers.filter((server) => server.id !== id) })
      return {}
    }),
  }
}

/** Under which name the key of a server is kept. */
export function secretName(serverId: string): string {
  return `server-key:${serverId}`
}

function fileOf(
  { path, pick }: { readonly path?: string | undefined; readonly pick?: string | undefined },
  { door }: CallContext,
  picks: PickRegistry,
): string {
  if (pick !== undefined) return picks.path(pick)
  if (path === undefined) throw new AlcoveError('usage')
  if (door !== 'command-line') throw new AlcoveError('door-refused')
  return path
}
