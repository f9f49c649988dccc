/** Windows bitmaps, which the picture library does not decode: 1 to 32 bits a pixel, packed or not. (Microsoft's BITMAPINFOHEADER.) */
import { AlcoveError } from '../../errors.ts'
import { unpackRuns } from './bitmap-runs.ts'

export interface Bitmap {
  /** Red, green, blue; rows from the top. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
}

interface Header {
  readonly width: number
  readonly height: number
  /** Rows from the top rather than from the bottom. */
  readonly fromTop: boolean
  readonly bits: number
  /** Runs of pixels, of 4 or 8 bits. */
  readonly runs: boolean
  readonly palette: number
  readonly start: number
  /** Of red, green and blue within a pixel of 16 or 32 bits. */
  readonly masks: readonly [number, number, number]
}

const fileHeader = 14
const packing = { none: 0, runs8: 1, runs4: 2, bitFields: 3, alphaBitFields: 6 }
const usualMasks: Readonly<Record<number, readonly [number, number, number]>> = { 16: [0x7c00, 0x03e0, 0x001f], 32: [0xff0000, 0xff00, 0xff] }

export function isBitmap(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d
}

/** Throws `file-broken` where it is cut off or has more than `mostPixels`. */
export function decodeBitmap(bytes: Uint8Array, mostPixels: number): Bitmap {
  const header = readHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { width, height, bits, start, runs } = header
  if (width < 1 || height < 1 || width * height > mostPixels) throw new AlcoveError('file-broken')
  if (!runs) return withColours(bytes, header, Math.ceil((width * bits) / 32) * 4)
  const unpacked = unpackRuns(bytes.subarray(start), width, height, bits === 4 ? 4 : 8)
  const whole = new Uint8Array(start + unpacked.length)
  whole.set(bytes.subarray(0, start))
  whole.set(unpacked, start)
  return withColours(whole, { ...header, bits: 8 }, width)
}

/** `stride`: bytes from one row to the next. */
function withColours(bytes: Uint8Array, header: Header, stride: number): Bitmap {
  const { width, height, fromTop, start } = header
  if (start + stride * height > bytes.length) throw new AlcoveError('file-broken')
  const pixels = new Uint8Array(width * height * 3)
  const colour = colourReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), header)
  for (let y = 0; y < height; y += 1) {
    const row = start + stride * (fromTop ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1) {
      const rgb = colour(row, x)
      const to = 3 * (y * width + x)
      pixels[to] = rgb >> 16
      pixels[to + 1] = (rgb >> 8) & 0xff
      pixels[to + 2] = rgb & 0xff
    }
  }
  return { pixels, width, height }
}

function readHeader(view: DataView): Header {
  if (view.byteLength < fileHeader + 40) throw new AlcoveError('file-broken')
  const size = view.getUint32(fileHeader, true)
  const [width, height] = [view.getInt32(fileHeader + 4, true), view.getInt32(fileHeader + 8, true)]
  const bits = view.getUint16(fileHeader + 14, true)
  const packed = view.getUint32(fileHeader + 16, true)
  const masked = packed === packing.bitFields || packed === packing.alphaBitFields
  const runs = (packed === packing.runs8 && bits === 8) || (packed === packing.runs4 && bits === 4)
  const known = size >= 40 && [1, 4, 8, 16, 24, 32].includes(bits) && (packed === packing.none || masked || runs)
  if (!known || (masked && view.byteLength < fileHeader + 52)) throw new AlcoveError('file-broken')
  const mask = (at: number): number => view.getUint32(fileHeader + 40 + 4 * at, true)
  return {
    width,
    height: Math.abs(height),
    fromTop: height < 0,
    bits,
    runs,
    palette: fileHeader + size + (masked && size === 40 ? 12 : 0),
    start: view.getUint32(10, true),
    masks: masked ? [mask(0), mask(1), mask(2)] : (usualMasks[bits] ?? [0, 0, 0]),
  }
}

/** Gives a pixel of the row that starts at a byte, as 0xrrggbb. */
function colourReader(view: DataView, { bits, palette, masks }: Header): (row: number, x: number) => number {
  if (bits === 24) return (row, x) => view.getUint8(row + 3 * x) | (view.getUint8(row + 3 * x + 1) << 8) | (view.getUint8(row + 3 * x + 2) << 16)
  if (bits <= 8) {
    const perByte = 8 / bits
    const entry = (at: number): number => (palette + 4 * at + 4 <= view.byteLength ? view.getUint32(palette + 4 * at, true) & 0xffffff : 0)
    const colours = Array.from({ length: 2 ** bits }, (_, at) => entry(at))
    return (row, x) => {
      const byte = view.getUint8(row + Math.floor(x / perByte))
      return colours[(byte >> (8 - bits * ((x % perByte) + 1))) & (2 ** bits - 1)] ?? 0
    }
  }
  const [red, green, blue] = masks.map(channel) as [(value: number) => number, (value: number) => number, (value: number) => number]
  const read = (row: number, x: number): number => (bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true))
  return (row, x) => {
    const value = read(row, x)
    return (red(value) << 16) | (green(value) << 8) | blue(value)
  }
}

/** The bits of one colour, brought to 0 … 255. */
function channel(mask: number): (value: number) => number {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most)
}
