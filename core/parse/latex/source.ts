/** The source of a LaTeX file: where its groups end, which line a place is on, and the arguments of commands. */

export type Range = readonly [from: number, to: number]

export interface LatexSource {
  readonly text: string
  /** From 1. */
  lineAt(offset: number): number
  /** What stands in the braces that open at `at` or after blanks, and the place behind them; null where none open. */
  group(at: number): { readonly inner: Range; readonly end: number } | null
  /** Behind an optional argument, where one stands there. */
  afterOption(at: number): number
  /** The next place of what ends a formula or an environment, or -1; a search that fails is made once. */
  find(end: string, from: number): number
}

/** UTF-16 code units; a longer option is none. */
const longestOption = 2_000

export function createSource(text: string): LatexSource {
  const closing = closingBraces(text)
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  const missing = new Set<string>()
  const afterBlanks = (at: number): number => {
    let place = at
    while (/\s/.test(text[place] ?? '')) place += 1
    return place
  }
  return {
    text,
    lineAt(offset) {
      let low = 0
      let high = lineStarts.length - 1
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if ((lineStarts[middle] ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      return low + 1
    },
    group(at) {
      const open = text[at] === '{' ? at : afterBlanks(at)
      const close = closing.get(open)
      return close === undefined ? null : { inner: [open + 1, close], end: close + 1 }
    },
    afterOption(at) {
      if (text[at] !== '[') return at
      let depth = 0
      for (let place = at; place < Math.min(text.length, at + longestOption); place++) {
        if (text[place] === '{') depth += 1
        else if (text[place] === '}') depth -= 1
        else if (text[place] === ']' && depth <= 0) return place + 1
      }
      return at
    },
    find(end, from) {
      if (missing.has(end)) return -1
      const found = text.indexOf(end, from)
      if (found < 0) missing.add(end)
      return found
    },
  }
}

/** Each opening brace with its closing one; those that are escaped or in comments are none. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (const match of text.matchAll(/\\[^]|%[^\n]*|[{}]/g)) {
    if (match[0] === '{') open.push(match.index)
    else if (match[0] === '}') {
      const from = open.pop()
      if (from !== undefined) closing.set(from, match.index)
    }
  }
  return closing
}

/** A comment takes its line's end with it. */
export function afterComment(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  const next = /\n[^\S\n]*(?!\s)/y
  next.lastIndex = end
  return next.test(text) ? next.lastIndex : end
}

/** Behind spaces and the end of one line. */
export function afterSpaces(text: string, at: number): number {
  let end = at
  while (text[end] === ' ' || text[end] === '\t') end += 1
  return text[end] === '\n' && text[end + 1] !== '\n' ? end + 1 : end
}
