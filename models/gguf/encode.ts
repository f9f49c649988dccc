/** Turns numbers into stored blocks: F32, F16, BF16 and Q8_0. */
import { toBrain, toHalf } from './sixteen-bits.ts'

/** Writes all of `values`, whole blocks, from the start of `into`. */
export type Encode = (values: Float32Array, into: Uint8Array) => void

export const f32Type = 0
export const q8Type = 8

/** Null for types that are not written. */
export function encoder(type: number): Encode | null {
  return encoders.get(type) ?? null
}

function f32(values: Float32Array, into: Uint8Array): void {
  into.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

function sixteen(encode: (value: number) => number): Encode {
  return (values, into) => {
    for (let at = 0; at < values.length; at += 1) {
      const bits = encode(values[at] ?? 0)
      into[2 * at] = bits
      into[2 * at + 1] = bits >>> 8
    }
  }
}

/** As llama.cpp does it: d is the largest size ÷ 127, and halves are rounded away from 0, all in 32 bits. */
function q8(values: Float32Array, into: Uint8Array): void {
  for (let at = 0, to = 0; at < values.length; at += 32, to += 34) {
    let largest = 0
    for (let one = at; one < at + 32; one += 1) {
      const size = Math.abs(values[one] ?? 0)
      if (size > largest) largest = size
    }
    const d = Math.fround(largest / 127)
    const inverse = d === 0 ? 0 : Math.fround(1 / d)
    const bits = toHalf(d)
    into[to] = bits
    into[to + 1] = bits >>> 8
    for (let one = 0; one < 32; one += 1) {
      const value = Math.fround((values[at + one] ?? 0) * inverse)
      into[to + 2 + one] = value + (value < 0 ? -0.5 : 0.5)
    }
  }
}

const encoders: ReadonlyMap<number, Encode> = new Map([
  [f32Type, f32],
  [1, sixteen(toHalf)],
  [q8Type, q8],
  [30, sixteen(toBrain)],
])
