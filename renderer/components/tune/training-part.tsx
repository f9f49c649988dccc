/** The trainer, and every training, newest first. */
import { Plus } from 'lucide-react'
import { say } from '../../../core/words/words.ts'
import { useApp, useTuning } from '../../state/app.ts'
import { FailureNote } from '../failure-note.tsx'
import { TrainerCard } from './trainer-card.tsx'
import { TrainingRow } from './training-row.tsx'

export function TrainingPart() {
  const { tuning } = useApp()
  const trainings = useTuning((state) => state.trainings)
  const failure = useTuning((state) => state.failures.get('trainings'))
  const ready = useTuning((state) => state.trainer?.state === 'ready')
  const frozen = useTuning((state) => state.dataSets?.some(({ versions }) => versions.length > 0) ?? false)
  return (
    <section className="settings-section" aria-labelledby="tune-training">
      <h2 id="tune-training">{say('tune.training')}</h2>
      <TrainerCard />
      {failure ? <FailureNote failure={failure} lead={say('tune.trainings-failed')} /> : null}
      {trainings?.length === 0 ? <p>{say('training.none')}</p> : null}
      <ul className="tune-items">
        {trainings?.map((training) => (
          <TrainingRow key={training.id} training={training} />
        ))}
      </ul>
      {ready ? (
        <div className="tune-actions">
          <button type="button" className="loud" disabled={!frozen} onClick={() => tuning.open({ page: 'training', versionId: null })}>
            <Plus className="icon" aria-hidden />
            {say('tune.new-training')}
          </button>
          {frozen ? null : <p className="field-hint">{say('tune.needs-version')}</p>}
        </div>
      ) : null}
    </section>
  )
}
