/** Whether a reader sees a run of text: its size, its colour and what it stands on, as far as the file gives them plainly. */

import type { XmlElement } from '../office/xml.ts'
import { attribute, child } from '../office/xml.ts'
import { toggled, valueOf } from './content.ts'

/** What is said here; what is not comes from the styles below. */
export interface Look {
  readonly vanish?: boolean
  /** Half points. */
  readonly size?: number
  /** Six hexadecimal digits, or `auto`, which can always be seen. */
  readonly colour?: string
  /** What it stands on: the same, or `unknown`. */
  readonly ground?: string
}

/** A point: text of this size is a line of dust. Half points. */
const unseenSize = 2
/** Colours this near to each other are one to the eye, in each of red, green and blue. */
const sameColour = 8
const highlights: ReadonlyMap<string, string> = new Map([
  ['white', 'ffffff'],
  ['black', '000000'],
])

export function lookOf(properties: XmlElement | undefined): Look {
  if (properties === undefined) return {}
  const vanish = toggled(properties, 'w:vanish')
  const size = Number(valueOf(properties, 'w:sz') ?? Number.NaN)
  const colour = valueOf(properties, 'w:color')?.toLowerCase()
  const ground = highlightOf(properties) ?? groundOf(properties)
  return {
    ...(vanish === undefined ? {} : { vanish }),
    ...(Number.isFinite(size) ? { size } : {}),
    ...(colour === undefined ? {} : { colour }),
    ...(ground === undefined ? {} : { ground }),
  }
}

function highlightOf(properties: XmlElement): string | undefined {
  const highlight = valueOf(properties, 'w:highlight')
  return highlight === undefined || highlight === 'none' ? undefined : (highlights.get(highlight) ?? 'unknown')
}

/** Of a run, a paragraph, a cell or a table; undefined where it lets through what is below. */
export function groundOf(properties: XmlElement | undefined): string | undefined {
  const shading = child(properties, 'w:shd')
  if (shading === undefined) return undefined
  const fill = attribute(shading, 'w:fill')?.toLowerCase() ?? 'auto'
  const pattern = attribute(shading, 'w:val') ?? 'clear'
  if (pattern !== 'clear' && pattern !== 'nil') return pattern === 'solid' ? (attribute(shading, 'w:color')?.toLowerCase() ?? 'unknown') : 'unknown'
  return fill === 'auto' ? undefined : fill
}

/** The later ones say more than the earlier. */
export function together(...looks: readonly Look[]): Look {
  return Object.assign({}, ...looks)
}

export function isUnseen({ vanish = false, size, colour, ground = 'ffffff' }: Look): boolean {
  return vanish || (size !== undefined && size <= unseenSize) || areSame(colour, ground)
}

function areSame(one: string | undefined, other: string): boolean {
  const [a, b] = [one, other].map((colour) => /^[0-9a-f]{6}$/.exec(colour ?? '')?.[0])
  if (a === undefined || b === undefined) return false
  return [0, 2, 4].every((at) => Math.abs(Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16)) <= sameColour)
}
