/** What advice is taken from, without a library: whose staleness counts, what has changed lately, the languages, and the examples. */
import { expect, test } from 'vitest'
import { type AdvicePorts, adviceFor } from '../../../../core/engine/experiments/advise.ts'
import type { DocumentRecord } from '../../../../core/ports/stores.ts'
import type { Adapter } from '../../../../core/types/adapter.ts'
import type { Advice, ExperimentResults } from '../../../../core/types/experiment.ts'
import type { Passage } from '../../../../core/types/passage.ts'
import { doneExperiment, resultsOf } from '../../../fakes/scripted-experiments.ts'

const day = 86_400_000
const now = 1_000 * day
const english = 'The spring is one of those that are in the valley, and it was dry.'
const german = 'Die Quelle ist eine von denen, die in dem Tal sind, und sie war trocken.'

interface Doc {
  readonly id: string
  readonly daysAgo: number
  readonly text: string
  readonly parentId: string | null
  readonly passages: number
}

const docs = (count: number, of: (at: number) => Partial<Doc> = () => ({})): readonly Doc[] =>
  Array.from({ length: count }, (_, at) => ({ id: `d${at}`, daysAgo: 500, text: english, parentId: null, passages: 1, ...of(at) }))

const adapter = (name: string, addedAt: number, changed: number, gone: number, deployed: readonly string[] = []): Adapter => ({
  model: `gguf:small+${name}`,
  name,
  base: 'gguf:small',
  baseSha256: '',
  size: 1,
  origin: 'trained',
  addedAt,
  trainingId: '9',
  versionId: '1',
  settings: null,
  validationLoss: null,
  preflight: null,
  staleness: { documents: 10, changed, gone },
  deployments: deployed.map((model) => ({ route: 'merged', model, at: 1 })),
})

interface Given {
  readonly documents?: readonly Doc[]
  readonly adapters?: readonly Adapter[]
  readonly train?: number | null
  /** Models of the arms measured; absent: nothing was measured. */
  readonly models?: readonly string[]
}

async function advised({
  documents = docs(20),
  adapters = [],
  train = null,
  models,
}: Given): Promise<{ readonly advice: Advice; readonly read: readonly string[] }> {
  const read: string[] = []
  const pagesOf = (id: string) => documents.filter(({ parentId }) => parentId === id)
  const none = () => {
    throw new Error('not asked for advice')
  }
  const ports: AdvicePorts = {
    heldOut: {
      version: (id) => (train === null || id !== '1' ? null : { dataSet: 'Springs', number: 1, train }),
      adapters: async () => adapters,
      examples: none,
      labels: none,
      leaks: none,
      trainingSeconds: none,
    },
    passages: {
      documents: () => documents.map((one) => record(one, pagesOf(one.id))),
      pagesOf: (id) => pagesOf(id).map((page) => page.id),
      slice: (id) => (read.push(id), documents.filter((one) => one.id === id && one.passages > 0).map(passage)),
    },
    files: { documentsIn: ({ modified }) => documents.filter(({ daysAgo }) => now - daysAgo * day >= (modified?.from ?? 0)).map(({ id }) => id) },
    now: () => now,
  }
  const questions = { need: 'facts', mustCite: false, changes: 'rarely', speedMatters: false } as const
  return { advice: await adviceFor(models ? measured(models) : null, questions, ports), read }
}

function measured(models: readonly string[]): ExperimentResults {
  return resultsOf({ ...doneExperiment, arms: doneExperiment.arms.map((arm, at) => ({ ...arm, model: models[at] ?? 'gguf:small' })) })
}

function record({ id, parentId, passages }: Doc, pages: readonly Doc[]): DocumentRecord {
  const pagePassages = pages.reduce((sum, page) => sum + page.passages, 0)
  return { id, parentId, contentHash: id, format: 'text', properties: {}, pages: null, unreadPages: 0, state: 'done', passages, pagePassages }
}

function passage({ id, text }: Doc): Passage {
  return { id: 1, documentId: id, ordinal: 0, text, context: '', anchor: { kind: 'lines', lines: [1, 1], headings: [] }, tokens: 9 }
}

function valuesOf({ advice }: { readonly advice: Advice }, key: string): Readonly<Record<string, string | number>> | null {
  return [...advice.reasons, ...advice.wouldChange].find((point) => point.key === key)?.values ?? null
}

