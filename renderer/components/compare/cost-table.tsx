/** What each arm takes: time to the first word and for the whole, memory, training. */
import type { ExperimentResults } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { formatBytes, formatDuration, formatMs, formatRate } from '../format.ts'
import { armTitle } from './experiment-words.ts'
import { ScrollTable } from './scroll-table.tsx'

const told = (value: number | null, format: (value: number) => string) => (value === null ? say('compare.nothing') : format(value))

export function CostTable({ results: { experiment, arms } }: { readonly results: ExperimentResults }) {
  const head = [
    { word: say('experiment.report-arm') },
    ...(
      ['experiment.report-first-word', 'experiment.report-rate', 'experiment.report-whole', 'experiment.report-memory', 'experiment.report-training'] as const
    ).map((key) => ({ word: say(key), number: true })),
  ]
  return (
    <ScrollTable label={say('experiment.report-cost')} head={head}>
      {experiment.arms.map((arm) => {
        const speed = arms.find(({ armId }) => armId === arm.id)?.speed
        return (
          <tr key={arm.id}>
            <th scope="row">{armTitle(arm, experiment.arms)}</th>
            <td className="number">{told(speed?.firstTokenMs ?? null, formatMs)}</td>
            <td className="number">{told(speed?.tokensPerSecond ?? null, formatRate)}</td>
            <td className="number">{told(speed?.answerMs ?? null, formatMs)}</td>
            <td className="number">{told(speed?.memory ?? null, formatBytes)}</td>
            <td className="number">{told(speed?.trainingSeconds ?? null, formatDuration)}</td>
          </tr>
        )
      })}
    </ScrollTable>
  )
}
