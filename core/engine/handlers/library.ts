/** Sources and files: add, follow, list, reconcile, remove. */
import { AlcoveError } from '../../errors.ts'
import { type Added, addSources } from '../add-sources.ts'
import type { DoorKind, Implementer } from '../context.ts'
import type { PickRegistry } from '../pick-registry.ts'
import type { EnginePorts } from '../ports.ts'
import { removeSource } from '../remove-source.ts'
import { stream } from '../streams.ts'

export function libraryHandlers(os: Implementer, ports: EnginePorts, picks: PickRegistry) {
  const { sources, files, runs } = ports
  return {
    add: os.library.add.handler(async ({ input, context }): Promise<Added & { runId: string | null }> => {
      const wanted = [
        ...pathsFrom(context.door, input.paths),
        ...(input.picks ?? []).map((pick) => picks.path(pick)),
        ...(input.samples ? [ports.samples] : []),
      ]
      if (wanted.length === 0) throw new AlcoveError('usage')
      const added = await addSources(wanted, ports)
      const runId = added.sources.length === 0 ? null : runs.start({ sourceIds: added.sources.map(({ id }) => id) })
      return { runId, ...added }
    }),
    follow: os.library.follow.handler(({ input, signal }) => stream(signal, (left) => runs.follow(input.runId, left))),
    sources: os.library.sources.handler(() => ({
      sources: sources.all().map((source) => ({ ...source, ...files.totals(source.id) })),
      run: runs.snapshot(),
    })),
    files: os.library.files.handler(({ input: { limit, sourceId, outcomes, after } }) => {
      const listed = files.list({
        limit: limit + 1,
        ...(sourceId === undefined ? {} : { sourceId }),
        ...(outcomes === undefined ? {} : { outcomes }),
        ...(after === undefined ? {} : { after }),
      })
      return { files: listed.slice(0, limit), more: listed.length > limit }
    }),
    pathOf: os.library.pathOf.handler(({ input }) => ({ path: files.byId(input.fileId)?.path ?? null })),
    sync: os.library.sync.handler(({ input }) => {
      const unknown = input.sourceIds?.find((id) => sources.byId(id) === null)
      if (unknown !== undefined) throw new AlcoveError('source-unknown')
      return { runId: runs.start(input.sourceIds === undefined ? {} : { sourceIds: input.sourceIds }) }
    }),
    retry: os.library.retry.handler(({ input: { fileIds, password } }) => ({
      runId: runs.start({ fileIds, ...(password === undefined ? {} : { password }) }),
    })),
    pause: os.library.pause.handler(({ input }) => {
      runs.pause(input.paused)
      return { paused: input.paused }
    }),
    remove: os.library.remove.handler(async ({ input }) => await removeSource(input, ports)),
  }
}

function pathsFrom(door: DoorKind, paths: readonly string[] | undefined): readonly string[] {
  if (paths !== undefined && door !== 'command-line') throw new AlcoveError('door-refused')
  return paths ?? []
}
