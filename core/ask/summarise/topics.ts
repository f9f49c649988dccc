/** Finds which sections of several files are about the same thing: the nearest by the words that are rare among all of them. Pure. */
import { terms } from '../../text/terms.ts'
import { rarityOf } from '../closeness.ts'
import type { Section } from './sections.ts'

export interface Topic {
  readonly label: string
  /** At most one section of each file, in the order of the files; a topic of one file alone has one. */
  readonly sections: readonly Section[]
}

const leastAlike = 0.12

/** `files`: the sections of each file, in reading order. Every section is in exactly one topic. */
export function topicsOf(files: readonly (readonly Section[])[]): readonly Topic[] {
  const weigh = weigher(files.flat())
  const left = files.map((sections) => [...sections])
  const topics: Topic[] = []
  for (const [at, own] of files.entries()) {
    for (const section of own) {
      if (!left[at]?.includes(section)) continue
      take(left[at], section)
      const matched = left.slice(at + 1).flatMap((others) => {
        const best = nearest(section, others, weigh)
        if (best === null) return []
        take(others, best)
        return [best]
      })
      topics.push({ label: section.label, sections: [section, ...matched] })
    }
  }
  return topics
}

function take(sections: Section[] | undefined, one: Section): void {
  sections?.splice(sections.indexOf(one), 1)
}

type Weigh = (section: Section) => ReadonlyMap<string, number>

function nearest(section: Section, others: readonly Section[], weigh: Weigh): Section | null {
  const own = weigh(section)
  const ranked = others.map((other) => ({ other, alike: cosine(own, weigh(other)) })).toSorted((a, b) => b.alike - a.alike)
  const [best] = ranked
  return best && (best.alike >= leastAlike || section.label === best.other.label) ? best.other : null
}

function weigher(all: readonly Section[]): Weigh {
  const known = new Map(all.map((section) => [section, new Set(terms(`${section.label} ${section.passages.map(({ text }) => text).join(' ')}`))]))
  const counts = new Map<string, number>()
  for (const own of known.values()) for (const term of own) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weights = new Map([...known].map(([section, own]) => [section, new Map([...own].map((term) => [term, rarityOf(counts.get(term) ?? 0, all.length)]))]))
  return (section) => weights.get(section) ?? new Map()
}

export function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const length = (one: ReadonlyMap<string, number>) => Math.hypot(...one.values())
  let sum = 0
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0)
  return sum / (length(a) * length(b) || 1)
}
