/** Names for paths: given to windows by main, or by listing folders where there is no system dialog. */
import { AlcoveError } from '../../errors.ts'
import type { Implementer } from '../context.ts'
import type { PickRegistry } from '../pick-registry.ts'
import type { EnginePorts } from '../ports.ts'

export function pickHandlers(os: Implementer, { folders }: EnginePorts, picks: PickRegistry) {
  return {
    register: os.picks.register.handler(({ input, context }) => {
      if (context.door !== 'command-line') throw new AlcoveError('door-refused')
      return { picks: input.paths.map((path) => picks.name(path)) }
    }),
    browse: os.picks.browse.handler(async ({ input, context }) => {
      if (context.door === 'desktop') throw new AlcoveError('door-refused')
      const folder = await folders.list(input.pick === undefined ? folders.home : picks.path(input.pick))
      return {
        pick: picks.name(folder.path),
        path: folder.path,
        parent: folder.parent === null ? null : picks.name(folder.parent),
        entries: folder.entries.map(({ name, path, kind, size }) => ({ pick: picks.name(path), name, kind, size })),
      }
    }),
  }
}
