/** Examples that are far from the rest of their kind: much longer or shorter, or hardly made of words. */
import type { Example, ExampleKind } from '../types/data-set.ts'
import { grouped } from './grouped.ts'

/** Fewer of a kind tell nothing of what is usual. */
const fewest = 20
/** Tukey's outer fence: this many times the middle half's width beyond it. */
const fence = 3
/** The middle half is taken to be at least this wide, so that equal lengths make no outliers of near ones. In logarithms. */
const narrowest = Math.log(1.6)
/** Letters and digits among what is no blank. */
const leastLetters = 0.5

export function outliers(examples: readonly Example[]): ReadonlySet<Example> {
  const kinds = grouped(examples, ({ kind }) => kind)
  return new Set([...kinds].flatMap(([kind, all]) => [...farIn(all, ({ input }) => input), ...farIn(all, outputOf(kind)), ...all.filter(isJunk)]))
}

/** Labels are short or long as they are. */
function outputOf(kind: ExampleKind): (example: Example) => string {
  return kind === 'classification' ? () => '' : ({ output, answerable }) => (answerable ? output : '')
}

function farIn(examples: readonly Example[], field: (example: Example) => string): readonly Example[] {
  const measured = examples.flatMap((example) => {
    const text = field(example).trim()
    return text === '' ? [] : [{ example, length: Math.log(text.length) }]
  })
  if (measured.length < fewest) return []
  const sorted = measured.map(({ length }) => length).toSorted((a, b) => a - b)
  const low = sorted[Math.floor(sorted.length / 4)] ?? 0
  const high = sorted[Math.floor((sorted.length * 3) / 4)] ?? 0
  const width = Math.max(narrowest, high - low) * fence
  return measured.flatMap(({ example, length }) => (length < low - width || length > high + width ? [example] : []))
}

function isJunk({ input, output }: Example): boolean {
  const text = `${input}${output}`.replace(/\s+/gu, '')
  const letters = text.match(/[\p{L}\p{N}\p{M}]/gu)?.length ?? 0
  return text.length > 20 && letters / text.length < leastLetters
}
