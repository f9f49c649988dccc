/** What is kept of adapters is told to those who follow, whoever changes it. */
import { expect, test } from 'vitest'
import { createToldAdapters } from '../../../../core/engine/tune/told-adapters.ts'
import type { AdapterRecord } from '../../../../core/ports/trainings-store.ts'
import { adapterRecord } from '../../../fakes/adapter-record.ts'

const water = adapterRecord('gguf:tiny+water')

test('a follower hears what there is, and again when an adapter is put or removed', async () => {
  const kept = new Map<string, AdapterRecord>()
  const adapters = createToldAdapters({
    byModel: (model) => kept.get(model) ?? null,
    put: (record) => void kept.set(record.model, record),
    remove: (model) => void kept.delete(model),
  })
  const leave = new AbortController()
  const told = adapters.follow(async () => [...kept.keys()], leave.signal)
  expect((await told.next()).value).toEqual([])
  adapters.put(water)
  expect((await told.next()).value).toEqual([water.model])
  adapters.remove(water.model)
  expect((await told.next()).value).toEqual([])
  leave.abort()
  expect((await told.next()).done).toBe(true)
})
