/** Colours as style sheets write them. */

/** Red, green, blue from 0 to 255, opacity from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number]

const names: ReadonlyMap<string, number> = new Map([
  ['white', 0xffffff],
  ['black', 0x000000],
  ['red', 0xff0000],
  ['green', 0x008000],
  ['blue', 0x0000ff],
  ['yellow', 0xffff00],
  ['gray', 0x808080],
  ['grey', 0x808080],
  ['silver', 0xc0c0c0],
  ['navy', 0x000080],
  ['maroon', 0x800000],
  ['purple', 0x800080],
  ['teal', 0x008080],
  ['olive', 0x808000],
  ['lime', 0x00ff00],
  ['aqua', 0x00ffff],
  ['cyan', 0x00ffff],
  ['fuchsia', 0xff00ff],
  ['magenta', 0xff00ff],
  ['orange', 0xffa500],
  ['brown', 0xa52a2a],
  ['pink', 0xffc0cb],
  ['gold', 0xffd700],
  ['snow', 0xfffafa],
  ['ivory', 0xfffff0],
  ['ghostwhite', 0xf8f8ff],
  ['floralwhite', 0xfffaf0],
  ['mintcream', 0xf5fffa],
  ['azure', 0xf0ffff],
  ['whitesmoke', 0xf5f5f5],
  ['lightyellow', 0xffffe0],
  ['beige', 0xf5f5dc],
  ['lightgray', 0xd3d3d3],
  ['lightgrey', 0xd3d3d3],
  ['darkgray', 0xa9a9a9],
  ['darkblue', 0x00008b],
  ['darkgreen', 0x006400],
  ['darkred', 0x8b0000],
])

export const white: Color = [255, 255, 255, 1]
export const black: Color = [0, 0, 0, 1]

/** The first colour named in a value; null where none is. */
export function colorIn(value: string): Color | null {
  const found = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(([^)]{0,60})\)|\b[a-z]{3,20}\b/gi
  for (const [written, numbers] of value.matchAll(found)) {
    const lower = written.toLowerCase()
    if (lower === 'transparent') return [0, 0, 0, 0]
    const color = lower.startsWith('#') ? fromHex(lower.slice(1)) : numbers === undefined ? fromName(lower) : fromNumbers(lower, numbers)
    if (color !== null) return color
  }
  return null
}

/** Nobody tells them apart: no channel differs by more than a shade. */
export function looksSame(one: Color, other: Color): boolean {
  return Math.max(...[0, 1, 2].map((channel) => Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)))) <= 12
}

function fromName(name: string): Color | null {
  const rgb = names.get(name)
  return rgb === undefined ? null : [rgb >> 16, (rgb >> 8) & 255, rgb & 255, 1]
}

function fromHex(digits: string): Color | null {
  const wide = digits.length <= 4 ? [...digits].map((digit) => digit + digit).join('') : digits
  if (wide.length !== 6 && wide.length !== 8) return null
  const at = (index: number): number => Number.parseInt(wide.slice(index, index + 2), 16)
  return [at(0), at(2), at(4), wide.length === 8 ? at(6) / 255 : 1]
}

function fromNumbers(name: string, written: string): Color | null {
  const parts = written.split(/[\s,/]+/).filter((part) => part !== '')
  const [first = 0, second = 0, third = 0, alpha = 1] = parts.map((part, index) =>
    part.endsWith('%') ? (Number.parseFloat(part) / 100) * (index === 3 || name.startsWith('hsl') ? 1 : 255) : Number.parseFloat(part),
  )
  if (![first, second, third, alpha].every(Number.isFinite)) return null
  return name.startsWith('hsl') ? fromHsl(first, second, third, alpha) : [first, second, third, alpha]
}

/** CSS Color 4, section 7.1. */
function fromHsl(hue: number, saturation: number, lightness: number, alpha: number): Color {
  const channel = (offset: number): number => {
    const at = (offset + hue / 30) % 12
    return 255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(at - 3, 9 - at, 1)))
  }
  return [channel(0), channel(8), channel(4), alpha]
}