test('the staleness told is that of the adapter measured, live or put into Ollama; of several, of the one that has lost most', async () => {
  const adapters = [adapter('old', 1, 3, 1, ['house:latest']), adapter('most', 2, 2, 4), adapter('new', 3, 5, 4)]
  expect(valuesOf(await advised({ adapters, models: ['', '', 'gguf:small+old'] }), 'too-stale')).toEqual({ documents: 10, changed: 3, gone: 1 })
  expect(valuesOf(await advised({ adapters, models: ['', '', 'house:latest'] }), 'too-stale')).toEqual({ documents: 10, changed: 3, gone: 1 })
  for (const two of [
    ['gguf:small+old', 'gguf:small+most'],
    ['gguf:small+most', 'gguf:small+old'],
  ])
    expect(valuesOf(await advised({ adapters, models: ['', '', ...two] }), 'too-stale')).toEqual({ documents: 10, changed: 2, gone: 4 })
})

test('where no adapter was measured, the newest counts; without one, none', async () => {
  const adapters = [adapter('middle', 2, 3, 1), adapter('new', 3, 2, 0), adapter('old', 1, 9, 1)]
  const newest = { documents: 10, changed: 2, gone: 0 }
  expect(valuesOf(await advised({ adapters }), 'too-stale')).toEqual(newest)
  expect(valuesOf(await advised({ adapters, models: [] }), 'too-stale')).toEqual(newest)
  const outside = { ...adapter('outside', 4, 0, 0), staleness: null }
  for (const all of [[], [...adapters, outside]]) expect(valuesOf(await advised({ adapters: all }), 'too-stale')).toBeNull()
})

test('documents count with their pages as one, those without text not at all, and as changed within thirty days', async () => {
  const documents = [
    ...docs(20, (at) => ({ daysAgo: at < 2 ? 29 : 31 })),
    { id: 'page', daysAgo: 1, text: english, parentId: 'd5', passages: 1 },
    { id: 'empty', daysAgo: 1, text: '', parentId: null, passages: 0 },
  ]
  expect(valuesOf(await advised({ documents }), 'changed-lately')).toEqual({ documents: 20, changed: 2 })
})

test('a document that is nothing but scanned pages is one document, in the language of its pages', async () => {
  const documents = [
    ...docs(8),
    ...[8, 9].flatMap((at): readonly Doc[] => [
      { id: `d${at}`, daysAgo: 3, text: '', parentId: null, passages: 0 },
      { id: `d${at}.1`, daysAgo: 3, text: '', parentId: `d${at}`, passages: 0 },
      { id: `d${at}.2`, daysAgo: 3, text: german, parentId: `d${at}`, passages: 1 },
    ]),
  ]
  const found = await advised({ documents, models: [] })
  expect(valuesOf(found, 'changed-lately')).toEqual({ documents: 10, changed: 2 })
  expect(valuesOf(found, 'each-language')).toEqual({ languages: 'en, de' })
  // and passages can be found in them
  expect(valuesOf(await advised({ documents: documents.slice(8) }), 'no-documents')).toBeNull()
  expect(valuesOf(await advised({ documents: documents.slice(8, 9) }), 'no-documents')).toEqual({})
})

test('a language counts from a fifth of the documents on, told by some of them where they are many', async () => {
  const some = (count: number) => docs(10, (at) => (at < count ? { text: german } : {}))
  expect(valuesOf(await advised({ documents: some(2), models: [] }), 'each-language')).toEqual({ languages: 'de, en' })
  expect(valuesOf(await advised({ documents: some(1), models: [] }), 'each-language')).toBeNull()
  const many = await advised({ documents: docs(1_000, (at) => (at >= 700 ? { text: german } : {})), models: [] })
  expect(valuesOf(many, 'each-language')).toEqual({ languages: 'en, de' })
  expect(many.read).toHaveLength(200)
})

test('examples are those that the version measured trains on; not known before an experiment', async () => {
  expect(valuesOf(await advised({ train: 40, models: [] }), 'more-examples')).toMatchObject({ have: 40 })
  for (const given of [{ train: 40 }, { models: [] }]) expect(valuesOf(await advised(given), 'more-examples')).toBeNull()
})
