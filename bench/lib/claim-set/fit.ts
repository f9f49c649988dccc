/**
 * Fits the trees that the check of claims adds up: gradient boosting on the logistic loss (Friedman, 2001), two levels
 * deep, each tree on a random part of the claims. Small and slow learning, so that what it says can be read.
 */
import type { Tree } from '../../../core/ask/claims/judge.ts'
import { diceFrom } from './random.ts'

export interface Example {
  readonly signs: Readonly<Record<string, number>>
  /** 1: not borne out. */
  readonly label: 0 | 1
}

const settings = { trees: 150, rate: 0.1, part: 0.7, fewest: 30, cuts: 24, seed: 11 }

interface Split {
  readonly sign: string
  readonly at: number
  readonly gain: number
}

export function fitTrees(examples: readonly Example[]): { readonly start: number; readonly trees: readonly Tree[] } {
  const signs = Object.keys(examples[0]?.signs ?? {})
  const cuts = new Map(signs.map((sign) => [sign, cutsOf(examples.map((one) => one.signs[sign] ?? 0))]))
  const positive = examples.filter(({ label }) => label === 1).length
  const start = rounded(Math.log(positive / (examples.length - positive)))
  const scores = new Float64Array(examples.length).fill(start)
  const dice = diceFrom(settings.seed)
  const trees: Tree[] = []
  for (let n = 0; n < settings.trees; n++) {
    const chances = scores.map((score) => 1 / (1 + Math.exp(-score)))
    const rest = Float64Array.from(examples, ({ label }, at) => label - (chances[at] ?? 0))
    const weight = chances.map((chance) => Math.max(1e-6, chance * (1 - chance)))
    const drawn = examples.flatMap((_, at) => (dice.below(1_000) < settings.part * 1_000 ? [at] : []))
    const tree = treeOf(examples, drawn, rest, weight, signs, cuts)
    if (!tree) break
    trees.push(tree)
    for (const [at, { signs: own }] of examples.entries()) scores[at] = (scores[at] ?? 0) + leafOf(tree, own)
  }
  return { start, trees }
}

function treeOf(
  examples: readonly Example[],
  drawn: readonly number[],
  rest: Float64Array,
  weight: Float64Array,
  signs: readonly string[],
  cuts: ReadonlyMap<string, readonly number[]>,
): Tree | null {
  const value = (at: number, sign: string) => examples[at]?.signs[sign] ?? 0
  const leaf = (part: readonly number[]) => {
    const sum = part.reduce((total, at) => total + (rest[at] ?? 0), 0)
    return rounded(
      (settings.rate * sum) /
        Math.max(
          1e-9,
          part.reduce((total, at) => total + (weight[at] ?? 0), 0),
        ),
    )
  }
  const split = (part: readonly number[]): Split | null => {
    let found: Split | null = null
    const total = part.reduce((sum, at) => sum + (rest[at] ?? 0), 0)
    for (const sign of signs) {
      const own = cuts.get(sign) ?? []
      const sums = new Float64Array(own.length + 1)
      const counts = new Float64Array(own.length + 1)
      for (const at of part) {
        const bin = binOf(value(at, sign), own)
        sums[bin] = (sums[bin] ?? 0) + (rest[at] ?? 0)
        counts[bin] = (counts[bin] ?? 0) + 1
      }
      let [left, count] = [0, 0]
      for (const [bin, cut] of own.entries()) {
        left += sums[bin] ?? 0
        count += counts[bin] ?? 0
        const others = part.length - count
        if (count < settings.fewest || others < settings.fewest) continue
        const gain = left ** 2 / count + (total - left) ** 2 / others
        if (!found || gain > found.gain) found = { sign, at: cut, gain }
      }
    }
    return found
  }
  const top = split(drawn)
  if (!top) return null
  const below = drawn.filter((at) => value(at, top.sign) <= top.at)
  const above = drawn.filter((at) => value(at, top.sign) > top.at)
  const branch = (part: readonly number[]): Tree['below'] => {
    const next = split(part)
    if (!next) return { sign: top.sign, at: top.at, low: leaf(part), high: leaf(part) }
    return {
      sign: next.sign,
      at: next.at,
      low: leaf(part.filter((at) => value(at, next.sign) <= next.at)),
      high: leaf(part.filter((at) => value(at, next.sign) > next.at)),
    }
  }
  return { sign: top.sign, at: top.at, below: branch(below), above: branch(above) }
}

/** Log-odds that the claim is not borne out. */
export function doubtBy(start: number, trees: readonly Tree[], signs: Readonly<Record<string, number>>): number {
  return trees.reduce((sum, tree) => sum + leafOf(tree, signs), start)
}

function leafOf(tree: Tree, signs: Readonly<Record<string, number>>): number {
  const branch = (signs[tree.sign] ?? 0) <= tree.at ? tree.below : tree.above
  return (signs[branch.sign] ?? 0) <= branch.at ? branch.low : branch.high
}

function binOf(value: number, cuts: readonly number[]): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (cuts[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

/** Between values that occur, so that many examples lie on both sides of each. */
function cutsOf(values: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort()
  const at = Array.from({ length: settings.cuts }, (_, n) => sorted[Math.floor(((n + 1) * sorted.length) / (settings.cuts + 1))] ?? 0)
  return [...new Set(at.map(rounded))].filter((cut) => cut < (sorted.at(-1) ?? 0))
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

/** As the source of `core/ask/claims/trees.ts`. */
export function asSource(start: number, trees: readonly Tree[], limits: { readonly weak: number; readonly unsupported: number }): string {
  const rows = trees.map((tree) => {
    const side = ({ sign, at, low, high }: Tree['below']) => `${sign} ${at} ${low} ${high}`
    return `${tree.sign} ${tree.at} | ${side(tree.below)} | ${side(tree.above)}`
  })
  return `/** Written by \`npm run bench -- claims FOLDER --write\`: the trees and limits of the check of claims, fitted on one half of the articles. */

export const start = ${start}
/** From this sum on a claim is weak, and from this on unsupported. */
export const limits = { weak: ${limits.weak}, unsupported: ${limits.unsupported} }

/**
 * One tree in a line: a sign and its limit; then, for values up to the limit and for values above it, another sign,
 * its limit, and what is added up to that limit and above it. More is worse.
 */
export const table = \`
${rows.join('\n')}
\`
`
}
