/** A value that changes reaches its followers, the newest to whoever is slow, and a follower that leaves is forgotten. */
import { expect, test } from 'vitest'
import { createLatest } from '../../../core/engine/latest.ts'

test('a follower gets the value as it is, then as it becomes; one that is slow gets the newest', async () => {
  const latest = createLatest<number>()
  const ending = new AbortController()
  const follower = latest.follow(1, ending.signal)[Symbol.asyncIterator]()
  expect(await follower.next()).toEqual({ done: false, value: 1 })
  latest.set(2)
  latest.set(3)
  expect(await follower.next()).toEqual({ done: false, value: 3 })
  const waiting = follower.next()
  latest.set(4)
  expect(await waiting).toEqual({ done: false, value: 4 })
})

test('a follower whose signal fires ends, even while it waits', async () => {
  const latest = createLatest<string>()
  const ending = new AbortController()
  const follower = latest.follow('now', ending.signal)[Symbol.asyncIterator]()
  await follower.next()
  const waiting = follower.next()
  ending.abort()
  expect(await waiting).toEqual({ done: true, value: undefined })
})
