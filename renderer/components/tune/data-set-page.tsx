/** One data set: drafting, its examples, cleaning, versions, files. */
import { ArrowLeft } from 'lucide-react'
import type { DataSet } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { useApp } from '../../state/app.ts'
import { shownName } from '../inert-characters.ts'
import { CleanPart } from './clean-part.tsx'
import { countsWords, RemoveDataSet } from './data-set-list.tsx'
import { DraftForm } from './draft-form.tsx'
import { DraftProgress } from './draft-progress.tsx'
import { FilesPart } from './files-part.tsx'
import { RenameDataSet } from './rename-data-set.tsx'
import { ReviewPart } from './review-part.tsx'
import { ToldFailure } from './told-failure.tsx'
import { VersionsPart } from './versions-part.tsx'

export function BackToTune() {
  const { tuning } = useApp()
  return (
    <button type="button" className="bare" onClick={() => tuning.open({ page: 'list' })}>
      <ArrowLeft className="icon" aria-hidden />
      {say('tune.back')}
    </button>
  )
}

export function DataSetPage({ dataSet }: { readonly dataSet: DataSet }) {
  const { id, name, counts, progress } = dataSet
  const empty = counts.waiting + counts.accepted + counts.rejected === 0
  return (
    <>
      <header className="tune-head">
        <BackToTune />
        <h1>
          <bdi>{shownName(name)}</bdi>
        </h1>
        <RenameDataSet dataSet={dataSet} />
        <RemoveDataSet dataSet={dataSet} />
      </header>
      <p className="quiet figures" role="status">
        {countsWords(dataSet)}
      </p>
      <ToldFailure about={id} />
      <DraftProgress dataSet={dataSet} />
      {progress?.state === 'working' ? null : (
        <details className="tune-fold" open={empty}>
          <summary>{say('tune.draft')}</summary>
          <DraftForm dataSet={dataSet} />
        </details>
      )}
      <ReviewPart dataSet={dataSet} />
      <CleanPart dataSet={dataSet} />
      <VersionsPart dataSet={dataSet} />
      <FilesPart dataSet={dataSet} />
    </>
  )
}
