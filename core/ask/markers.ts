/**
 * Resolves citation markers while the answer streams: `[1]`, `[1, 3]`, `[1-3]`, `【1】` become `[1]`, `[1][3]`, …;
 * what names no passage that was sent is taken out and counted. Code, formulas, links and other brackets stay as they are.
 * Works character by character, so that it makes no difference where the stream was cut.
 */

export interface MarkerResolver {
  /** Takes the next piece of the model's text; gives what can be shown by now. */
  push(text: string): string
  /** What was still held back. */
  end(): string
  /** Numbers taken out because no such passage was sent. */
  readonly removed: number
}

const opening: Readonly<Record<string, string>> = { '[': ']', '【': '】' }
/** What can stand in a marker; longer than any marker that makes sense is none. */
const insideMarker = /^[\d\s,;^–—-]$/u
const longest = 40
const marker = /^\s*\^?\s*\d{1,3}(?:\s*[,;–—-]\s*\^?\s*\d{1,3})*\s*$/u
/** `【1†L3-L5】`: the number of the passage, then lines of it. */
const lines = /†.*$/u
const widestRange = 20

type State =
  | { readonly at: 'text' }
  | { readonly at: 'marker'; readonly text: string }
  /** A whole marker that may yet turn out to be a link's text. */
  | { readonly at: 'after-marker'; readonly text: string }

export function markerResolver(sent: number): MarkerResolver {
  let state: State = { at: 'text' }
  let blanks = ''
  let removed = 0
  const code = codeTracker()
  const formula = formulaTracker()

  function literal(text: string): string {
    const shown = blanks + text
    blanks = ''
    return shown
  }

  function resolved(text: string): string {
    const { kept, unknown } = numbersIn(text, sent)
    removed += unknown
    if (kept.length > 0) return literal(kept.map((n) => `[${n}]`).join(''))
    blanks = ''
    return ''
  }

  function next(character: string): string {
    if (state.at === 'marker') {
      const { text } = state
      if (character === opening[text.charAt(0)]) {
        const whole = text + character
        state = isMarker(whole) ? { at: 'after-marker', text: whole } : { at: 'text' }
        return state.at === 'text' ? literal(whole) : ''
      }
      const fits = insideMarker.test(character) || (text.startsWith('【') && /[†L]/u.test(character))
      if (fits && character !== '\n' && text.length < longest) {
        state = { at: 'marker', text: text + character }
        return ''
      }
      state = { at: 'text' }
      return literal(text) + next(character)
    }
    if (state.at === 'after-marker') {
      const { text } = state
      state = { at: 'text' }
      return (character === '(' ? literal(text) : resolved(text)) + next(character)
    }
    if (code.inside(character) || formula.inside(character)) return literal(character)
    if (Object.hasOwn(opening, character)) {
      state = { at: 'marker', text: character }
      return ''
    }
    if (character === ' ') {
      blanks += character
      return ''
    }
    return literal(character)
  }

  return {
    push: (text) => Array.from({ length: text.length }, (_, at) => next(text.charAt(at))).join(''),
    end() {
      const last = state
      state = { at: 'text' }
      if (last.at === 'after-marker') return resolved(last.text) + literal('')
      return literal(last.at === 'marker' ? last.text : '')
    },
    get removed() {
      return removed
    },
  }
}

function isMarker(text: string): boolean {
  return marker.test(text.slice(1, -1).replace(lines, ''))
}

function numbersIn(text: string, sent: number): { readonly kept: readonly number[]; readonly unknown: number } {
  const named = text
    .slice(1, -1)
    .replace(lines, '')
    .split(/[,;]/u)
    .flatMap((part) => {
      const [first = 0, last = first] = (part.match(/\d+/gu) ?? []).map(Number)
      return last >= first && last - first <= widestRange ? Array.from({ length: last - first + 1 }, (_, at) => first + at) : [0]
    })
  const distinct = [...new Set(named)]
  const kept = distinct.filter((n) => n >= 1 && n <= sent)
  return { kept, unknown: distinct.length - kept.length }
}

/** Follows backticks and fences. Inline code that is never closed ends with its line, so that it swallows no later marker. */
function codeTracker(): { inside(character: string): boolean } {
  let run = 0
  let open = 0
  let lineStart = true
  let fence = false
  function closeRun(): void {
    if (run === 0) return
    if (fence ? open > 0 && run >= open : open === run) {
      open = 0
      fence = false
    } else if (open === 0) {
      open = run
      fence = run >= 3 && lineStart
    }
    run = 0
    lineStart = false
  }
  return {
    inside(character) {
      if (character === '`') {
        run += 1
        return true
      }
      closeRun()
      if (character === '\n') {
        if (!fence) open = 0
        lineStart = true
      } else if (character !== ' ') lineStart = false
      return open > 0
    },
  }
}

const closings: Readonly<Record<string, string>> = { '(': '\\)', '[': '\\]' }

/**
 * Follows formulas: `\(…\)`, `\[…\]` and `$$…$$`, which end with their paragraph at the latest, and `$…$`, which ends with its
 * line. Since a lone `$` may also be money, only a bracket straight behind something else counts as within it.
 */
function formulaTracker(): { inside(character: string): boolean } {
  let close = ''
  let before = ''
  let escaping = false
  /** A `$` was the last character, and may open a formula. */
  let opening = false
  function begins(character: string, last: string, escaped: boolean): boolean {
    const closing = escaped ? closings[character] : undefined
    if (closing !== undefined) close = closing
    else if (character === '$' && last === '$' && opening) close = '$$'
    else if (opening && !/[\s\d$]/u.test(character)) close = '$'
    opening = close === '' && character === '$' && !escaped && !/[\p{L}\p{N}$]/u.test(last)
    return close === '$' ? character === '[' : close !== ''
  }
  return {
    inside(character) {
      const last = before
      const escaped = escaping
      before = character
      escaping = character === '\\' && !escaped
      if (close === '') return begins(character, last, escaped)
      const single = close === '$'
      const isClosed = single ? character === '$' && !escaped : last + character === close && (close !== '$$' || !escaped)
      if (isClosed || (character === '\n' && (single || last === '\n'))) close = ''
      return single ? character === '[' && !/\s/u.test(last) : true
    },
  }
}
