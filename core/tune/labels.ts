/** The closed set of labels that classification chooses among. Pure. */
import type { Example } from '../types/data-set.ts'

type Labelled = Pick<Example, 'kind' | 'output'>

/** More, or longer ones together, are no list to choose from: they would push the text out of the request. UTF-16 code units. */
const mostLabels = 100
const longestTogether = 2_000

/** Every reference of classification among these, each once, in one order whatever theirs. */
export function labelsOf(examples: Iterable<Labelled>): readonly string[] {
  const labels = new Set<string>()
  for (const { kind, output } of examples) if (kind === 'classification' && output !== '') labels.add(output)
  return [...labels].toSorted()
}

/** Whether a request can name them all. */
export function canBeNamed(labels: readonly string[]): boolean {
  return labels.length > 0 && labels.length <= mostLabels && labels.join('').length <= longestTogether
}
