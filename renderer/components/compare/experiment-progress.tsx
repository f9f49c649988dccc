/** How far an experiment is: its state in a word, true counts, the arm at work and the time left. */
import { CircleCheck, CircleDashed, CirclePause, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { Experiment, ExperimentState } from '../../../core/types/experiment.ts'
import { stateWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { answersOf } from '../../state/experiments.ts'
import { progressWords } from './experiment-words.ts'

const shapes: Readonly<Record<ExperimentState, typeof CircleCheck>> = {
  waiting: CircleDashed,
  working: LoaderCircle,
  paused: CirclePause,
  done: CircleCheck,
  failed: TriangleAlert,
}

export function StateTag({ state }: { readonly state: ExperimentState }) {
  const Shape = shapes[state]
  return (
    <span className={`experiment-state experiment-${state}`}>
      <Shape className="icon" aria-hidden />
      {stateWords(state)}
    </span>
  )
}

export function ExperimentProgress({ experiment }: { readonly experiment: Experiment }) {
  const { state, name, done } = experiment
  if (state === 'done' || experiment.leaks.length > 0) return null
  return (
    <div className="experiment-progress">
      <progress aria-label={say('compare.progress-of', { name })} max={Math.max(1, answersOf(experiment))} value={done} />
      <p className="figures">{progressWords(experiment)}</p>
    </div>
  )
}
