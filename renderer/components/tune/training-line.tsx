/** In the status line: the training under way, with true counts; pressed, it shows Tune. */
import { SlidersHorizontal } from 'lucide-react'
import { trainingStateWords } from '../../../core/words/training.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { trainingUnderWay } from '../../state/tuning.ts'
import { joined } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { progressWords } from './training-words.ts'

export function TrainingLine() {
  const { tuning } = useApp()
  const one = useTuning((state) => trainingUnderWay(state.trainings))
  if (!one) return null
  const words = joined([shownName(one.name), progressWords(one) || trainingStateWords(one.state)])
  return (
    <button type="button" className="bare" title={words} onClick={() => tuning.open({ page: 'list' })}>
      <SlidersHorizontal className="icon" aria-hidden />
      <span className="figures">{words}</span>
    </button>
  )
}
