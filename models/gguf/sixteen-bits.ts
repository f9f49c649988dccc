/** Numbers of 16 bits: IEEE half precision, and bfloat16, which is the upper half of a 32-bit number. */

const bits = new Uint32Array(1)
const number = new Float32Array(bits.buffer)

/** What each half-precision number is: looking up is several times faster than working out. */
export const halves = Float32Array.from({ length: 65_536 }, (_, half) => fromHalf(half))

function fromHalf(half: number): number {
  const sign = half & 0x80_00 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1_023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1_024) * 2 ** (exponent - 15)
}

/** The nearest half, of two as near the even one; what is too large becomes infinite. */
export function toHalf(value: number): number {
  number[0] = value
  const all = bits[0] ?? 0
  const sign = (all >>> 16) & 0x80_00
  const size = all & 0x7f_ff_ff_ff
  if (size > 0x7f_80_00_00) return sign | 0x7e_00
  if (size >= 0x47_80_00_00) return sign | 0x7c_00
  if (size >= 0x38_80_00_00) return sign | ((size - 0x38_00_00_00 + 0xf_ff + ((size >>> 13) & 1)) >>> 13)
  // too small for a leading 1: in steps of 2^-24, and adding 2^-1 in 32 bits rounds to those
  number[0] = Math.abs(value) + 0.5
  return sign | ((bits[0] ?? 0) - 0x3f_00_00_00)
}

export function fromBrain(brain: number): number {
  bits[0] = brain << 16
  return number[0] ?? 0
}

/** The nearest, of two as near the even one. */
export function toBrain(value: number): number {
  number[0] = value
  const all = bits[0] ?? 0
  if ((all & 0x7f_ff_ff_ff) > 0x7f_80_00_00) return (all >>> 16) | 0x40
  return (all + 0x7f_ff + ((all >>> 16) & 1)) >>> 16
}
