/** Whether a reader sees the text of an element, from the styles that stand in the file itself. */
import type { Color } from './color.ts'
import { black, colorIn, looksSame, white } from './color.ts'
import type { Attributes } from './tokens.ts'

/** What an element hands on to what it holds. */
export interface Look {
  /** Not drawn, and nothing inside can be: display, opacity, clipped, off the page, without room. */
  readonly gone: boolean
  /** Not drawn, but what is inside may be: `visibility`. */
  readonly invisible: boolean
  /** Pixels. */
  readonly fontSize: number
  readonly color: Color
  /** Null where it is a picture. */
  readonly background: Color | null
}

export type Declarations = ReadonlyMap<string, string>

export const plainLook: Look = { gone: false, invisible: false, fontSize: 16, color: black, background: white }

/** Pixels; smaller type is not read. */
const leastFontSize = 2
const leastOpacity = 0.05
/** Pixels; further off than any page is wide. */
const farOff = 999
const farRight = 5_000

export function isHidden(look: Look): boolean {
  if (look.gone || look.invisible || look.fontSize < leastFontSize || look.color[3] < leastOpacity) return true
  return look.background !== null && looksSame(look.color, look.background)
}

/** `style`: what rules and the element's own attribute declare together. */
export function lookOf(parent: Look, tag: string, attributes: Attributes, style: Declarations): Look {
  const display = style.get('display') ?? (displayedNever(tag, attributes) ? 'none' : '')
  const visibility = style.get('visibility')
  return {
    gone: parent.gone || display === 'none' || isGone(style),
    invisible: visibility === undefined || visibility === 'inherit' ? parent.invisible : visibility !== 'visible',
    fontSize: fontSizeOf(parent.fontSize, style),
    color: textColor(parent.color, tag, attributes, style),
    background: backgroundOf(parent.background, attributes, style),
  }
}

function displayedNever(tag: string, attributes: Attributes): boolean {
  return attributes.has('hidden') || attributes.has('popover') || (tag === 'dialog' && !attributes.has('open'))
}

function isGone(style: Declarations): boolean {
  if (style.size === 0) return false
  const opacity = style.get('opacity')
  if (opacity !== undefined && Number.parseFloat(opacity) * (opacity.endsWith('%') ? 0.01 : 1) < leastOpacity) return true
  if (/\bopacity\(\s*0*(?:\.0+)?%?\s*\)/.test(style.get('filter') ?? '')) return true
  if (style.get('content-visibility') === 'hidden') return true
  return isClipped(style) || isOffPage(style) || isMovedAway(style.get('transform') ?? '')
}

function isClipped(style: Declarations): boolean {
  const free = /^(?:absolute|fixed)$/.test(style.get('position') ?? '')
  if (free && /^rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)$/.test(style.get('clip') ?? '')) return true
  if (/inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0|polygon\(\s*\)|polygon\(\s*(?:0(?:px|%)?\s+0(?:px|%)?\s*,?\s*)+\)/.test(style.get('clip-path') ?? ''))
    return true
  const cut = /^(?:hidden|clip)/.test(style.get('overflow') ?? style.get('overflow-y') ?? '')
  const sizes = ['width', 'height', 'max-width', 'max-height'].map((name) => pixels(style.get(name)))
  return cut && sizes.some((size) => size !== null && size <= 1)
}

function isOffPage(style: Declarations): boolean {
  const indent = pixels(style.get('text-indent'))
  if (indent !== null && indent <= -farOff) return true
  const placed = /^(?:absolute|fixed|relative)$/.test(style.get('position') ?? '')
  const sides = [...(placed ? ['left', 'top', 'right', 'bottom'] : []), 'margin-left', 'margin-top', 'margin']
  return sides.some((side) => {
    const offset = pixels(style.get(side))
    return offset !== null && (offset <= -farOff || (side === 'left' && offset >= farRight) || (side === 'top' && offset >= 20 * farRight))
  })
}

function isMovedAway(transform: string): boolean {
  const moved = /translate(?:x|y|3d)?\(\s*(-?[\d.]+)(px|em|rem)?\s*(?:,\s*(-?[\d.]+)(px|em|rem)?)?/.exec(transform)
  if (moved !== null && [pixels(`${moved[1]}${moved[2] ?? ''}`), pixels(`${moved[3] ?? 0}${moved[4] ?? ''}`)].some((by) => (by ?? 0) <= -farOff)) return true
  return /\bscale(?:x|y|3d)?\(\s*0*(?:\.0*)?\s*[,)]/.test(transform)
}

function fontSizeOf(parent: number, style: Declarations): number {
  const value = style.get('font-size') ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|ex|%)?)(?=\s*\/|\s+\S)/.exec(style.get('font') ?? '')?.[1]
  if (value === undefined) return parent
  const number = Number.parseFloat(value)
  if (!Number.isFinite(number)) return /^(?:smaller|larger|inherit|unset)$/.test(value) ? parent : 16
  if (/\dem$/.test(value) || value.endsWith('ex')) return parent * number
  if (value.endsWith('%')) return (parent * number) / 100
  return pixels(value) ?? parent
}

function textColor(parent: Color, tag: string, attributes: Attributes, style: Declarations): Color {
  // a gradient that shows through the letters
  if (style.get('background-clip') === 'text' || style.get('-webkit-background-clip') === 'text') return black
  const written = style.get('-webkit-text-fill-color') ?? style.get('color') ?? attributes.get(tag === 'body' ? 'text' : 'color')
  return written === undefined ? parent : (colorIn(written) ?? (/^(?:inherit|currentcolor)$/.test(written) ? parent : black))
}

function backgroundOf(parent: Color | null, attributes: Attributes, style: Declarations): Color | null {
  const picture = style.get('background-image') ?? style.get('background')
  if ((picture !== undefined && /url\(|gradient\(|var\(/.test(picture)) || attributes.has('background')) return null
  const written = style.get('background-color') ?? style.get('background') ?? attributes.get('bgcolor')
  const color = written === undefined ? null : colorIn(written)
  return color === null || color[3] < 0.5 ? parent : color
}

/** Null where the value is no length that can be told without a page. */
function pixels(value: string | undefined): number | null {
  const found = value === undefined ? null : /^(-?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|cm|mm|in|vw|vh|ex|ch)?(?:\s|$)/.exec(value)
  if (found === null) return null
  const perUnit: Readonly<Record<string, number>> = { pt: 4 / 3, em: 16, rem: 16, ex: 8, ch: 8, cm: 37.8, mm: 3.78, in: 96, vw: 12, vh: 8 }
  return Number(found[1]) * (perUnit[found[2] ?? ''] ?? 1)
}
