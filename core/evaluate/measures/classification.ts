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
 */
export function macroF1(all: readonly Classified[]): number | null {
  return all.length === 0 ? null : macroF1Of(all)(all.map(() => 1))
}

/** The same of a sample in which each stands so many times; 0 of an empty one. */
export function macroF1Of(all: readonly Classified[]): (times: ArrayLike<number>) => number {
  const labels = [...new Set(all.flatMap(({ label, predicted }) => [label, ...(predicted === null ? [] : [predicted])]))]
  const numbers = new Map(labels.map((label, at) => [label, at]))
  const numberOf = (label: string | null) => (label === null ? -1 : (numbers.get(label) ?? -1))
  const truth = Int32Array.from(all, ({ label }) => numberOf(label))
  const said = Int32Array.from(all, ({ predicted }) => numberOf(predicted))
  const both = new Float64Array(labels.length)
  const either = new Float64Array(labels.length)
  return (times) => {
    both.fill(0)
    either.fill(0)
    for (let at = 0; at < truth.length; at++) {
      const weight = times[at] ?? 0
      const [label, predicted] = [truth[at] ?? -1, said[at] ?? -1]
      either[label] = (either[label] ?? 0) + weight
      if (predicted >= 0) either[predicted] = (either[predicted] ?? 0) + weight
      if (predicted === label) both[label] = (both[label] ?? 0) + weight
    }
    let sum = 0
    let counted = 0
    for (let at = 0; at < either.length; at++) {
      if (either[at] === 0) continue
      sum += (2 * (both[at] ?? 0)) / (either[at] ?? 1)
      counted++
    }
    return counted === 0 ? 0 : sum / counted
  }
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
