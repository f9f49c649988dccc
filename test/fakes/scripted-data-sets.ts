/** Data sets of the scripted engine: kept in memory, changed as the contract says. A test puts its own into `all`. */
import { stream } from '../../core/engine/streams.ts'
import { AlcoveError } from '../../core/errors.ts'
import type { DataSet, DataSetVersion, Example, ExampleState, FrozenExample, Leak, Removal } from '../../core/types/data-set.ts'
import { createFeed } from './feed.ts'
import type { implementScript } from './scripted-engine.ts'

export interface ScriptedDataSet {
  readonly dataSet: Omit<DataSet, 'counts' | 'versions'>
  readonly examples: readonly Example[]
  readonly removals: readonly Removal[]
  readonly versions: readonly { readonly version: DataSetVersion; readonly examples: readonly FrozenExample[]; readonly leaks: readonly Leak[] }[]
}

export function scriptedExample(id: string, facts: Partial<Example> = {}): Example {
  return {
    id,
    kind: 'question',
    input: `What does section ${id} say?`,
    output: `Section ${id} says that water runs downhill.`,
    alternatives: [],
    answerable: true,
    origin: 'document',
    state: 'waiting',
    edited: false,
    passages: [],
    group: `document:${id}`,
    personalData: [],
    scores: { grounding: 1, judge: null },
    generator: null,
    message: null,
    madeAt: 1_700_000_000_000,
    ...facts,
  }
}

export function scriptedDataSet(id: string, name: string, parts: Partial<ScriptedDataSet> = {}): ScriptedDataSet {
  const at = 1_700_000_000_000
  return { dataSet: { id, name, createdAt: at, changedAt: at, plan: null, progress: null }, examples: [], removals: [], versions: [], ...parts }
}

export class ScriptedDataSets {
  all: readonly ScriptedDataSet[] = []
  /** What the next clean takes out, by id of the example; and what a freeze makes. */
  toClean: readonly string[] = []
  readonly #feed = createFeed<true>()
  #ids = 0

  newId(kind: string): string {
    this.#ids += 1
    return `${kind}-${this.#ids}`
  }

  one(id: string): ScriptedDataSet {
    const found = this.all.find(({ dataSet }) => dataSet.id === id)
    if (found === undefined) throw new AlcoveError('data-set-unknown')
    return found
  }

  version(versionId: string) {
    const found = this.all.flatMap(({ versions }) => versions).find(({ version }) => version.id === versionId)
    if (found === undefined) throw new AlcoveError('version-unknown')
    return found
  }

  change(id: string, changes: (before: ScriptedDataSet) => Partial<ScriptedDataSet>): DataSet {
    this.one(id)
    this.all = this.all.map((one) => (one.dataSet.id === id ? { ...one, ...changes(one) } : one))
    this.tell()
    return this.shown(this.one(id))
  }

  tell(): void {
    this.#feed.tell(true)
  }

  shown({ dataSet, examples, versions }: ScriptedDataSet): DataSet {
    const count = (state: ExampleState) => examples.filter((one) => one.state === state).length
    const kept = examples.filter(({ state }) => state !== 'rejected')
    return {
      ...dataSet,
      counts: {
        waiting: count('waiting'),
        accepted: count('accepted'),
        rejected: count('rejected'),
        personalData: kept.filter(({ personalData }) => personalData.length > 0).length,
        documents: new Set(kept.flatMap(({ passages }) => passages.map(({ documentId }) => documentId))).size,
      },
      versions: versions.map(({ version }) => version),
    }
  }

  list(): readonly DataSet[] {
    return this.all.map((one) => this.shown(one))
  }

  async *follow(signal: AbortSignal): AsyncGenerator<readonly DataSet[]> {
    const changes = this.#feed.follow(signal)
    const first = changes.next()
    yield this.list()
    for (let next = await first; !next.done; next = await changes.next()) yield this.list()
  }
}

function pageOf<T extends { readonly id: string }>(all: readonly T[], { after, limit }: { readonly after?: string | undefined; readonly limit: number }) {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
  return { examples: all.slice(from, from + limit), more: all.length > from + limit }
}

