/** A version's examples as the trainer reads them: one conversation a line, of which only the reply is learned. */
import { diceFrom } from '../text/dice.ts'
import type { FrozenExample, Split } from '../types/data-set.ts'
import type { TrainingSettings } from '../types/training.ts'
import { exampleTurns } from './example-turns.ts'
import { labelsOf } from './labels.ts'

/** `examples`: of the whole version. JSONL: `{"messages": [{"role", "content"}…]}`, the reply last. Empty where the split has no example. */
export function trainingRows(
  examples: readonly FrozenExample[],
  split: Split,
  { withPassages, shuffled: dealt, seed }: Pick<TrainingSettings, 'withPassages' | 'shuffled' | 'seed'>,
): string {
  // a line that a document could foresee would teach the model to heed what it forges; an example's hash is as good as chance here
  const labels = labelsOf(examples)
  const worded = examples.filter((one) => one.split === split).map((one) => exampleTurns(one, { withPassages, boundary: one.hash.slice(0, 32), labels }))
  const replies = worded.map(({ reply }) => reply)
  const given = dealt ? diceFrom(seed).shuffled(replies) : replies
  return worded.map(({ turns }, at) => `${JSON.stringify({ messages: [...turns, { role: 'assistant', content: given[at] ?? '' }] })}\n`).join('')
}
