/** An answer of everything that answers are made of, its sentences checked: one bears out, one weakly, one not, and two passages disagree. */
import type { Answer } from '../../core/types/answer.ts'
import { answers, citations } from './scripted-library.ts'

const text = `The committee compared three pumps [1]. **Pump B** was the cheapest to run, at $0.42 per m³ [2].

| Pump | Power $P$ | Flow | Notes |
|:-----|---------:|-----:|:------|
| A | 1.10 kW | 34 m³/h | loud [1] |
| B | 0.75 kW | 31 m³/h | quiet,<br>serviced every two years [2] |

The power follows from the head $h$ and the flow \\(Q\\):

$$
P = \\frac{\\rho g Q h}{\\eta}, \\qquad \\sum_{i=1}^{n} P_i \\,\\Delta t_i
$$

\`\`\`python
def power(flow: float, head: float, eta: float = 0.6) -> float:
    """Watts, from cubic metres per second and metres."""
    return 1_000 * 9.81 * flow * head / eta  # water weighs a thousand kilograms to the cubic metre
\`\`\`

1. Read the [manual](https://example.org/manual.pdf) before use.
2. Then set \`eta[1]\`.

The lower spring failed in August [3].

- סיכום: המים חזרו לאחר שבועיים [2].
`

const span = (sentence: string) => ({ start: text.indexOf(sentence), end: text.indexOf(sentence) + sentence.length })
const [first, second] = citations
if (!first || !second) throw new Error('The script has no citations')

export const richAnswer: Answer = {
  ...answers.model,
  answer: text,
  claims: [
    { ...span('The committee compared three pumps [1].'), citations: [1], verdict: 'supported' },
    { ...span('**Pump B** was the cheapest to run, at $0.42 per m³ [2].'), citations: [2], verdict: 'unsupported', reason: 'number' },
    { ...span('The lower spring failed in August [3].'), citations: [3], verdict: 'weak', reason: 'missing' },
  ],
  disagreements: [{ kind: 'number', passages: [1, 2], quotes: [first.quote, second.quote], sources: [first, second] }],
  weak: true,
}
