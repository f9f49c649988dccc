import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Stores } from '../../../core/ports/stores.ts'
import type { AdapterRecord, NewTraining } from '../../../core/ports/trainings-store.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { defaultTrainingSettings } from '../../../core/types/training.ts'

let folder: string
let stores: Stores
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alcove-trainings-store-'))
  stores = openStores(join(folder, 'alcove.db'))
})
afterEach(() => {
  stores.close()
  rmSync(folder, { recursive: true })
})

const draft: NewTraining = {
  name: 'water',
  versionId: '3',
  base: { kind: 'model', name: 'gguf:tiny' },
  settings: defaultTrainingSettings,
  sweepId: null,
  createdAt: 5,
}
const record = (model: string): AdapterRecord => ({
  model,
  addedAt: 5,
  trainingId: '1',
  versionId: '3',
  settings: defaultTrainingSettings,
  validationLoss: 0.5,
  sample: [1, 2],
  preflight: null,
  deployments: [],
})

test('trainings survive a restart, newest first, and ids are never given again', async () => {
  const first = stores.trainings.add(draft)
  const second = stores.trainings.add({ ...draft, name: 'fire' })
  stores.trainings.update(first.id, { state: 'training', losses: [{ step: 4, train: 1.5, validation: null }] })
  stores.trainings.remove(second.id)
  await stores.committed()
  stores.close()
  stores = openStores(join(folder, 'alcove.db'))
  expect(stores.trainings.all()).toEqual([{ ...first, state: 'training', losses: [{ step: 4, train: 1.5, validation: null }] }])
  expect(stores.trainings.add(draft).id).not.toBe(second.id)
  expect(stores.trainings.update('99', { state: 'done' })).toBeNull()
})

test('why one failed goes with its next state', () => {
  const { id } = stores.trainings.add(draft)
  const failure = { code: 'trainer-memory', details: { reason: 'x' } } as const
  expect(stores.trainings.update(id, { state: 'failed', failure })).toMatchObject({ failure })
  expect(stores.trainings.update(id, { step: 3 })).toMatchObject({ failure })
  const waiting = stores.trainings.update(id, { state: 'waiting' })
  expect(waiting).not.toHaveProperty('failure')
})

test('what is known of adapters goes with them, or with their base: a later one of the same name is another', () => {
  const names = ['gguf:tiny+a', 'gguf:tiny+b', 'gguf:tiny-2+a']
  for (const name of names) stores.adapters.put(record(name))
  stores.adapters.put({ ...record('gguf:tiny+a'), validationLoss: 0.25 })
  expect(stores.adapters.byModel('gguf:tiny+a')).toEqual({ ...record('gguf:tiny+a'), validationLoss: 0.25 })
  stores.adapters.remove('gguf:tiny+b')
  const known = () => names.filter((name) => stores.adapters.byModel(name) !== null)
  expect(known()).toEqual(['gguf:tiny+a', 'gguf:tiny-2+a'])
  stores.adapters.remove('gguf:tiny')
  expect(known()).toEqual(['gguf:tiny-2+a'])
})
