/** A page that looks like print: white paper, a heading, lines of words. 595 × 842 points at two pixels a point. */
import { PNG } from 'pngjs'

const width = 1190
const height = 1684

function bar(png: PNG, x: number, y: number, w: number, h: number, grey: number): void {
  for (let row = y; row < y + h; row += 1) {
    for (let column = x; column < x + w; column += 1) {
      const at = (row * width + column) * 4
      png.data.fill(grey, at, at + 3)
    }
  }
}

/** Words of uneven length, the same for the same page. */
export function pagePicture(page: number): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width, height })
  png.data.fill(255)
  let seed = page * 7919
  const next = (most: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % most
  }
  bar(png, 144, 160, 420, 30, 40)
  for (let line = 0; line < 36; line += 1) {
    const y = 250 + line * 36
    if (line % 9 === 8) continue
    for (let x = 144; x < 1000; ) {
      const word = 24 + next(96)
      bar(png, x, y, Math.min(word, 1040 - x), 14, 96)
      x += word + 14
    }
  }
  return new Uint8Array(PNG.sync.write(png))
}
