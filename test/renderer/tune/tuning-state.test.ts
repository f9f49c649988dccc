/** Tune as the window keeps it: what other windows do to adapters shows, and is offered as a model at once. */
import { expect, test, vi } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { createLayout } from '../../../renderer/state/layout.ts'
import type { Profile } from '../../../renderer/state/profile.ts'
import { createTuning } from '../../../renderer/state/tuning.ts'
import { trainedAdapter } from '../../fakes/scripted-trainings.ts'

const storage = { getItem: () => null, setItem: () => undefined } as unknown as Storage

function tuningOver(calls: Record<string, unknown>) {
  const findModels = vi.fn(async () => undefined)
  const tuning = createTuning(calls as unknown as Client, createLayout(storage), { findModels } as unknown as Profile)
  return { tuning, findModels }
}

test('an adapter that came, or was checked, in another window shows here, and models are looked for anew', async () => {
  async function* told() {
    yield []
    yield [trainedAdapter]
  }
  async function* nothing() {}
  const still = { follow: async () => nothing(), followTrainer: async () => nothing() }
  const ending = new AbortController()
  const { tuning, findModels } = tuningOver({ dataSets: still, training: still, adapters: { follow: async () => told() } })
  void tuning.follow(ending.signal)
  await expect.poll(() => tuning.store.getState().adapters).toEqual([trainedAdapter])
  expect(findModels).toHaveBeenCalledTimes(1)
  ending.abort()
})

test('a thing is busy while something is done to it; why that failed is told until it is tried again', async () => {
  const { tuning } = tuningOver({})
  const { store, work } = tuning
  let settle: (error: unknown) => void = () => undefined
  const failing = work('7', () => new Promise((_, reject) => (settle = reject)))
  expect(store.getState().busy.has('7')).toBe(true)
  settle(new AlcoveError('data-set-unknown'))
  expect(await failing).toBeNull()
  expect(store.getState()).toMatchObject({ busy: new Set(), failures: new Map([['7', expect.objectContaining({ code: 'data-set-unknown' })]]) })
  expect(await work('7', async () => 'done')).toBe('done')
  expect(store.getState().failures.size).toBe(0)
})
