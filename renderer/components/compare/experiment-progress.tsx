/** How far an experiment is: its state in a word, true counts, the arm at work and the time left. */
import { CircleCheck, CircleDashed, CirclePause, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { Experiment, ExperimentState } from '../../../core/types/experiment.ts'
import { stateWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { answersOf } from '../../state/experiments.ts'
import { shownName } from '../inert-characters.ts'
import { StateTag, type Tone } from '../state-tag.tsx'
import { progressWords } from './experiment-words.ts'

const looks: Readonly<Record<ExperimentState, readonly [LucideIcon, Tone]>> = {
  waiting: [CircleDashed, 'quiet'],
  working: [LoaderCircle, 'working'],
  paused: [CirclePause, 'weak'],
  done: [CircleCheck, 'supported'],
  failed: [TriangleAlert, 'unsupported'],
}

export function ExperimentTag({ state }: { readonly state: ExperimentState }) {
  const [shape, tone] = looks[state]
  return <StateTag shape={shape} words={stateWords(state)} tone={tone} />
}

export function ExperimentProgress({ experiment }: { readonly experiment: Experiment }) {
  const { state, name, done } = experiment
  if (state === 'done' || experiment.leaks.length > 0) return null
  return (
    <div className="experiment-progress">
      <progress aria-label={say('compare.progress-of', { name: shownName(name) })} max={Math.max(1, answersOf(experiment))} value={done} />
      <p className="figures">{progressWords(experiment)}</p>
    </div>
  )
}
