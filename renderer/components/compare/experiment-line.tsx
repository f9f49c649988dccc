/** In the status line: the experiment under way, with true counts; pressed, it shows it. */
import { ChartNoAxesGantt } from 'lucide-react'
import { say } from '../../../core/words/words.ts'
import { useApp, useExperimentsWork } from '../../state/app.ts'
import { underWay } from '../../state/experiments.ts'
import { shortProgress } from './experiment-words.ts'

export function ExperimentLine() {
  const { experiments } = useApp()
  const one = useExperimentsWork((state) => underWay(state.experiments))
  if (!one) return null
  const words = say('compare.working', { progress: shortProgress(one) })
  return (
    <button type="button" className="bare status-work" title={words} onClick={() => experiments.open({ page: 'one', id: one.id, part: 'results' })}>
      <ChartNoAxesGantt className="icon" aria-hidden />
      <span className="figures">{words}</span>
    </button>
  )
}
