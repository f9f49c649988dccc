/** Numbers that look random and are the same every time. */

export interface Dice {
  /** 0 ≤ n < count. */
  below(count: number): number
  pick<T>(all: readonly T[]): T | undefined
  shuffled<T>(all: readonly T[]): T[]
}

/** Mulberry32. */
export function diceFrom(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    below,
    pick: (all) => all[below(all.length)],
    shuffled(all) {
      const result = [...all]
      for (let at = result.length - 1; at > 0; at--) {
        const other = below(at + 1)
        const [one, two] = [result[at], result[other]]
        if (one !== undefined && two !== undefined) {
          result[at] = two
          result[other] = one
        }
      }
      return result
    },
  }
}
