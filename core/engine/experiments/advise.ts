/** Advice from an experiment, or before any. */
import type { Advice, AdviceQuestions, ExperimentResults } from '../../types/experiment.ts'

export function adviceFor(_results: ExperimentResults | null, _questions: AdviceQuestions): Advice {
  return { choice: 'unclear', reasons: [], wouldChange: [] }
}
