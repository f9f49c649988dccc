/** Measures of examples whose right output is one of a few labels. Pure. */
import { answerTokens } from './answer-tokens.ts'

export interface Classified {
  /** The right label. */
  readonly label: string
  /** What `labelIn` read; null: the output names no label, or several. */
  readonly predicted: string | null
}

/** The label that the output is, or else the only one whose words stand in it: models like to write whole sentences. */
export function labelIn(output: string, labels: readonly string[]): string | null {
  const said = joined(output)
  const same = labels.filter((label) => joined(label) === said)
  const named = same.length > 0 ? same : outermost(labels.filter((label) => said.includes(joined(label))))
  return named.length === 1 ? (named[0] ?? null) : null
}

/** Share of outputs whose label is right; null without any. */
export function accuracy(all: readonly Classified[]): number | null {
  return all.length === 0 ? null : all.filter(({ label, predicted }) => label === predicted).length / all.length
}

/**
 * Mean over labels of F1 = 2 · right ÷ (times predicted + times true), so that a rare label weighs as much as a common one.
 * Labels are those that are true or predicted anywhere; an output without a label counts against the true one. Null without any.
 * `times`: how often each counts; absent, once.
 */
export function macroF1(all: readonly Classified[], times?: ArrayLike<number>): number | null {
  const tallies = new Map<string, { both: number; either: number }>()
  const tally = (label: string, both: number, either: number) => {
    const before = tallies.get(label) ?? { both: 0, either: 0 }
    tallies.set(label, { both: before.both + both, either: before.either + either })
  }
  for (const [at, { label, predicted }] of all.entries()) {
    const weight = times?.[at] ?? 1
    if (weight === 0) continue
    tally(label, predicted === label ? weight : 0, weight)
    if (predicted !== null) tally(predicted, 0, weight)
  }
  const scores = [...tallies.values()].map(({ both, either }) => (2 * both) / either)
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

export interface Confusion {
  readonly labels: readonly string[]
  /** By true label, in the order of `labels`: outputs by predicted label, in the same order; last, those without a label. */
  readonly rows: readonly (readonly number[])[]
}

/** Labels as they come first, true ones before predicted ones. */
export function confusion(all: readonly Classified[]): Confusion {
  const labels = [...new Set([...all.map(({ label }) => label), ...all.flatMap(({ predicted }) => predicted ?? [])])]
  const count = (label: string, predicted: string | null) => all.filter((one) => one.label === label && one.predicted === predicted).length
  return { labels, rows: labels.map((label) => [...labels, null].map((predicted) => count(label, predicted))) }
}

/** "Not urgent" holds "urgent" too: of labels inside one another, only the longest is meant. */
function outermost(labels: readonly string[]): readonly string[] {
  return labels.filter((label) => !labels.some((other) => joined(other) !== joined(label) && joined(other).includes(joined(label))))
}

function joined(text: string): string {
  // articles stay: a label may be "A"
  return ` ${answerTokens(text, 'und').join(' ')} `
}
