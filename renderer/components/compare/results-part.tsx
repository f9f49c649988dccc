/** What an experiment measured: by the main measure first, then everything. */
import type { ExperimentResults } from '../../../core/types/experiment.ts'
import { measureWords } from '../../../core/words/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { answersOf } from '../../state/experiments.ts'
import { modelTitle } from '../model-words.ts'
import { CostTable } from './cost-table.tsx'
import { formatPoints } from './experiment-words.ts'
import { DifferencesTable, MainPlot, MeasuresTable } from './measure-tables.tsx'

/** A share that is written as 0.0 points: answers that do not vary tell nothing of chance. */
const leastShown = 0.000_5

export function ResultsPart({ results }: { readonly results: ExperimentResults }) {
  const { main, halfWidth, notSearchedFor, tiny, experiment, differences } = results
  const { judge } = experiment.settings
  // Of when they were worked out: the experiment may be further by now.
  const [done, total] = [experiment.done, answersOf(experiment)]
  return (
    <div className="compare-part">
      {done < total ? <p role="status">{say('experiment.unfinished', { done, total })}</p> : null}
      {notSearchedFor > 0 ? <p>{say('experiment.not-searched-for', { count: notSearchedFor })}</p> : null}
      {tiny ? <p className="compare-tiny">{say('experiment.tiny')}</p> : null}
      <section aria-labelledby="compare-main">
        <h2 id="compare-main">{say('experiment.main', { measure: measureWords(main) })}</h2>
        <MainPlot results={results} />
        {halfWidth < leastShown ? null : <p className="field-hint">{say('experiment.half-width', { points: formatPoints(halfWidth) })}</p>}
      </section>
      {differences.length > 0 ? (
        <section aria-labelledby="compare-differences">
          <h2 id="compare-differences">{say('experiment.report-differences')}</h2>
          <DifferencesTable results={results} />
          <p className="field-hint">{say('experiment.report-method')}</p>
        </section>
      ) : null}
      <section aria-labelledby="compare-scores">
        <h2 id="compare-scores">{say('experiment.report-scores')}</h2>
        <MeasuresTable results={results} />
        <p className="field-hint">{say('compare.scores-hint', { count: experiment.questions })}</p>
        {judge === null ? null : <p className="field-hint">{say('experiment.report-judge', { model: modelTitle(judge) })}</p>}
      </section>
      <section aria-labelledby="compare-cost">
        <h2 id="compare-cost">{say('experiment.report-cost')}</h2>
        <CostTable results={results} />
        <p className="field-hint">{say('compare.cost-hint')}</p>
      </section>
    </div>
  )
}
