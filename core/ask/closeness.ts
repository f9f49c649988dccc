/**
 * Raises passages in which words that are neighbours in the question are neighbours too, which neither
 * BM25 nor one vector for the whole passage sees: "interest expense" is not "expense … interest". Pure.
 * After Metzler and Croft's sequential dependence model, 2005.
 */
import { queryTerms, terms } from '../text/terms.ts'
import { best, type Ranked } from './fuse.ts'

const weight = 0.3
/** Terms apart at most, to count half; next to each other in the question's order counts whole. */
const window = 8

/** `texts` by id: those that are weighed. The rest keep their order behind them. */
export function raiseClose(query: string, ranked: readonly Ranked[], texts: ReadonlyMap<number, string>): readonly Ranked[] {
  const asked = queryTerms(query)
  const places = new Map([...texts].map(([id, text]) => [id, placesOf(new Set(asked), terms(text))]))
  const rarity = new Map(asked.map((term) => [term, rarityOf([...places.values()].filter((one) => one.has(term)).length, places.size)]))
  const pairs = asked.slice(1).map((second, at) => ({ first: asked[at] ?? '', second, worth: (rarity.get(asked[at] ?? '') ?? 0) + (rarity.get(second) ?? 0) }))
  const whole = pairs.reduce((sum, pair) => sum + pair.worth, 0)
  if (whole === 0) return ranked
  const raised = ranked.map((one) => {
    const place = places.get(one.id)
    if (!place) return one
    const near = pairs.reduce((sum, pair) => sum + pair.worth * nearness(place.get(pair.first), place.get(pair.second)), 0)
    return { ...one, score: one.score + (weight * near) / whole }
  })
  return best(raised)
}

function placesOf(asked: ReadonlySet<string>, all: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [at, term] of all.entries()) {
    if (!asked.has(term)) continue
    const known = places.get(term)
    if (known) known.push(at)
    else places.set(term, [at])
  }
  return places
}

function nearness(first: readonly number[] | undefined, second: readonly number[] | undefined): number {
  if (!first || !second) return 0
  let near = 0
  for (const a of first) {
    for (const b of second) {
      if (b === a + 1) return 1
      if (b !== a && Math.abs(b - a) <= window) near = 0.5
    }
  }
  return near
}

/** As in BM25, among the passages weighed: 0 is never reached. */
export function rarityOf(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5))
}
