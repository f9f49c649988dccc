import { expect, test } from 'vitest'
import { diceFrom, diceIn } from '../../../core/text/dice.ts'

test('gives the numbers of the published generator', () => {
  const dice = diceIn([1, 2, 3, 4])
  expect(Array.from({ length: 8 }, () => dice.next())).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849])
})

test('a seed gives the same numbers in every version: frozen splits and questions drawn rest on it', () => {
  const first = (seed: number) => Array.from({ length: 3 }, diceFrom(seed).next)
  expect(first(0)).toEqual([3809008728, 1133695204, 53579671])
  expect(first(1)).toEqual([2442144158, 3238099751, 3819917871])
  expect(first(2 ** 31)).toEqual([3777240597, 340332888, 1644009166])
  expect(diceFrom(1).shuffled([1, 2, 3, 4, 5, 6])).toEqual([5, 4, 1, 2, 3, 6])
})

test('one seed gives one row of numbers, another seed another', () => {
  const row = (seed: number) => Array.from({ length: 20 }, diceFrom(seed).next)
  expect(row(7)).toEqual(row(7))
  expect(row(7)).not.toEqual(row(8))
  expect(new Set(row(0)).size).toBe(20)
})

test('every number below a count comes about as often', () => {
  const dice = diceFrom(1)
  const counts = [0, 0, 0, 0, 0, 0, 0]
  for (let at = 0; at < 70_000; at++) {
    const drawn = dice.below(7)
    counts[drawn] = (counts[drawn] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})

test('a shuffled row holds the same, in any place as often', () => {
  const dice = diceFrom(3)
  const firsts = new Map<string, number>()
  for (let at = 0; at < 6_000; at++) {
    const shuffled = dice.shuffled(['a', 'b', 'c'])
    expect(shuffled.toSorted()).toEqual(['a', 'b', 'c'])
    firsts.set(shuffled.join(''), (firsts.get(shuffled.join('')) ?? 0) + 1)
  }
  expect(firsts.size).toBe(6)
  for (const count of firsts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
})
