/** Advice where nothing was measured that tells: what published studies found, or none. Pure. */
import type { Advice, AdvicePoint } from '../../types/experiment.ts'
import { type AdviceMaterial, change, reason, wantsFacts } from './material.ts'

/** Examples below which training teaches nothing that holds, and from which on it may be worth trying. */
export const fewestExamples = 30
export const goodExamples = 200

/** `why`: why nothing measured tells. `instead`: what would. */
export function byPapers({ questions, corpus, examples }: AdviceMaterial, why: readonly AdvicePoint[], instead: readonly AdvicePoint[]): Advice {
  if (wantsFacts(questions) && corpus.documents > 0) return { choice: 'rag', reasons: [reason('facts-in-papers'), ...why], wouldChange: instead }
  const few = examples !== null && examples < fewestExamples
  return {
    choice: 'unclear',
    reasons: [
      ...why,
      ...(wantsFacts(questions) ? [] : [reason('style-in-papers')]),
      ...(few ? [reason('few-examples', { have: examples, need: fewestExamples })] : []),
    ],
    wouldChange: few ? [change('more-examples', { have: examples, need: goodExamples }), ...instead] : instead,
  }
}
