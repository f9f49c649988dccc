/// <reference types="remark-parse" />
/**
 * Formulas in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as models write them. They are read before
 * emphasis and escapes are, and become inline code that carries its source, so that nothing in them is Markdown.
 *
 * Amounts of money are no formulas: `$` opens only before what is not blank, and closes only behind what is
 * not blank and before what is neither letter nor digit (Pandoc's rule), on the same line.
 */
import type { Nodes, Root } from 'mdast'
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import type { Plugin } from 'unified'

/** How a formula is shown. */
export type FormulaStyle = 'inline' | 'display'

const dollar = 36
const backslash = 92
const roundClose = 41
const squareClose = 93
const space = 32

const isLineEnding = (code: Code) => code !== null && code < -2
const isBlank = (code: Code) => code === null || code < 0 || code === space
const isWord = (code: Code) => code !== null && code >= 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code))
/** `$5 and more$`: a number, then words. */
const looksLikeMoney = /^\$\d[\d.,]*\s+\p{L}{2}/u

interface Delimiter {
  readonly source: string
  /** Codes of the closing sequence. */
  readonly close: readonly number[]
  /** Holds to the rule above. */
  readonly strict: boolean
  readonly style: FormulaStyle
}

const delimiters: readonly Delimiter[] = [
  { source: '$$', close: [dollar, dollar], strict: false, style: 'display' },
  { source: '$', close: [dollar], strict: true, style: 'inline' },
  { source: '\\(', close: [backslash, roundClose], strict: false, style: 'inline' },
  { source: '\\[', close: [backslash, squareClose], strict: false, style: 'display' },
]

/** Reads one formula that begins with `delimiter`. */
function formulaOf(delimiter: Delimiter): Construct {
  function tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    let opened = 0
    let closed = 0
    let empty = true
    let before: Code = null
    const start = this.now()

    const begin: State = (code) => {
      if (delimiter.strict && (isWord(this.previous) || this.previous === dollar)) return nok(code)
      effects.enter('codeText')
      effects.enter('codeTextSequence')
      return opening(code)
    }
    const opening: State = (code) => {
      if (code !== delimiter.source.charCodeAt(opened)) return nok(code)
      effects.consume(code)
      opened += 1
      if (opened < delimiter.source.length) return opening
      return behindOpening
    }
    const behindOpening: State = (code) => {
      if (delimiter.strict && (isBlank(code) || code === dollar)) return nok(code)
      effects.exit('codeTextSequence')
      return between(code)
    }
    const between: State = (code) => {
      if (code === null) return nok(code)
      if (isLineEnding(code)) {
        if (delimiter.strict) return nok(code)
        effects.enter('lineEnding')
        effects.consume(code)
        effects.exit('lineEnding')
        before = code
        return between
      }
      if (code === delimiter.close[0]) return effects.attempt({ tokenize: closing, partial: true }, closedNow, data)(code)
      return data(code)
    }
    const data: State = (code) => {
      effects.enter('codeTextData')
      return inData(code)
    }
    /** An escaped character is taken along, so that `\$` closes nothing. */
    const inData: State = (code) => {
      empty &&= isBlank(code)
      before = code
      effects.consume(code)
      return code === backslash ? escaped : afterData
    }
    const escaped: State = (code) => (code === null || isLineEnding(code) ? afterData(code) : inEscaped(code))
    const inEscaped: State = (code) => {
      before = code
      effects.consume(code)
      return afterData
    }
    const afterData: State = (code) => {
      if (code !== null && !isLineEnding(code) && code !== delimiter.close[0]) return inData(code)
      effects.exit('codeTextData')
      return between(code)
    }
    const closedNow: State = (code) => {
      const content = this.sliceSerialize({ start, end: this.now() })
      if (empty || (delimiter.strict && (isWord(code) || looksLikeMoney.test(content)))) return nok(code)
      effects.exit('codeText')
      return ok(code)
    }
    function closing(closer: Effects, done: State, not: State): State {
      const enter: State = (code) => {
        if (delimiter.strict && isBlank(before)) return not(code)
        closed = 0
        closer.enter('codeTextSequence')
        return sequence(code)
      }
      const sequence: State = (code) => {
        if (code !== delimiter.close[closed]) return not(code)
        closer.consume(code)
        closed += 1
        if (closed < delimiter.close.length) return sequence
        closer.exit('codeTextSequence')
        return done
      }
      return enter
    }
    return begin
  }
  return { name: 'formula', tokenize }
}

const syntax: Extension = {
  text: { [dollar]: delimiters.slice(0, 2).map(formulaOf), [backslash]: delimiters.slice(2).map(formulaOf) },
}

/** A formula without its delimiters, and how it is shown. Null: it is code. */
export function formulaIn(source: string): { readonly tex: string; readonly style: FormulaStyle } | null {
  const found = delimiters.find((one) => source.startsWith(one.source))
  if (!found) return null
  return { tex: source.slice(found.source.length, -found.close.length).trim(), style: found.style }
}

function visit(node: Nodes, source: string): void {
  if (node.type === 'inlineCode') {
    const found = formulaIn(source.slice(node.position?.start.offset, node.position?.end.offset))
    // Read by the component that draws formulas.
    if (found) Object.assign(node, { value: found.tex, data: { hName: 'span', hProperties: { dataFormula: found.style } } })
  } else if ('children' in node) for (const child of node.children) visit(child, source)
}

/** A remark plugin. */
export const formulas: Plugin<[], Root> = function formulas() {
  const data = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax]
  return (tree, file) => visit(tree, String(file))
}