export function scriptedDataSetHandlers(os: ReturnType<typeof implementScript>, script: () => { readonly dataSets: ScriptedDataSets }) {
  const sets = () => script().dataSets
  const progress = (id: string, state: 'working' | 'stopped') =>
    sets().change(id, ({ dataSet }) => ({ dataSet: { ...dataSet, progress: { state, done: 0, total: 10, drafted: 0, removed: 0 } } }))
  return {
    follow: os.dataSets.follow.handler(({ signal }) => stream(signal, (left) => sets().follow(left))),
    list: os.dataSets.list.handler(() => ({ dataSets: sets().list() })),
    get: os.dataSets.get.handler(({ input }) => sets().shown(sets().one(input.id))),
    create: os.dataSets.create.handler(({ input }) => {
      const made = scriptedDataSet(sets().newId('data-set'), input.name)
      sets().all = [made, ...sets().all]
      sets().tell()
      return sets().shown(made)
    }),
    rename: os.dataSets.rename.handler(({ input: { id, name } }) => sets().change(id, ({ dataSet }) => ({ dataSet: { ...dataSet, name } }))),
    remove: os.dataSets.remove.handler(({ input }) => {
      const gone = sets().one(input.id)
      sets().all = sets().all.filter((one) => one !== gone)
      sets().tell()
      return {}
    }),
    draft: os.dataSets.draft.handler(({ input: { id, plan } }) => {
      sets().change(id, ({ dataSet }) => ({ dataSet: { ...dataSet, plan } }))
      return progress(id, 'working')
    }),
    stopDraft: os.dataSets.stopDraft.handler(({ input }) => progress(input.id, 'stopped')),
    examples: os.dataSets.examples.handler(({ input: { id, exampleIds, state, kind, personalData, query = '', ...page } }) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean)
      const fits = (one: Example) =>
        (exampleIds === undefined || exampleIds.includes(one.id)) &&
        (state === undefined || one.state === state) &&
        (kind === undefined || one.kind === kind) &&
        (personalData === undefined || one.personalData.length > 0 === personalData) &&
        words.every((word) => `${one.input}\n${one.output}`.toLowerCase().includes(word))
      return pageOf(sets().one(id).examples.filter(fits), page)
    }),
    review: os.dataSets.review.handler(({ input: { id, exampleIds, state } }) =>
      sets().change(id, ({ examples }) => ({ examples: examples.map((one) => (exampleIds.includes(one.id) ? { ...one, state } : one)) })),
    ),
    edit: os.dataSets.edit.handler(({ input: { id, exampleId, text } }) => {
      const before = sets()
        .one(id)
        .examples.find((one) => one.id === exampleId)
      if (before === undefined) throw new AlcoveError('example-unknown')
      const edited: Example = { ...before, ...text, edited: true, state: 'accepted' }
      sets().change(id, ({ examples }) => ({ examples: examples.map((one) => (one === before ? edited : one)) }))
      return edited
    }),
    clean: os.dataSets.clean.handler(({ input: { id } }) => {
      const gone = sets()
        .one(id)
        .examples.filter((one) => sets().toClean.includes(one.id))
      const dataSet = sets().change(id, ({ examples, removals }) => ({
        examples: examples.filter((one) => !gone.includes(one)),
        removals: [...gone.map(({ input }): Removal => ({ reason: 'near-duplicate', input, of: null, line: null, at: 1_700_000_000_000 })), ...removals],
      }))
      return { removed: gone.length, dataSet }
    }),
    removals: os.dataSets.removals.handler(({ input: { id, skip, limit } }) => {
      const { removals } = sets().one(id)
      return { total: removals.length, removals: removals.slice(skip, skip + limit) }
    }),
    freeze: os.dataSets.freeze.handler(({ input: { id, seed } }) => {
      const { examples, versions } = sets().one(id)
      const accepted = examples.filter(({ state }) => state === 'accepted')
      if (accepted.length < 3) throw new AlcoveError('data-set-small', { examples: accepted.length, documents: accepted.length })
      const frozen = accepted.map((one, at): FrozenExample => ({ ...one, split: at === 0 ? 'test' : at === 1 ? 'validation' : 'train', hash: 'a'.repeat(64) }))
      const counts = { train: accepted.length - 2, validation: 1, test: 1 }
      const version: DataSetVersion = {
        id: sets().newId('version'),
        dataSetId: id,
        number: versions.length + 1,
        frozenAt: 1_700_000_000_000,
        seed,
        hash: 'b'.repeat(64),
        counts,
        groups: counts,
        kinds: { question: accepted.length },
        removed: 0,
      }
      sets().change(id, () => ({ versions: [{ version, examples: frozen, leaks: [] }, ...versions] }))
      return version
    }),
    versionExamples: os.dataSets.versionExamples.handler(({ input: { versionId, split, ...page } }) =>
      pageOf(
        sets()
          .version(versionId)
          .examples.filter((one) => split === undefined || one.split === split),
        page,
      ),
    ),
    leaks: os.dataSets.leaks.handler(({ input }) => ({ leaks: sets().version(input.versionId).leaks })),
    export: os.dataSets.export.handler(({ input }) => {
      sets().one(input.id)
      const csv = input.format === 'csv'
      return { fileName: csv ? 'examples.csv' : 'examples.jsonl', mediaType: csv ? 'text/csv' : 'application/jsonl', content: new Blob(['{}\n']) }
    }),
    import: os.dataSets.import.handler(({ input }) => {
      const added = scriptedExample(sets().newId('example'), { origin: 'import' })
      return { added: 1, removed: 0, dataSet: sets().change(input.id, ({ examples }) => ({ examples: [...examples, added] })) }
    }),
  }
}
