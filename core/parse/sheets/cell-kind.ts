/** What a cell's displayed text is, told from the text alone: a spreadsheet and a CSV look the same here. */

export type CellKind = 'text' | 'number' | 'year' | 'date' | 'missing'

/** Longer texts are prose. UTF-16 code units. */
const longestValue = 40
const number = /^[(+\-−–]?\s?(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}\s)?\s?[+\-−]?(?:\d[\d.,'’\u00a0\u202f ]*|[.,]\d+)(?:[eE][+-]?\d+)?\s?(?:%|‰|[$€£¥₹]|[A-Z]{3})?\)?$/
const year = /^(?:1[89]|20|21)\d\d$/
const date = /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[- ][A-Z][a-z]{2,8}[- ]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?)(?:[T ,].{0,20})?$/
const missing = /^(?:-|–|—|\.{1,3}|n\/?a|nan|null|none|#n\/a)$/i

export function cellKind(text: string): CellKind {
  if (text.length > longestValue) return 'text'
  if (year.test(text)) return 'year'
  if (date.test(text)) return 'date'
  if (number.test(text)) return 'number'
  return missing.test(text) ? 'missing' : 'text'
}
