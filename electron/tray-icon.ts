/** The mark of Alcove as pixels, drawn: an arch within an arch, on its tile or (for macOS, which colours it) alone. */

type Point = readonly [x: number, y: number]

/** The drawing is 32 units wide. */
const units = 32
const half = 1.25
/** Subpixels along each side of a pixel. */
const fine = 4
/** Blue, green, red. */
const tile = [0x7a, 0x49, 0x27] as const
const light = [0xf6, 0xfa, 0xfb] as const

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)))
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}

function isInk(point: Point): boolean {
  const [x, y] = point
  const arc = y <= 14 ? Math.abs(Math.hypot(x - 16, y - 14) - 7) : Number.POSITIVE_INFINITY
  const lines: readonly (readonly [Point, Point])[] = [
    [
      [9, 14],
      [9, 25],
    ],
    [
      [23, 14],
      [23, 25],
    ],
    [
      [13, 25],
      [13, 19],
    ],
    [
      [13, 19],
      [19, 19],
    ],
    [
      [19, 19],
      [19, 25],
    ],
  ]
  return Math.min(arc, ...lines.map(([from, to]) => distance(point, from, to))) <= half
}

function isTile([x, y]: Point): boolean {
  const inset = (at: number) => Math.max(0, 7 - at, at - (units - 7))
  return Math.hypot(inset(x), inset(y)) <= 7
}

/** `size` × `size` pixels of blue, green, red and alpha, colours multiplied by alpha. `alone`: black, without the tile. */
export function trayIcon(size: number, alone: boolean): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  const step = units / size / fine
  for (let at = 0; at < size * size; at += 1) {
    let ink = 0
    let ground = 0
    for (let part = 0; part < fine * fine; part += 1) {
      const x = ((at % size) * fine + (part % fine) + 0.5) * step
      const y = (Math.floor(at / size) * fine + Math.floor(part / fine) + 0.5) * step
      if (isInk([x, y])) ink += 1
      else if (!alone && isTile([x, y])) ground += 1
    }
    const share = (count: number) => count / (fine * fine)
    const colour = [0, 1, 2].map((n) => (alone ? 0 : share(ink) * (light[n] ?? 0) + share(ground) * (tile[n] ?? 0)))
    pixels.set([...colour.map(Math.round), Math.round(255 * share(ink + ground))], at * 4)
  }
  return pixels
}
