/** Writes a PNG of 8-bit red, green and blue (PNG specification, third edition). */
import { crc32, deflateSync } from 'node:zlib'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Fast and, on pages of print, within a tenth of the smallest. */
const compression = 3

/** `pixels`: four bytes each, red first; the fourth is left out. `stride`: bytes from one row to the next. */
export function encodePng(pixels: Uint8Array, width: number, height: number, stride: number): Uint8Array {
  const row = 1 + 3 * width
  const raw = new Uint8Array(row * height)
  for (let y = 0; y < height; y += 1) {
    let to = y * row + 1 // the byte before says "no filter"
    for (let from = y * stride, end = from + 4 * width; from < end; from += 4) {
      raw[to] = pixels[from] ?? 0
      raw[to + 1] = pixels[from + 1] ?? 0
      raw[to + 2] = pixels[from + 2] ?? 0
      to += 3
    }
  }
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8) // bits
  header.setUint8(9, 2) // red, green, blue
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', new Uint8Array(header.buffer)),
      chunk('IDAT', deflateSync(raw, { level: compression })),
      chunk('IEND', new Uint8Array(0)),
    ]),
  )
}

function chunk(type: string, data: Uint8Array): Buffer {
  const made = Buffer.alloc(12 + data.length)
  made.writeUInt32BE(data.length, 0)
  made.write(type, 4, 'latin1')
  made.set(data, 8)
  made.writeUInt32BE(crc32(made.subarray(4, 8 + data.length)), 8 + data.length)
  return made
}
