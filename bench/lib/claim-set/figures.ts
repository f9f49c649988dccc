/** Precision and recall of what the check calls unsupported, and the limits that give them. */
import { table } from '../runs.ts'
import { falseKinds, type Item } from './build.ts'

export interface Weighed extends Pick<Item, 'half' | 'kind' | 'way'> {
  /** More is worse. */
  readonly doubt: number
}

export interface Limits {
  readonly weak: number
  readonly unsupported: number
}

/** Of the kind that is hardest to find, this share is unsupported, on the half that the trees were fitted on, each claim weighed without its article. */
const found = 0.8
/** And of all false claims, this share is weak or unsupported. */
const doubted = 0.95

export function limitsOf(weighed: readonly Weighed[]): Limits {
  const at = (of: readonly Weighed[], share: number) => of.map(({ doubt }) => doubt).toSorted((a, b) => b - a)[Math.floor(of.length * share)] ?? 0
  const unsupported = Math.min(
    ...falseKinds.map((kind) =>
      at(
        weighed.filter((one) => one.kind === kind),
        found,
      ),
    ),
  )
  const weak = at(
    weighed.filter(({ kind }) => kind !== 'true'),
    doubted,
  )
  return { weak: Number(Math.min(weak, unsupported - 0.3).toFixed(3)), unsupported: Number(unsupported.toFixed(3)) }
}

export interface Figures {
  readonly precision: number
  readonly recall: number
}

/** `others`: claims held against another paragraph are counted among the false ones. */
export function figuresAt(weighed: readonly Weighed[], limit: number, others = false): Figures {
  const counted = weighed.filter(({ kind }) => others || kind !== 'other-passage')
  const called = counted.filter(({ doubt }) => doubt >= limit)
  const right = called.filter(({ kind }) => kind !== 'true').length
  return { precision: right / called.length, recall: right / counted.filter(({ kind }) => kind !== 'true').length }
}

export function report(
  weighed: readonly Weighed[],
  limits: Limits,
  fitted: number,
  turned: { readonly weighed: readonly Weighed[]; readonly limits: Limits },
): string {
  const halves = [fitted, 1 - fitted].map((half) => weighed.filter((one) => one.half === half))
  const back = turned.weighed.filter(({ half }) => half === fitted)
  const columns = [
    { all: halves[1] ?? [], limit: limits },
    { all: halves[0] ?? [], limit: limits },
    { all: back, limit: turned.limits },
  ]
  const row = (name: string, value: (all: readonly Weighed[], limit: Limits) => number) => [
    name,
    ...columns.map(({ all, limit }) => value(all, limit).toFixed(3)),
  ]
  const above = (all: readonly Weighed[], limit: number) => all.filter(({ doubt }) => doubt >= limit).length / all.length
  const count = (kind: Item['kind']) => halves[1]?.filter((one) => one.kind === kind).length ?? 0
  return `${table(
    ['unsupported', 'odd articles (reported)', 'even articles (fitted on)', 'the other way round: fitted on odd, even reported'],
    [
      row('precision', (all, { unsupported }) => figuresAt(all, unsupported).precision),
      row('recall', (all, { unsupported }) => figuresAt(all, unsupported).recall),
      row('precision, claims on another paragraph counted', (all, { unsupported }) => figuresAt(all, unsupported, true).precision),
      row('recall, the same', (all, { unsupported }) => figuresAt(all, unsupported, true).recall),
      ...[...falseKinds, 'other-passage' as const].map((kind) =>
        row(`recall: ${kind} (${count(kind)})`, (all, { unsupported }) =>
          above(
            all.filter((one) => one.kind === kind),
            unsupported,
          ),
        ),
      ),
      ...(['copied', 'reworded', 'question'] as const).map((way) =>
        row(`true, ${way}: wrongly unsupported`, (all, { unsupported }) =>
          above(
            all.filter((one) => one.kind === 'true' && one.way === way),
            unsupported,
          ),
        ),
      ),
      row('true, not copied: wrongly unsupported', (all, { unsupported }) =>
        above(
          all.filter((one) => one.kind === 'true' && one.way !== 'copied'),
          unsupported,
        ),
      ),
      row('true: weak or unsupported', (all, { weak }) =>
        above(
          all.filter(({ kind }) => kind === 'true'),
          weak,
        ),
      ),
      row('false: weak or unsupported', (all, { weak }) =>
        above(
          all.filter(({ kind }) => kind !== 'true'),
          weak,
        ),
      ),
    ],
  )}

True claims: ${count('true')} in the odd articles, half of them copied, three in ten made of a question and its answer, two in ten sentences reworded by rules.
`
}
