/**
 * Whether the names and numbers of a claim keep the company that they keep in the passage: one that stands
 * there, but among other words, is likely an answer to something else, or has changed places. Pure.
 */
import type { EvidenceLine } from './evidence.ts'
import { alike, best, share } from './matching.ts'
import { likeness, type Word } from './words.ts'

/** Words on each side of the claim's name that are looked for, in so many on the same side in the passage. */
const beside = { own: 2, theirs: 4 }
/** Words around it in the passage among which the rest of the claim is looked for. */
const around = 12

interface Company {
  /** Of the words right beside it, the share that stands near it on the same side. */
  readonly sided: number
  /** Of the two words that touch it, the share that touches it there. */
  readonly strict: number
  /** Share of the rest of the claim that stands around it. */
  readonly wide: number
}

/** `turned`: one is in the passive and the other is not, so that what stands on one side may stand on the other. */
export function companySigns(words: readonly Word[], lines: readonly EvidenceLine[], turned: boolean) {
  const flat = lines.flatMap((line) => line.words)
  const telling = words.filter(({ kind }) => kind !== 'small')
  const all = namesIn(words).flatMap((name) => companyOf(name, words, telling, flat, turned))
  const mean = (pick: (one: Company) => number) => (all.length === 0 ? 1 : all.reduce((sum, one) => sum + pick(one), 0) / all.length)
  const sided = all.map((one) => one.sided).toSorted((a, b) => a - b)
  return {
    sidedLeast: sided[0] ?? 1,
    sidedSecond: sided[1] ?? 1,
    sidedMean: mean((one) => one.sided),
    strictLeast: Math.min(1, ...all.map((one) => one.strict)),
    strictMean: mean((one) => one.strict),
    wideLeast: Math.min(1, ...all.map((one) => one.wide)),
    wideMean: mean((one) => one.wide),
  }
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Names and numbers, words that follow each other as one. */
function namesIn(words: readonly Word[]): readonly Stretch[] {
  const found: { from: number; to: number }[] = []
  for (const [at, { kind }] of words.entries()) {
    if (kind !== 'name' && kind !== 'number') continue
    const last = found.at(-1)
    if (last?.to === at) last.to = at + 1
    else found.push({ from: at, to: at + 1 })
  }
  return found
}

/** The best of all places where it stands; none where the passage has it nowhere. */
function companyOf({ from, to }: Stretch, words: readonly Word[], telling: readonly Word[], flat: readonly Word[], turned: boolean): readonly Company[] {
  const own = words.slice(from, to)
  const head = own.findLast((word) => flat.some((other) => likeness(word.term, other.term) >= alike))
  if (!head) return []
  const left = words.slice(Math.max(0, from - beside.own), from)
  const right = words.slice(to, to + beside.own)
  const others = telling.filter((word) => !own.includes(word))
  const places = flat.flatMap((word, at) => (likeness(head.term, word.term) >= alike ? [at] : []))
  const companies = places.map((at): Company => {
    const before = flat.slice(Math.max(0, at - beside.theirs), at)
    const after = flat.slice(at + 1, at + beside.theirs)
    const found = (one: readonly Word[], there: readonly Word[]) => one.filter((word) => best(word, there) >= alike).length
    const mirrored = () => found(left, flat.slice(at + 1, at + around)) + found(right, flat.slice(Math.max(0, at - around), at))
    const hits = Math.max(found(left, before) + found(right, after), turned ? mirrored() : 0)
    const touching = [touches(left.at(-1), flat[at - own.length]), touches(right[0], flat[at + 1])].filter((one) => one !== null)
    return {
      sided: left.length + right.length === 0 ? 1 : hits / (left.length + right.length),
      strict: touching.length === 0 || turned ? 1 : touching.filter(Boolean).length / touching.length,
      wide: share(others, (one) => best(one, flat.slice(Math.max(0, at - around), at + around + 1))),
    }
  })
  const most = (pick: (one: Company) => number) => Math.max(...companies.map(pick))
  return [{ sided: most((one) => one.sided), strict: most((one) => one.strict), wide: most((one) => one.wide) }]
}

function touches(word: Word | undefined, there: Word | undefined): boolean | null {
  return word ? there !== undefined && likeness(word.term, there.term) >= alike : null
}
