/** Turns stored blocks into numbers: the types in which weights of common models come (ggml-common.h, ggml-quants.c). */
import { fromBrain, halves } from './sixteen-bits.ts'

/** Reads whole blocks from `source`, which may hold more, until `into` is full. */
export type Decode = (source: Uint8Array, into: Float32Array) => void

/** Null for types that are not decoded. */
export function decoder(type: number): Decode | null {
  return decoders.get(type) ?? null
}

const half = (source: Uint8Array, at: number): number => halves[(source[at] ?? 0) | ((source[at + 1] ?? 0) << 8)] ?? 0

function f32(source: Uint8Array, into: Float32Array): void {
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(source.subarray(0, into.byteLength))
}

function f16(source: Uint8Array, into: Float32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = half(source, 2 * at)
}

function bf16(source: Uint8Array, into: Float32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = fromBrain((source[2 * at] ?? 0) | ((source[2 * at + 1] ?? 0) << 8))
}

function q8(source: Uint8Array, into: Float32Array): void {
  for (let at = 0, from = 0; at < into.length; at += 32, from += 34) {
    const d = half(source, from)
    for (let one = 0; one < 32; one += 1) into[at + one] = d * (((source[from + 2 + one] ?? 0) << 24) >> 24)
  }
}

/** 32 values of 4 bits, the first half of them low; with `fifth`, 4 bytes of fifth bits; either below a middle or above a smallest value. */
function fourOrFive(fifth: boolean, smallest: boolean): Decode {
  const high = smallest ? 4 : 2
  const low = high + (fifth ? 4 : 0)
  const middle = smallest ? 0 : fifth ? 16 : 8
  return (source, into) => {
    for (let at = 0, from = 0; at < into.length; at += 32, from += low + 16) {
      const d = half(source, from)
      const m = smallest ? half(source, from + 2) : 0
      for (let one = 0; one < 16; one += 1) {
        const pair = source[from + low + one] ?? 0
        const [first, second] = fifth ? [fifthBit(source, from + high, one), fifthBit(source, from + high, one + 16)] : [0, 0]
        into[at + one] = d * (((pair & 15) | first) - middle) + m
        into[at + one + 16] = d * (((pair >> 4) | second) - middle) + m
      }
    }
  }
}

function fifthBit(source: Uint8Array, at: number, one: number): number {
  return (((source[at + (one >> 3)] ?? 0) >> (one & 7)) & 1) << 4
}

/** Scale (even places) and smallest value (odd) of the 8 sub-blocks, 6 bits each in 12 bytes. */
const scales = new Uint8Array(16)
function readScales(source: Uint8Array, from: number): void {
  for (let one = 0; one < 4; one += 1) {
    const [scale, smallest, upper] = [source[from + one] ?? 0, source[from + one + 4] ?? 0, source[from + one + 8] ?? 0]
    scales[2 * one] = scale & 63
    scales[2 * one + 1] = smallest & 63
    scales[2 * one + 8] = (upper & 15) | ((scale >> 6) << 4)
    scales[2 * one + 9] = (upper >> 4) | ((smallest >> 6) << 4)
  }
}

/** Eight sub-blocks of 4 bits, of which each byte holds two; with `fifth`, 32 bytes before them hold a bit for each. */
function fourOrFiveK(fifth: boolean): Decode {
  const bytes = fifth ? 176 : 144
  return (source, into) => {
    for (let at = 0, from = 0; at < into.length; at += 256, from += bytes) {
      const d = half(source, from)
      const smallest = half(source, from + 2)
      readScales(source, from + 4)
      for (let pair = 0; pair < 4; pair += 1) {
        const [d0, m0] = [d * (scales[4 * pair] ?? 0), smallest * (scales[4 * pair + 1] ?? 0)]
        const [d1, m1] = [d * (scales[4 * pair + 2] ?? 0), smallest * (scales[4 * pair + 3] ?? 0)]
        const to = at + 64 * pair
        const nibbles = from + bytes - 128 + 32 * pair
        for (let one = 0; one < 32; one += 1) {
          const both = source[nibbles + one] ?? 0
          const fifths = fifth ? (source[from + 16 + one] ?? 0) >> (2 * pair) : 0
          into[to + one] = d0 * ((both & 15) | ((fifths & 1) << 4)) - m0
          into[to + 32 + one] = d1 * ((both >> 4) | ((fifths & 2) << 3)) - m1
        }
      }
    }
  }
}

function q6k(source: Uint8Array, into: Float32Array): void {
  for (let at = 0, from = 0; at < into.length; at += 256, from += 210) {
    const d = half(source, from + 208)
    for (let side = 0; side < 2; side += 1) {
      const [low, high, scale, to] = [from + 64 * side, from + 128 + 32 * side, from + 192 + 8 * side, at + 128 * side]
      for (let quarter = 0; quarter < 4; quarter += 1) {
        const nibbles = low + 32 * (quarter & 1)
        const shift = quarter < 2 ? 0 : 4
        for (let one = 0; one < 32; one += 1) {
          const value = (((source[nibbles + one] ?? 0) >> shift) & 15) | ((((source[high + one] ?? 0) >> (2 * quarter)) & 3) << 4)
          const factor = ((source[scale + 2 * quarter + (one >> 4)] ?? 0) << 24) >> 24
          into[to + 32 * quarter + one] = d * factor * (value - 32)
        }
      }
    }
  }
}

const decoders: ReadonlyMap<number, Decode> = new Map([
  [0, f32],
  [1, f16],
  [2, fourOrFive(false, false)],
  [3, fourOrFive(false, true)],
  [6, fourOrFive(true, false)],
  [7, fourOrFive(true, true)],
  [8, q8],
  [12, fourOrFiveK(false)],
  [13, fourOrFiveK(true)],
  [14, q6k],
  [30, bf16],
])
