/** The style rules of a page, as far as its own style elements tell: tags, ids and classes, one within another. */
import type { Declarations } from './look.ts'

/** An element as selectors see it, with what it stands in. */
export interface Styled {
  readonly tag: string
  readonly id: string
  readonly classes: readonly string[]
  readonly parent: Styled | null
}

export interface StyleRules {
  add(css: string): void
  /** What rules and the element's own `style` declare, the stronger over the weaker. */
  of(element: Styled, own: string | undefined): Declarations
}

interface Compound {
  readonly tag: string
  readonly id: string
  readonly classes: readonly string[]
  /** What stands to its left is its parent, not just anything around it. */
  readonly child: boolean
}

interface Rule {
  /** From right to left. */
  readonly compounds: readonly Compound[]
  readonly weight: number
  readonly style: Declarations
}

/** The properties that can make text unseen; all others are left out. */
const telling =
  /^(?:display|visibility|opacity|filter|content-visibility|position|clip|clip-path|overflow|overflow-y|width|height|max-width|max-height|text-indent|left|top|right|bottom|margin|margin-left|margin-top|transform|font|font-size|color|-webkit-text-fill-color|background|background-color|background-image|background-clip|-webkit-background-clip)$/
/** A page may be hidden until its script shows it. */
const ofPage = /color|background/
const mostRules = 2_000
/** Compared elements and rules of a page; what is beyond goes by its own style alone. */
const mostSteps = 5_000_000
const deepestNesting = 5
const nothing: Declarations = new Map()

export function createStyleRules(): StyleRules {
  /** By a class, id or tag that the element must have. */
  const rules = new Map<string, Rule[]>()
  let count = 0
  let steps = 0

  const keep = (selector: string, style: Declarations): void => {
    const compounds = compoundsOf(selector)
    const last = compounds[0]
    if (last === undefined || count >= mostRules) return
    const page = last.tag === 'html' || last.tag === 'body'
    const kept = page ? new Map([...style].filter(([name]) => ofPage.test(name))) : style
    const key = last.classes[0] !== undefined ? `.${last.classes[0]}` : last.id !== '' ? `#${last.id}` : last.tag
    const weight = compounds.reduce((sum, part) => sum + (part.id === '' ? 0 : 10_000) + part.classes.length * 100 + (part.tag === '*' ? 0 : 1), 0)
    const under = rules.get(key) ?? []
    rules.set(key, under)
    under.push({ compounds, weight, style: kept })
    count++
  }

  const holds = (element: Styled, compounds: readonly Compound[], at: number): boolean => {
    const compound = compounds[at]
    if (compound === undefined) return true
    steps++
    if (steps > mostSteps || !isCompound(element, compound)) return false
    if (at + 1 === compounds.length) return true
    for (let above = element.parent; above !== null; above = compound.child ? null : above.parent) if (holds(above, compounds, at + 1)) return true
    return false
  }

  return {
    add(css) {
      readRules(withoutComments(css), 0, keep)
    },
    of(element, own) {
      const styles = count === 0 || steps > mostSteps ? [] : matching(element)
      if (own !== undefined) styles.push(declarationsOf(withoutComments(own)))
      return styles.length === 0 ? nothing : merged(styles)
    },
  }

  function matching(element: Styled): Declarations[] {
    const keys = new Set([...element.classes.map((name) => `.${name}`), `#${element.id}`, element.tag, '*'])
    const found = [...keys].flatMap((key) => rules.get(key) ?? []).filter((rule) => holds(element, rule.compounds, 0))
    return found.sort((one, other) => one.weight - other.weight).map((rule) => rule.style)
  }
}

function isCompound(element: Styled, { tag, id, classes }: Compound): boolean {
  return (tag === '*' || tag === element.tag) && (id === '' || id === element.id) && classes.every((name) => element.classes.includes(name))
}

/** Rightmost first; none where the selector asks for more than tags, ids and classes. */
function compoundsOf(selector: string): readonly Compound[] {
  const compounds: Compound[] = []
  let child = false
  for (const word of selector
    .trim()
    .replace(/\s*>\s*/g, ' > ')
    .split(/\s+/)) {
    if (word === '>') {
      child = true
      continue
    }
    const parts = /^([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i.exec(word)
    if (parts === null || word === '' || compounds.length > 8) return []
    const marks = parts[2]?.match(/[.#][\w-]+/g) ?? []
    compounds.unshift({
      tag: (parts[1] ?? '*').toLowerCase(),
      id: marks.find((mark) => mark.startsWith('#'))?.slice(1) ?? '',
      classes: marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1)),
      child,
    })
    child = false
  }
  return compounds
}

/** Later styles win, unless an earlier one insists. */
function merged(styles: readonly Declarations[]): Declarations {
  const all = new Map<string, string>()
  const fixed = new Set<string>()
  for (const style of styles)
    for (const [name, value] of style) {
      const insists = value.endsWith('!important')
      if (fixed.has(name) && !insists) continue
      if (insists) fixed.add(name)
      all.set(name, insists ? value.slice(0, -'!important'.length).trimEnd() : value)
    }
  return all
}

function withoutComments(css: string): string {
  return css.includes('/*') ? css.replace(/\/\*[^]*?(?:\*\/|$)/g, ' ') : css
}

function declarationsOf(css: string): Declarations {
  const style = new Map<string, string>()
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (!telling.test(name)) continue
    const value = declaration
      .slice(colon + 1, colon + 500)
      .trim()
      .toLowerCase()
    style.set(name, value.replace(/! +important$/, '!important'))
  }
  return style
}

/** Goes through `selector { … }` and through the groups that count on a screen. */
function readRules(css: string, depth: number, keep: (selector: string, style: Declarations) => void): void {
  let from = 0
  for (let open = css.indexOf('{'); open >= 0; open = css.indexOf('{', from)) {
    const head = (css.slice(from, open).split(';').at(-1) ?? '').trim()
    const close = closingBrace(css, open)
    const body = css.slice(open + 1, close)
    from = close + 1
    if (head.startsWith('@')) {
      const counts = /^@(?:media\s+(?:only\s+)?(?:screen|all)|layer\b[^,]*|supports\b.*)$/i.test(head)
      if (counts && depth < deepestNesting) readRules(body, depth + 1, keep)
    } else {
      const style = declarationsOf(body)
      if (style.size > 0) for (const selector of head.split(',')) keep(selector, style)
    }
  }
}

function closingBrace(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at++) {
    const code = css.charCodeAt(at)
    if (code === 0x7b) depth++
    else if (code === 0x7d) {
      depth--
      if (depth === 0) return at
    }
  }
  return css.length
}
