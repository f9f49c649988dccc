/** Finds the texts that are nearly the same among many, without comparing each with each: MinHash in bands (Broder 1997), then the exact share. */
import { jaccard, mixed, type Shingles } from './shingles.ts'

export interface NearTexts<Key> {
  /** Keys of the texts put in before that are at least as alike as `from`, in the order they were put in. */
  near(text: Shingles): readonly Key[]
  put(key: Key, text: Shingles): void
}

const hashes = 96

/** `from`: share of shingles, 0.8 for texts, 0.5 for whole documents. */
export function createNearTexts<Key>(from = 0.8): NearTexts<Key> {
  // fewer hashes a band find what is less alike: at `from` fewer than one pair in ten thousand is missed
  const rows = from >= 0.7 ? 4 : 2
  const buckets = new Map<number, number[]>()
  // a text that is looked for is mostly put in next
  const known = new WeakMap<Shingles, readonly number[]>()
  const held: { readonly key: Key; readonly text: Shingles }[] = []
  function bands(text: Shingles): readonly number[] {
    const found = known.get(text) ?? bandsOf(text, rows)
    known.set(text, found)
    return found
  }

  return {
    near(text) {
      if (text.size === 0) return []
      const candidates = new Set(bands(text).flatMap((band) => buckets.get(band) ?? []))
      return [...candidates]
        .toSorted((a, b) => a - b)
        .flatMap((at) => {
          const one = held[at]
          return one && jaccard(one.text, text) >= from ? [one.key] : []
        })
    },
    put(key, text) {
      if (text.size === 0) return
      const at = held.push({ key, text }) - 1
      for (const band of bands(text)) {
        const bucket = buckets.get(band)
        if (bucket) bucket.push(at)
        else buckets.set(band, [at])
      }
    },
  }
}

/** Odd factors and summands: each pair makes another hash of what is mixed already (Carter and Wegman 1979). */
const factors = Uint32Array.from({ length: hashes }, (_, at) => mixed(0x9e3779b9 + at) | 1)
const summands = Uint32Array.from({ length: hashes }, (_, at) => mixed(0x7f4a7c15 + at))

/** A key for each band, below 2⁵³: its number and the hash of its least values. */
function bandsOf(text: Shingles, rows: number): readonly number[] {
  const least = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of text) {
    for (let at = 0; at < hashes; at++) {
      const hash = (Math.imul(shingle, factors[at] ?? 1) + (summands[at] ?? 0)) >>> 0
      if (hash < (least[at] ?? 0)) least[at] = hash
    }
  }
  return Array.from({ length: hashes / rows }, (_, band) => {
    let hash = band
    for (let row = 0; row < rows; row++) hash = mixed(Math.imul(hash, 31) ^ (least[band * rows + row] ?? 0))
    return band * 4_294_967_296 + hash
  })
}
