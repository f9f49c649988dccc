/** Sources and files: add, follow, list, reconcile, remove. */
import type { z } from 'zod'
import type { filesQuery } from '../../contract/library-schemas.ts'
import { AlcoveError } from '../../errors.ts'
import type { FilesQuery } from '../../ports/stores.ts'
import { type Added, addSources } from '../add-sources.ts'
import type { DoorKind, Implementer } from '../context.ts'
import type { PickRegistry } from '../pick-registry.ts'
import type { EnginePorts } from '../ports.ts'
import { quotingOf } from '../quoting.ts'
import { removeSource } from '../remove-source.ts'
import { stream } from '../streams.ts'

/** More than a library holds. */
const mostRetried = 10_000_000

export function libraryHandlers(os: Implementer, ports: EnginePorts, picks: PickRegistry) {
  const { sources, files, runs, recognition } = ports
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
      recognition: recognition.snapshot(),
    })),
    files: os.library.files.handler(({ input: { limit, after, ...query } }) => {
      const listed = files.list({ ...given(query), limit: limit + 1, ...(after === undefined ? {} : { after }) })
      return { files: listed.slice(0, limit), more: listed.length > limit }
    }),
    complete: os.library.complete.handler(({ input: { text, limit } }) => ({ found: files.complete(text, limit) })),
    report: os.library.report.handler(() => files.report()),
    pathOf: os.library.pathOf.handler(({ input }) => ({ path: files.byId(input.fileId)?.path ?? null })),
    sync: os.library.sync.handler(({ input }) => {
      const unknown = input.sourceIds?.find((id) => sources.byId(id) === null)
      if (unknown !== undefined) throw new AlcoveError('source-unknown')
      return { runId: runs.start(input.sourceIds === undefined ? {} : { sourceIds: input.sourceIds }) }
    }),
    retry: os.library.retry.handler(({ input }) => {
      const fileIds = 'fileIds' in input ? input.fileIds : files.list({ ...given(input.files), limit: mostRetried }).map(({ id }) => id)
      recognition.retry(fileIds)
      return { runId: runs.start({ fileIds, ...(input.password === undefined ? {} : { password: input.password }) }) }
    }),
    recognize: os.library.recognize.handler(() => {
      recognition.start()
      return { recognition: recognition.snapshot() }
    }),
    pause: os.library.pause.handler(({ input }) => {
      runs.pause(input.paused)
      recognition.pause(input.paused)
      return { paused: input.paused }
    }),
    quoting: os.library.quoting.handler(async ({ input }) => await quotingOf(input.sourceId, ports)),
    remove: os.library.remove.handler(async ({ input }) => await removeSource(input, ports)),
  }
}

function given({ sourceId, outcomes, reason, gap }: z.output<typeof filesQuery>): FilesQuery {
  return {
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(reason === undefined ? {} : { reason }),
    ...(gap === undefined ? {} : { gap }),
  }
}

function pathsFrom(door: DoorKind, paths: readonly string[] | undefined): readonly string[] {
  if (paths !== undefined && door !== 'command-line') throw new AlcoveError('door-refused')
  return paths ?? []
}
