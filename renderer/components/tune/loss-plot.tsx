/** The loss curves of a training, live: train as a line, validation as dots on a dashed one, and the numbers as a table. */
import type { Training } from '../../../core/types/training.ts'
import { say } from '../../../core/words/words.ts'
import { ScrollTable } from '../compare/scroll-table.tsx'
import { formatRate } from '../format.ts'
import { shownName } from '../inert-characters.ts'
import { type Curve, lossScale, type Point, pointsOf, tableRows } from './loss-scale.ts'
import './loss-plot.css'

const percent = (value: number) => `${value}%`

/** Lines between points, each drawn by itself: percentages cannot stand in a path. */
function Line({ points, curve }: { readonly points: readonly Point[]; readonly curve: Curve }) {
  return points.slice(1).map(({ x, y }, at) => {
    const from = points[at]
    return from ? <line key={at} className={`loss-${curve}`} x1={percent(from.x)} y1={percent(from.y)} x2={percent(x)} y2={percent(y)} /> : null
  })
}

function Legend() {
  return (
    <ul className="loss-legend">
      {(['train', 'validation'] as const).map((curve) => (
        <li key={curve}>
          <svg className="loss-sample" aria-hidden>
            <line className={`loss-${curve}`} x1="0" x2="100%" y1="50%" y2="50%" />
            {curve === 'validation' ? <circle className="loss-dot" cx="50%" cy="50%" r="3.5" /> : null}
          </svg>
          {say(curve === 'train' ? 'tune.train' : 'tune.validation')}
        </li>
      ))}
    </ul>
  )
}

export function LossPlot({ training: { name, losses, steps, bestStep } }: { readonly training: Training }) {
  if (losses.length === 0) return null
  const label = say('tune.curves', { name: shownName(name) })
  const scale = lossScale(losses, steps)
  const [train, validation] = [pointsOf(losses, 'train', scale), pointsOf(losses, 'validation', scale)]
  const kept = bestStep === null ? null : percent((bestStep / scale.steps) * 100)
  return (
    <figure className="loss">
      <figcaption title={say('tune.loss-hint')}>{say('tune.loss')}</figcaption>
      <Legend />
      <div className="loss-frame">
        <div className="loss-axis figures" aria-hidden>
          {scale.ticks.map((tick) => (
            <span key={tick} style={{ bottom: percent((tick / scale.most) * 100) }}>
              {formatRate(tick)}
            </span>
          ))}
        </div>
        <svg className="loss-plot" role="img" aria-label={label}>
          {scale.ticks.map((tick) => {
            const y = percent((1 - tick / scale.most) * 100)
            return <line key={tick} className="loss-tick" x1="0" x2="100%" y1={y} y2={y} />
          })}
          {kept === null ? null : <line className="loss-kept" x1={kept} x2={kept} y1="0" y2="100%" />}
          <Line points={train} curve="train" />
          <Line points={validation} curve="validation" />
          {validation.map(({ x, y }, at) => (
            <circle key={at} className="loss-dot" cx={percent(x)} cy={percent(y)} r="3.5" />
          ))}
        </svg>
        <p className="loss-steps figures">
          <span>{say('tune.step')} 0</span>
          {bestStep === null ? null : <span>{say('tune.kept-step', { step: bestStep })}</span>}
          <span>{scale.steps}</span>
        </p>
      </div>
      <details>
        <summary>{say('tune.as-table')}</summary>
        <ScrollTable
          label={label}
          head={[
            { word: say('tune.step'), number: true },
            { word: say('tune.train'), number: true },
            { word: say('tune.validation'), number: true },
          ]}
        >
          {tableRows(losses).map(({ step, train: seen, validation: unseen }) => (
            <tr key={step}>
              <th scope="row" className="number">
                {step}
              </th>
              <td className="number">{seen === null ? '' : formatRate(seen)}</td>
              <td className="number">{unseen === null ? '' : formatRate(unseen)}</td>
            </tr>
          ))}
        </ScrollTable>
      </details>
    </figure>
  )
}
