/** Finds passages that speak of the same thing and give another number, another date, or deny what the other says. Pure. */
import { type Quantity, quantities, same } from '../text/quantities.ts'
import type { Disagreement } from '../types/answer.ts'
import { type Evidence, type EvidenceLine, type Passage, readPassages } from './claims/evidence.ts'
import { alike, best, share } from './claims/matching.ts'

export interface Differing {
  readonly kind: Disagreement['kind']
  /** Indices of the two passages, and the line of each. */
  readonly passages: readonly [number, number]
  readonly quotes: readonly [string, string]
}

const most = 3
/** Share of the words of each line that the other must have: a denial needs more, since it changes nothing else. */
const shared = { quantity: 0.7, denial: 0.8 }
const fewestWords = 3

/** `lines`: what the answer rests on, by passage; each is held against the other passages. */
export function disagreements(lines: readonly { readonly passage: number; readonly text: string }[], passages: readonly Passage[]): readonly Differing[] {
  const { read } = readPassages(passages)
  const found: Differing[] = []
  for (const { passage, text } of lines) {
    const own = read[passage]?.lines.find((line) => line.text === text)
    if (!own || isRow(own)) continue
    for (const [at, other] of read.entries()) {
      const known = found.some((one) => one.passages.includes(passage) && one.passages.includes(at))
      const differing = at === passage || known ? null : differingLine(own, other)
      if (differing) found.push({ kind: differing.kind, passages: [passage, at], quotes: [own.text, differing.line.text] })
    }
  }
  return found.slice(0, most)
}

function differingLine(own: EvidenceLine, { lines }: Evidence): { readonly kind: Differing['kind']; readonly line: EvidenceLine } | null {
  for (const line of lines) {
    const kind = isRow(line) ? null : kindOf(own, line)
    if (kind) return { kind, line }
  }
  return null
}

function kindOf(one: EvidenceLine, other: EvidenceLine): Differing['kind'] | null {
  const words = (line: EvidenceLine) => {
    const taken = quantities(line.text)
    return line.words.filter(
      ({ kind, denies, start }) => (kind === 'word' || kind === 'name') && !denies && !taken.some((one) => start >= one.start && start < one.end),
    )
  }
  const [a, b] = [words(one), words(other)]
  const covers = Math.min(
    share(a, (word) => best(word, b)),
    share(b, (word) => best(word, a)),
  )
  const names = [...a, ...b].filter(({ kind }) => kind === 'name')
  if (Math.min(a.length, b.length) < fewestWords || covers < shared.quantity || names.some((name) => best(name, a) < alike || best(name, b) < alike))
    return null
  const [mine, theirs] = [groups(one.text), groups(other.text)]
  const [left, right] = [mine.filter((group) => !theirs.some((two) => isSame(group, two))), theirs.filter((group) => !mine.some((two) => isSame(group, two)))]
  const [first, second] = [left[0], right[0]]
  if (left.length === 1 && right.length === 1 && first && second && isDate(first) === isDate(second)) return isDate(first) ? 'date' : 'number'
  const denials = (line: EvidenceLine) => line.words.filter(({ denies }) => denies).length % 2
  return left.length + right.length === 0 && covers >= shared.denial && denials(one) !== denials(other) ? 'negation' : null
}

type Group = readonly Quantity[]

/** "14 March 2024" is one: quantities that touch, where one of them is a month. */
function groups(text: string): readonly Group[] {
  const found: Quantity[][] = []
  for (const one of quantities(text).filter(({ vague }) => !vague)) {
    const group = found.at(-1)
    const last = group?.at(-1)
    const joins =
      last &&
      (one.start <= last.end || /^[\s.,]{1,2}(?:de\s|of\s)?$/u.test(text.slice(last.end, one.start))) &&
      [...(group ?? []), one].some(({ kind }) => kind === 'month')
    if (joins) group?.push(one)
    else found.push([one])
  }
  return found
}

/** In any order, and each of the shorter: "March 2024" says nothing against "14 March 2024". */
function isSame(a: Group, b: Group): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.every((one) => long.some((other) => same(one, other)))
}

function isDate(group: Group): boolean {
  return group.some(
    ({ kind, values }) =>
      kind === 'month' || (kind === 'number' && values.length === 1 && Number.isInteger(values[0]) && (values[0] ?? 0) >= 1_000 && (values[0] ?? 0) <= 2_100),
  )
}

function isRow({ text }: EvidenceLine): boolean {
  return text.includes('\t')
}
