/** Experiments on a real database: kept over a restart, gone with all they hold, and told by the sources they quote. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewExperiment } from '../../../core/ports/experiments-store.ts'
import type { Stores } from '../../../core/ports/stores.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { defaultExperimentSettings } from '../../../core/types/experiment.ts'
import { passageOf } from '../engine/frozen.ts'
import { answer, example } from '../evaluate/experiment/material.ts'

let folder = ''
let stores: Stores

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-experiments-'))
  stores = openStores(join(folder, 'alcove.db'))
})
afterEach(async () => {
  stores.close()
  await rm(folder, { recursive: true, force: true })
})

const fresh: NewExperiment = {
  name: 'Springs',
  versionId: '1',
  dataSet: 'Springs, 1',
  arms: [{ id: '1', kind: 'base', model: 'a' }],
  settings: defaultExperimentSettings,
  state: 'working',
  createdAt: 1_000.6,
  endedAt: null,
  leaks: [],
  ground: { secret: 's', contextTokens: 2_048, tiny: false, trainingSeconds: {} },
}

test('what was settled, asked, found, answered and rated is there after a restart', () => {
  const { id } = stores.experiments.create(fresh, [example('7'), example('3')])
  stores.experiments.keepFound(id, '7', [])
  stores.experiments.putAnswer(id, answer('1', '3'))
  stores.experiments.putAnswer(id, answer('1', '7', { failure: { code: 'model-cut', details: {} } }))
  stores.experiments.putAnswer(id, answer('1', 'of another', {}))
  stores.experiments.rate(id, { exampleId: '3', a: '1', b: '2', better: 'a', at: 5 })
  stores.experiments.rate(id, { exampleId: '3', a: '1', b: '2', better: 'neither', at: 6 })
  stores.experiments.update(id, { state: 'failed', failure: { code: 'ollama-absent', details: { endpoint: 'x' } }, endedAt: 2_000.4 })
  stores.close()
  stores = openStores(join(folder, 'alcove.db'))
  expect(stores.experiments.byId(id)).toEqual({
    ...fresh,
    id,
    createdAt: 1_001,
    endedAt: 2_000,
    state: 'failed',
    failure: { code: 'ollama-absent', details: { endpoint: 'x' } },
    questions: 2,
    done: 2,
    failed: 1,
  })
  expect(stores.experiments.examples(id).map((one) => [one.id, stores.experiments.found(id, one.id)])).toEqual([
    ['7', []],
    ['3', null],
  ])
  expect(stores.experiments.answers(id).map(({ exampleId }) => exampleId)).toEqual(['7', '3'])
  const second = { start: 1, end: 2 }
  expect([stores.experiments.examples(id, second), stores.experiments.answers(id, second)]).toMatchObject([[{ id: '3' }], [{ exampleId: '3' }]])
  expect(stores.experiments.ratings(id)).toEqual([{ exampleId: '3', a: '1', b: '2', better: 'neither', at: 6 }])
  stores.experiments.dropFailed(id)
  expect(stores.experiments.update(id, { failure: null })).toMatchObject({ done: 1, failed: 0 })
  expect(stores.experiments.byId(id)).not.toHaveProperty('failure')
})

test('removing one takes everything with it, and an id that is none names nothing', () => {
  const { id } = stores.experiments.create(fresh, [example('7')])
  stores.experiments.putAnswer(id, answer('1', '7'))
  stores.experiments.rate(id, { exampleId: '7', a: '1', b: '2', better: 'a', at: 5 })
  stores.experiments.remove('nothing')
  expect(stores.experiments.byId('nothing')).toBeNull()
  stores.experiments.remove(id)
  expect([stores.experiments.all(), stores.experiments.examples(id), stores.experiments.answers(id), stores.experiments.ratings(id)]).toEqual([[], [], [], []])
})

test('one that quotes a file of a source is told by it, whether its example or what was found does', () => {
  const source = stores.sources.add('/home/ada/papers', 'folder', 1)
  const other = stores.sources.add('/home/ada/paper', 'folder', 1)
  const quoting = stores.experiments.create(fresh, [example('1', { passages: [passageOf('/home/ada/papers/water.pdf', 'text')] })])
  const finding = stores.experiments.create(fresh, [example('2')])
  stores.experiments.create(fresh, [example('3', { passages: [passageOf('/home/ada/letters/a.txt', 'text')] })])
  const anchor = { kind: 'lines', lines: [1, 1], headings: [] } as const
  stores.experiments.keepFound(finding.id, '2', [
    { rank: 1, score: 1, passageId: 1, documentId: '1', fileId: '1', file: '/home/ada/papers/b.txt', anchor, text: 't', context: '' },
  ])
  expect(stores.experiments.quoting(source.id).toSorted()).toEqual([quoting.id, finding.id])
  expect(stores.experiments.quoting(other.id)).toEqual([])
})
