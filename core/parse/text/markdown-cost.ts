/** Tells Markdown that would take minutes to make a tree of: the time grows with the square of what is counted here. */

/** Quotes and lists in one another at the start of a line, which may be indented this far for them. */
const deepest = 50
const furthest = 200
/** Sum of squares over paragraphs of the marks that may open or close something: seconds of work. */
const mostWork = 100_000_000

const containers = new RegExp(`^[ \\t]{${furthest},}(?:[-+*]|\\d{1,9}[.)])[ \\t]|^(?:[ \\t]{0,3}(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))[ \\t]?){${deepest + 1}}`)
/** What begins inline text of its own: a blank line, an item, a heading, a row or a fence. */
const begins = /^[ \t>]*(?:$|[-+*][ \t]|\d{1,9}[.)][ \t]|#|\||```|~~~)/
const underline = /^[ \t>]*(?:=+|-+)[ \t]*$/

export function isRuinous(text: string): boolean {
  let work = 0
  let marks = 0
  let underlines = 0
  const close = (): void => {
    work += marks * marks
    marks = 0
  }
  for (const { 0: line } of text.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    if (containers.test(line)) return true
    const written = line.trimEnd()
    if (underline.test(written)) underlines++
    if (begins.test(written)) close()
    marks += countMarks(written)
    if (work + marks * marks + underlines * underlines > mostWork) return true
  }
  return false
}

function countMarks(line: string): number {
  let count = 0
  for (const { 0: mark } of line.matchAll(/[[\]*_~]+/g)) count += mark.length
  return count
}
