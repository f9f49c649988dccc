/** What parts the fields of a CSV, told from its first lines: the sign that gives most records the same number of fields. */
import { createCsvReader, type Dialect } from './csv-records.ts'

/** Where two signs do as well, the first: a comma stands in numbers and prose, a tab in neither. */
const delimiters = ['\t', ';', '|', ','] as const
const mostRecords = 200
/** What a sign must gain over one before it. */
const better = 0.03
/** Records with more than one field, as a share, below which there are no fields at all. */
const leastParted = 0.2

export interface FoundDialect extends Dialect {
  /** Of a first line that only names the delimiter, as Excel writes it; not a row. UTF-16 code units. */
  readonly skipped: number
}

/** `sample`: the first lines, whole ones. */
export function findDialect(sample: string, name: string): FoundDialect {
  const lineEnd = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
  const said = /^sep=(.)\r?(?:\n|$)/i.exec(sample)
  if (said?.[1] !== undefined) return { delimiter: said[1], lineEnd, skipped: said[0].length }
  let best: string | undefined
  let bestScore = leastParted
  for (const delimiter of delimiters) {
    const score = scoreOf(sample, { delimiter, lineEnd }) + (delimiter === '\t' && /\.(tsv|tab)$/i.test(name) ? 0.5 : 0)
    if (score < bestScore + (best === undefined ? 0 : better)) continue
    best = delimiter
    bestScore = score
  }
  return { delimiter: best, lineEnd, skipped: 0 }
}

/** Records with more than one field, and those with as many as most of these have: shares of all, the mean of both. */
function scoreOf(sample: string, dialect: Dialect): number {
  const reader = createCsvReader(dialect)
  const records = [...reader.add(sample), ...reader.end()].filter((fields) => fields.some((field) => field.trim() !== '')).slice(0, mostRecords)
  const counts = new Map<number, number>()
  for (const fields of records) if (fields.length > 1 && !fields.some(isTorn)) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  const parted = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return records.length === 0 ? 0 : (parted + Math.max(0, ...counts.values())) / 2 / records.length
}

/** One quote of a pair: the sign stands within quotes. */
function isTorn(field: string): boolean {
  return field.includes('"') && field.split('"').length % 2 === 0
}
