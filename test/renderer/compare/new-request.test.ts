/** A new experiment, from what was chosen to what the engine is asked. */
import { expect, test } from 'vitest'
import type { Adapter } from '../../../core/types/adapter.ts'
import type { DataSet } from '../../../core/types/data-set.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { answersWanted, armsOf, chosenOf, offeredOf, requestOf, usualWanted } from '../../../renderer/components/compare/new-request.ts'
import { frozen } from '../../fakes/scripted-comparison.ts'
import { ollamaModel } from '../../fakes/scripted-models.ts'

const adapterOf = (base: string, name: string): ChatModelInfo => ollamaModel({ name: `${base}+${name}`, adapter: { base, name, scale: 1 } })
const models = [ollamaModel({ name: 'other' }), ollamaModel({ name: 'gguf:tiny' }), adapterOf('gguf:tiny', 'letters')]
const untested = { ...frozen, id: '2', number: 2, counts: { ...frozen.counts, test: 0 } }
const dataSet: DataSet = {
  id: 'water',
  name: 'Water reports',
  createdAt: 0,
  changedAt: 0,
  counts: { waiting: 0, accepted: 0, rejected: 0, personalData: 0, documents: 0 },
  plan: null,
  progress: null,
  versions: [untested, frozen],
}
const facts: Omit<Adapter, 'model' | 'origin' | 'preflight'> = {
  name: 'letters',
  base: 'gguf:tiny',
  baseSha256: '0'.repeat(64),
  size: 1,
  addedAt: 0,
  trainingId: null,
  versionId: null,
  settings: null,
  validationLoss: null,
  staleness: null,
  deployments: [],
}
const offered = offeredOf([dataSet], models)

test('the four arms are filled in with an adapter and the base that it was trained on', () => {
  expect(requestOf(usualWanted, offered)).toEqual({
    name: 'Water reports',
    versionId: '1',
    arms: [
      { kind: 'base', model: 'gguf:tiny' },
      { kind: 'rag', model: 'gguf:tiny' },
      { kind: 'tuned', model: 'gguf:tiny+letters' },
      { kind: 'hybrid', model: 'gguf:tiny+letters' },
    ],
    settings: usualWanted.settings,
  })
})

test('a version without test questions is not offered', () => {
  expect(offered.versions.map(({ version }) => version.id)).toEqual(['1'])
})

test('an adapter that has not passed its check comes last, and is named as such', () => {
  const second = adapterOf('gguf:tiny', 'prose')
  const known = { ...facts, model: 'gguf:tiny+letters', origin: 'trained' as const, preflight: null }
  const both = offeredOf([dataSet], [...models, second], [known, { ...known, model: second.name, origin: 'outside' }])
  expect(both.adapters.map(({ name }) => name)).toEqual(['gguf:tiny+prose', 'gguf:tiny+letters'])
  expect([...both.unfit]).toEqual(['gguf:tiny+letters'])
})

test('without an adapter the two arms that need none are left', () => {
  const plain = offeredOf([dataSet], models.slice(0, 2))
  expect(requestOf(usualWanted, plain)?.arms).toEqual([
    { kind: 'base', model: 'other' },
    { kind: 'rag', model: 'other' },
  ])
})

test('an arm that is named twice is asked once, since the engine would refuse the experiment', () => {
  const wanted = { ...usualWanted, kinds: ['rag'] as const, further: [{ kind: 'rag', model: 'gguf:tiny' } as const, { kind: 'rag', model: 'other' } as const] }
  expect(armsOf(wanted, chosenOf(wanted, offered)).map(({ model }) => model)).toEqual(['gguf:tiny', 'other'])
})

test('nothing is asked for without a version, without arms, or with more arms than are taken', () => {
  expect(requestOf(usualWanted, { ...offered, versions: [] })).toBeNull()
  expect(requestOf({ ...usualWanted, kinds: [] }, offered)).toBeNull()
  const many = Array.from({ length: 9 }, (_, at) => ({ kind: 'rag' as const, model: `m${at}` }))
  expect(requestOf({ ...usualWanted, further: many }, offered)).toBeNull()
})

test('the answers to come are counted: never more questions than there are', () => {
  const chosen = chosenOf(usualWanted, offered)
  expect([null, 50, 500].map((limit) => answersWanted({ limit }, chosen, 4))).toEqual([480, 200, 480])
})
