/** Experiments as the window keeps them: what is done to them, and what is told where it fails. */
import { expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { createExperimentsWork, underWay } from '../../../renderer/state/experiments.ts'
import { createLayout } from '../../../renderer/state/layout.ts'
import { doneExperiment, workingExperiment } from '../../fakes/scripted-experiments.ts'

const storage = { getItem: () => null, setItem: () => undefined } as unknown as Storage
const request = { name: 'Water', versionId: '1', arms: [], settings: doneExperiment.settings }

function workOver(calls: Record<string, (input: never) => Promise<unknown>>) {
  const layout = createLayout(storage)
  return { layout, work: createExperimentsWork({ experiments: calls } as unknown as Client, layout) }
}

test('what was started is opened; what was refused says why, and stays where it is', async () => {
  const outcomes: (() => Promise<unknown>)[] = [() => Promise.reject(new AlcoveError('leak-found', { count: 1 })), () => Promise.resolve(workingExperiment)]
  const { work } = workOver({ start: () => (outcomes.shift() ?? Promise.reject)() })
  work.open({ page: 'new' })
  await work.start(request)
  expect(work.store.getState().failures.get('start')?.code).toBe('leak-found')
  expect(work.store.getState().place).toEqual({ page: 'new' })
  await work.start(request)
  expect(work.store.getState().failures.size).toBe(0)
  expect(work.store.getState().place).toEqual({ page: 'one', id: workingExperiment.id, part: 'results' })
})

test('an experiment that was removed while it is shown gives way to the list', async () => {
  const { work, layout } = workOver({ remove: () => Promise.resolve({}) })
  work.open({ page: 'one', id: '2', part: 'advice' })
  expect(layout.getState().view).toBe('compare')
  await work.remove('1')
  expect(work.store.getState().place.page).toBe('one')
  await work.remove('2')
  expect(work.store.getState().place).toEqual({ page: 'list' })
})

test('of those under way the one at work is told of, else the one that has waited longest', () => {
  const waiting = (id: string) => ({ ...workingExperiment, id, state: 'waiting' as const })
  expect(underWay([waiting('3'), workingExperiment, doneExperiment])?.id).toBe('2')
  expect(underWay([waiting('4'), waiting('3'), doneExperiment])?.id).toBe('3')
  expect(underWay([doneExperiment])).toBeUndefined()
})
