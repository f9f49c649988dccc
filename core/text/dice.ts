/**
 * Numbers that look random and are the same for the same seed on every machine: xoshiro128**
 * (Blackman and Vigna 2018, prng.di.unimi.it), its state filled by the finalizer of MurmurHash3. Not for secrets.
 */

export interface Dice {
  /** 0 ≤ number < 2³². */
  next(): number
  /** 0 ≤ number < count; count up to 2³². No number is likelier than another by more than count ÷ 2³². */
  below(count: number): number
  /** A copy in random order. */
  shuffled<T>(all: readonly T[]): T[]
}

/** Of the seed the whole part below 2³² counts. */
export function diceFrom(seed: number): Dice {
  return diceIn([1, 2, 3, 4].map((at) => mixed(seed + Math.imul(at, 0x9e3779b9))))
}

/** `state`: four numbers below 2³², not all 0. */
export function diceIn(state: readonly number[]): Dice {
  let [a = 0, b = 0, c = 0, d = 1] = state
  function next(): number {
    const turned = Math.imul(b, 5)
    const result = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  const below = (count: number) => Math.floor((next() * count) / 4_294_967_296)
  return {
    next,
    below,
    shuffled: (all) =>
      all
        .map((one) => ({ one, key: next() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one),
  }
}

function mixed(value: number): number {
  let bits = value | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
