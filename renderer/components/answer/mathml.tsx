/**
 * A formula as MathML, which the browser draws itself. What Temml gives is a tree; only elements, attributes,
 * styles and sizes named here become React elements, so that no formula can reach, cover or load anything.
 */
import { createElement, type ReactNode } from 'react'
import temml from 'temml'

const elements = new Set(
  'math menclose mfrac mi mn mo mover mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mmultiscripts mtext mtr munder munderover none'.split(
    ' ',
  ),
)
const attributes = new Set(
  'accent accentunder columnspan depth displaystyle fence form height largeop linethickness lspace mathsize mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy symmetric voffset width'.split(
    ' ',
  ),
)
const styles = new Set(
  'borderBottom borderLeft borderRight borderTop bottom height justifyContent left padding paddingLeft paddingRight position right width'.split(' '),
)
const plain = /^(?:true|false|normal|monospace|prefix|infix|postfix|center|relative|absolute|[+-]?\d{1,2})$/
/** Up to four lengths, or a line with its width. */
const lengths = /^(?:-?\d{0,4}(?:\.\d+)?(?:em|ex|pt|px|mu|%|width)?(?: solid)? ?){1,4}$/
/** Longest length, in `em` or a hundredth of other units. */
const longest = 40
const classes = /^[a-z0-9-]{1,30}$/
/** Elements within elements. */
const deepest = 80

interface TreeNode {
  readonly type?: unknown
  readonly text?: unknown
  readonly attributes?: unknown
  readonly classes?: unknown
  readonly style?: unknown
  readonly children?: unknown
}

const isNode = (value: unknown): value is TreeNode => typeof value === 'object' && value !== null
const entriesOf = (value: unknown): [string, unknown][] => (isNode(value) ? Object.entries(value) : [])

function isHarmless(value: string): boolean {
  if (plain.test(value)) return true
  if (!lengths.test(value)) return false
  return [...value.matchAll(/(-?\d*\.?\d+)(em|ex)?/g)].every(([, number, unit]) => Math.abs(Number(number)) <= (unit ? longest : longest * 25))
}

function kept(from: unknown, names: ReadonlySet<string>): Record<string, string> {
  const pairs = entriesOf(from)
    .filter(([name]) => names.has(name))
    .map(([name, value]) => [name, String(value).trim()] as const)
  return Object.fromEntries(pairs.filter(([, value]) => isHarmless(value)))
}

function drawn(node: unknown, key: number, depth: number): ReactNode {
  if (!isNode(node)) return null
  if (depth > deepest) throw new RangeError('A formula nested too deeply')
  if (typeof node.text === 'string') return node.text
  const children = Array.isArray(node.children) ? node.children.map((child: unknown, index) => drawn(child, index, depth + 1)) : []
  // Links, and what is no MathML, are the row of what they hold.
  const type = typeof node.type === 'string' && elements.has(node.type) ? node.type : 'mrow'
  const names = Array.isArray(node.classes) ? node.classes.filter((name): name is string => typeof name === 'string' && classes.test(name)) : []
  return createElement(
    type,
    {
      ...kept(node.attributes, attributes),
      ...(type === 'math' && entriesOf(node.attributes).some(([name, value]) => name === 'display' && value === 'block') ? { display: 'block' } : {}),
      ...(names.length > 0 ? { className: names.join(' ') } : {}),
      style: kept(node.style, styles),
      key,
    },
    ...children,
  )
}

/** Longest formula that is drawn. UTF-16 code units. */
const longestFormula = 8_000

/** Null where the source is no formula that can be drawn. */
export function drawnFormula(tex: string, display: boolean): ReactNode {
  if (tex.length > longestFormula) return null
  try {
    return drawn(temml.__renderToMathMLTree(tex, { displayMode: display, throwOnError: true, trust: false, maxExpand: 500, maxSize: [10, 40] }), 0, 0)
  } catch (error) {
    // Whatever is wrong with it, its source says more than our words could.
    if (error instanceof Error) return null
    throw error
  }
}
