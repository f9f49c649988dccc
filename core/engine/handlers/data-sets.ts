/** Data sets: made, drafted, looked through, cleaned, frozen, taken out and in. */
import { AlcoveError, because } from '../../errors.ts'
import type { StoredDataSet } from '../../ports/data-sets-store.ts'
import { leaksInTurns } from '../../tune/leaks.ts'
import { personalDataIn } from '../../tune/personal-data.ts'
import type { DataSet, DataSetVersion, Example } from '../../types/data-set.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import { checkName } from '../data-sets/check-name.ts'
import { checkPlan } from '../data-sets/check-plan.ts'
import { cleanDataSet } from '../data-sets/clean.ts'
import { everyFrozen } from '../data-sets/every-example.ts'
import { exportDataSet } from '../data-sets/export.ts'
import { freezeDataSet } from '../data-sets/freeze.ts'
import { importExamples } from '../data-sets/import.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'

export function dataSetHandlers(os: Implementer, ports: EnginePorts) {
  const { dataSets, drafts, clock } = ports

  function known(id: string): StoredDataSet {
    const dataSet = dataSets.get(id)
    if (dataSet === null) throw new AlcoveError('data-set-unknown')
    return dataSet
  }

  function knownVersion(versionId: string): DataSetVersion {
    const version = dataSets.version(versionId)
    if (version === null) throw new AlcoveError('version-unknown')
    return version
  }

  /** As it is now, told to everyone who follows. */
  function changed(id: string): DataSet {
    drafts.changed()
    return drafts.withProgress(known(id))
  }

  return {
    follow: os.dataSets.follow.handler(({ signal }) => stream(signal, (left) => drafts.follow(left))),
    list: os.dataSets.list.handler(() => ({ dataSets: dataSets.list().map(drafts.withProgress) })),
    get: os.dataSets.get.handler(({ input }) => drafts.withProgress(known(input.id))),
    create: os.dataSets.create.handler(({ input: { name } }) => {
      checkName(name, dataSets.list())
      return changed(dataSets.create(name, clock.now()).id)
    }),
    rename: os.dataSets.rename.handler(({ input: { id, name } }) => {
      known(id)
      checkName(
        name,
        dataSets.list().filter((one) => one.id !== id),
      )
      dataSets.change(id, { name }, clock.now())
      return changed(id)
    }),
    remove: os.dataSets.remove.handler(async ({ input }) => {
      known(input.id)
      await drafts.stop(input.id)
      dataSets.remove(input.id)
      drafts.changed()
      return {}
    }),
    draft: os.dataSets.draft.handler(async ({ input: { id, plan }, signal }) => {
      known(id)
      checkScope(plan.scope, ports.sources)
      await checkPlan(plan, ports.models, always(signal))
      dataSets.change(id, { plan }, clock.now())
      drafts.start(id, plan)
      return changed(id)
    }),
    stopDraft: os.dataSets.stopDraft.handler(async ({ input }) => {
      known(input.id)
      await drafts.stop(input.id)
      return changed(input.id)
    }),
    examples: os.dataSets.examples.handler(({ input: { id, exampleIds, query = '', state, kind, personalData, after, limit } }) => {
      known(id)
      const examples = dataSets.examples(id, {
        words: query.split(/\s+/u).filter(Boolean),
        limit: limit + 1,
        ...(exampleIds === undefined ? {} : { ids: exampleIds }),
        ...(state === undefined ? {} : { state }),
        ...(kind === undefined ? {} : { kind }),
        ...(personalData === undefined ? {} : { personalData }),
        ...(after === undefined ? {} : { after }),
      })
      return { examples: examples.slice(0, limit), more: examples.length > limit }
    }),
    review: os.dataSets.review.handler(({ input: { id, exampleIds, state } }) => {
      known(id)
      if (dataSets.review(id, exampleIds, state, clock.now()) === 0) throw new AlcoveError('example-unknown')
      return changed(id)
    }),
    edit: os.dataSets.edit.handler(({ input: { id, exampleId, text } }) => {
      known(id)
      const before = dataSets.example(id, exampleId)
      if (before === null) throw new AlcoveError('example-unknown')
      for (const [name, needed] of [['input', true] as const, ['output', text.answerable] as const])
        if (needed && text[name].trim() === '') throw because('input-invalid', 'missing', { name })
      const written = { ...before, ...text, output: text.answerable ? text.output : '', edited: true, state: 'accepted' as const }
      const example: Example = { ...written, personalData: personalDataIn(written) }
      dataSets.save(id, example, clock.now())
      changed(id)
      return example
    }),
    clean: os.dataSets.clean.handler(async ({ input, signal }) => {
      known(input.id)
      const removed = await cleanDataSet(input, ports, always(signal))
      return { removed, dataSet: changed(input.id) }
    }),
    removals: os.dataSets.removals.handler(({ input: { id, ...page } }) => {
      known(id)
      return dataSets.removals(id, page)
    }),
    freeze: os.dataSets.freeze.handler(async ({ input }) => {
      known(input.id)
      const version = await freezeDataSet(input, ports)
      changed(input.id)
      return version
    }),
    versionExamples: os.dataSets.versionExamples.handler(({ input: { versionId, split, after, limit } }) => {
      knownVersion(versionId)
      const examples = dataSets.versionExamples(versionId, {
        limit: limit + 1,
        ...(split === undefined ? {} : { split }),
        ...(after === undefined ? {} : { after }),
      })
      return { examples: examples.slice(0, limit), more: examples.length > limit }
    }),
    leaks: os.dataSets.leaks.handler(async ({ input }) => {
      knownVersion(input.versionId)
      return { leaks: await leaksInTurns([...everyFrozen(dataSets, input.versionId)]) }
    }),
    export: os.dataSets.export.handler(({ input }) => exportDataSet(input, ports)),
    import: os.dataSets.import.handler(async ({ input: { id, content } }) => {
      known(id)
      const counts = await importExamples(id, content, ports)
      return { ...counts, dataSet: changed(id) }
    }),
  }
}
