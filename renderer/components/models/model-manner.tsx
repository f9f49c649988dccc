/** How models run: how long they stay in memory, and whether they think first. */
import { say } from '../../../core/words/words.ts'
import { useApp, useProfile } from '../../state/app.ts'

const minutes: readonly (number | null)[] = [null, 0, 1, 15, 60, -1]

function keepWords(value: number | null): string {
  if (value === null) return say('models.keep-usual')
  if (value === 0) return say('models.keep-none')
  if (value < 0) return say('models.keep-always')
  return value === 60 ? say('models.keep-hour') : say('models.keep-minutes', { count: value })
}

export function ModelManner() {
  const { profile } = useApp()
  const settings = useProfile((state) => state.settings)
  if (!settings) return null
  const keep = settings.keepAliveMinutes
  const offered = minutes.includes(keep) ? minutes : [...minutes, keep]
  return (
    <section className="settings-section" aria-labelledby="models-behaviour">
      <h2 id="models-behaviour">{say('models.behaviour')}</h2>
      <div className="field">
        <label htmlFor="models-keep">{say('models.keep-alive')}</label>
        <select
          id="models-keep"
          value={keep === null ? '' : String(keep)}
          onChange={(event) => profile.change({ keepAliveMinutes: event.target.value === '' ? null : Number(event.target.value) })}
        >
          {offered.map((value) => (
            <option key={String(value)} value={value === null ? '' : String(value)}>
              {keepWords(value)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="models-check">
          <input
            type="checkbox"
            checked={settings.thinking}
            aria-describedby="models-thinking"
            onChange={(event) => profile.change({ thinking: event.target.checked })}
          />
          {say('models.thinking')}
        </label>
        <p id="models-thinking" className="field-hint">
          {say('models.thinking-hint')}
        </p>
      </div>
    </section>
  )
}
