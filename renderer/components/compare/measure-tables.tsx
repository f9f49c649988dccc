/** What came out: the plot of the main measure, every measure, and the differences between arms, each with its 95 % interval. */
import type { Arm, ArmResult, ExperimentResults, Measure } from '../../../core/types/experiment.ts'
import { measures } from '../../../core/types/experiment.ts'
import { measureWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { formatCount } from '../format.ts'
import { modelTitle } from '../model-words.ts'
import { ArmShape, DotStrip, StripAxis } from './dot-strip.tsx'
import { armTitle, chanceWords, formatDifference, formatPoints, intervalWords, spreadWords, titleOf, verdictWords } from './experiment-words.ts'
import { differenceScale, shareScale } from './plot-scale.ts'
import { ScrollTable } from './scroll-table.tsx'

function ArmHead({ arm, arms }: { readonly arm: Arm; readonly arms: readonly Arm[] }) {
  return (
    <th scope="row" className="arm-head">
      <ArmShape kind={arm.kind} />
      {armTitle(arm, arms)}
      <bdi className="quiet">{modelTitle(arm.model)}</bdi>
    </th>
  )
}

/** The plot is its own table: each strip stands beside its numbers. */
export function MainPlot({ results: { experiment, arms, main } }: { readonly results: ExperimentResults }) {
  const label = say('experiment.report-plot', { measure: measureWords(main) })
  const head = [
    { word: say('experiment.report-arm') },
    { word: <StripAxis scale={shareScale} signed={false} /> },
    { word: say('compare.points'), number: true },
    { word: say('compare.interval-95'), number: true },
    { word: say('compare.questions'), number: true },
  ]
  return (
    <ScrollTable label={label} className="plot-table" head={head}>
      {experiment.arms.map((arm) => {
        const estimate = arms.find(({ armId }) => armId === arm.id)?.scores[main]
        return (
          <tr key={arm.id}>
            <ArmHead arm={arm} arms={experiment.arms} />
            <td className="strip-cell">{estimate ? <DotStrip scale={shareScale} estimate={estimate} shape={arm.kind} /> : null}</td>
            <td className="number">{estimate ? <strong>{formatPoints(estimate.value)}</strong> : say('compare.nothing')}</td>
            <td className="number">{estimate ? intervalWords(estimate, formatPoints) : ''}</td>
            <td className="number">{estimate ? formatCount(estimate.n) : ''}</td>
          </tr>
        )
      })}
    </ScrollTable>
  )
}

const isMeasured = (arms: readonly ArmResult[]) => (measure: Measure) => arms.some(({ scores }) => scores[measure] !== undefined)

export function MeasuresTable({ results: { experiment, arms, main } }: { readonly results: ExperimentResults }) {
  const listed = experiment.arms
  const resultOf = (arm: Arm) => arms.find(({ armId }) => armId === arm.id)
  const head = [{ word: say('experiment.report-measure') }, ...listed.map((arm) => ({ word: armTitle(arm, listed), number: true }))]
  return (
    <ScrollTable label={say('experiment.report-scores')} head={head}>
      {measures.filter(isMeasured(arms)).map((measure) => (
        <tr key={measure} className={measure === main ? 'main-measure' : undefined}>
          <th scope="row">{measureWords(measure)}</th>
          {listed.map((arm) => {
            const estimate = resultOf(arm)?.scores[measure]
            return (
              <td key={arm.id} className="number">
                {estimate ? (
                  <>
                    {formatPoints(estimate.value)}
                    <span className="estimate-interval">{spreadWords(estimate, experiment.questions)}</span>
                  </>
                ) : (
                  say('compare.nothing')
                )}
              </td>
            )
          })}
        </tr>
      ))}
      {(['refused', 'failed'] as const).map((count) => (
        <tr key={count}>
          <th scope="row">{say(count === 'refused' ? 'compare.refused' : 'compare.failed')}</th>
          {listed.map((arm) => (
            <td key={arm.id} className="number">
              {formatCount(resultOf(arm)?.[count] ?? 0)}
            </td>
          ))}
        </tr>
      ))}
    </ScrollTable>
  )
}

export function DifferencesTable({ results: { experiment, differences } }: { readonly results: ExperimentResults }) {
  const { arms } = experiment
  const scale = differenceScale(differences.map(({ difference }) => difference))
  const head = [
    { word: say('experiment.report-pair') },
    { word: <StripAxis scale={scale} signed /> },
    { word: say('experiment.report-difference'), number: true },
    { word: say('compare.interval-95'), number: true },
    { word: <abbr title={say('compare.p-hint')}>p</abbr>, number: true },
    { word: <abbr title={say('compare.mcnemar-hint')}>McNemar</abbr>, number: true },
    { word: say('experiment.report-verdict') },
  ]
  return (
    <ScrollTable label={say('experiment.report-differences')} className="plot-table" head={head}>
      {differences.map((one) => (
        <tr key={`${one.a} ${one.b}`}>
          <th scope="row">{say('compare.pair', { a: titleOf(one.a, arms), b: titleOf(one.b, arms) })}</th>
          <td className="strip-cell">
            <DotStrip scale={scale} estimate={one.difference} shape="bar" />
          </td>
          <td className="number">{formatDifference(one.difference.value)}</td>
          <td className="number">{intervalWords(one.difference, formatDifference)}</td>
          <td className="number">{chanceWords(one.p)}</td>
          <td className="number">{one.mcnemar === null ? say('compare.nothing') : chanceWords(one.mcnemar)}</td>
          <td className="verdict">{verdictWords(one, arms)}</td>
        </tr>
      ))}
    </ScrollTable>
  )
}
