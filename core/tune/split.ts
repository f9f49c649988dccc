/** Deals groups of examples out to train, validation and test: whole groups, near the shares wanted, each kind as evenly as the groups allow. */
import { diceFrom } from '../text/dice.ts'
import { type Example, type ExampleKind, type Split, splits } from '../types/data-set.ts'
import { grouped } from './grouped.ts'

export type Shares = Readonly<Record<Split, number>>

/** Counts of a group, by kind. */
type Kinds = ReadonlyMap<ExampleKind, number>

interface Group {
  readonly name: string
  readonly kinds: Kinds
  readonly size: number
}

/** What a split has got. */
interface Dealt {
  readonly groups: Group[]
  readonly counts: Map<ExampleKind, number>
}

/**
 * The split of each group by name; null where there are fewer groups than splits that are to get some. The same for the same
 * seed and examples, in whatever order. Greedy as in iterative stratification (Sechidis et al. 2011): the largest groups first.
 */
export function splitGroups(examples: readonly Pick<Example, 'kind' | 'group'>[], shares: Shares, seed: number): ReadonlyMap<string, Split> | null {
  const wanted = splits.filter((split) => shares[split] > 0)
  const groups = groupsIn(examples)
  if (groups.length < wanted.length) return null
  const totals = kindsOf(examples)
  const dealt: Record<Split, Dealt> = { train: nothing(), validation: nothing(), test: nothing() }
  const ordered = diceFrom(seed)
    .shuffled(groups.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    .toSorted((a, b) => Math.floor(Math.log2(b.size)) - Math.floor(Math.log2(a.size)))
  for (const group of ordered) {
    const best = wanted.toSorted((a, b) => gain(group, dealt[b], shares[b], totals) - gain(group, dealt[a], shares[a], totals))[0]
    if (best) put(group, dealt[best])
  }
  for (const split of wanted) if (dealt[split].groups.length === 0) fill(dealt[split].groups, dealt)
  return new Map(splits.flatMap((split) => dealt[split].groups.map(({ name }) => [name, split] as const)))
}

function nothing(): Dealt {
  return { groups: [], counts: new Map() }
}

function put(group: Group, { groups, counts }: Dealt): void {
  groups.push(group)
  for (const [kind, count] of group.kinds) counts.set(kind, (counts.get(kind) ?? 0) + count)
}

/** How much nearer the split comes to its share when it gets the group, kinds weighed alike. */
function gain(group: Group, { counts }: Dealt, share: number, totals: Kinds): number {
  let sum = 0
  for (const [kind, total] of totals) {
    const has = (counts.get(kind) ?? 0) / total
    const gets = (group.kinds.get(kind) ?? 0) / total
    sum += ((has - share) ** 2 - (has + gets - share) ** 2) / share
  }
  return sum
}

/** An empty split gets the smallest group of the one that has most. */
function fill(empty: Group[], dealt: Readonly<Record<Split, Dealt>>): void {
  const from = splits.map((split) => dealt[split].groups).toSorted((a, b) => b.length - a.length)[0]
  const smallest = from?.toSorted((a, b) => a.size - b.size)[0]
  if (!from || !smallest) return
  from.splice(from.indexOf(smallest), 1)
  empty.push(smallest)
}

function groupsIn(examples: readonly Pick<Example, 'kind' | 'group'>[]): readonly Group[] {
  return [...grouped(examples, ({ group }) => group)].map(([name, all]) => ({ name, kinds: kindsOf(all), size: all.length }))
}

function kindsOf(examples: readonly Pick<Example, 'kind'>[]): Kinds {
  return new Map([...grouped(examples, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]))
}
