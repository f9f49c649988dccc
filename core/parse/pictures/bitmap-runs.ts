/** Rows of a packed Windows bitmap (BI_RLE8, BI_RLE4): runs of one colour, stretches of single ones, and moves. */

/**
 * One byte per pixel, an index into the palette, rows from the bottom as in the file; what is not written stays 0.
 * Whatever points outside the picture is left out, and packed bytes that end early leave the rest empty.
 */
export function unpackRuns(packed: Uint8Array, width: number, height: number, bits: 4 | 8): Uint8Array {
  const pixels = new Uint8Array(width * height)
  let [x, y, at] = [0, 0, 0]
  const put = (colour: number): void => {
    if (x < width && y < height) pixels[y * width + x] = colour
    x += 1
  }
  /** The nth pixel that is packed from a byte on. */
  const colourAt = (from: number, nth: number): number => {
    if (bits === 8) return packed[from + nth] ?? 0
    const byte = packed[from + (nth >> 1)] ?? 0
    return nth % 2 === 0 ? byte >> 4 : byte & 15
  }
  while (at + 1 < packed.length && y < height) {
    const [count = 0, value = 0] = packed.subarray(at, at + 2)
    at += 2
    if (count > 0) {
      for (let nth = 0; nth < count; nth += 1) put(bits === 8 ? value : colourAt(at - 1, nth % 2))
    } else if (value === 0) {
      ;[x, y] = [0, y + 1]
    } else if (value === 1) {
      break
    } else if (value === 2) {
      x += packed[at] ?? 0
      y += packed[at + 1] ?? 0
      at += 2
    } else {
      for (let nth = 0; nth < value; nth += 1) put(colourAt(at, nth))
      // stretches end on even bytes
      at += 2 * Math.ceil((value * bits) / 16)
    }
  }
  return pixels
}
