/** How an experiment is run: the same for every arm. */
import { useId } from 'react'
import type { ExperimentSettings } from '../../../core/types/experiment.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { say } from '../../../core/words/words.ts'
import { modelTitle } from '../model-words.ts'

interface NumberProps {
  readonly label: string
  readonly hint: string
  readonly value: number | null
  readonly range: readonly [number, number]
  /** Empty is taken for null. */
  readonly optional?: boolean
  readonly onChange: (value: number | null) => void
}

/** Taken as it is typed; what is out of range is refused by the form. */
function NumberInput({ label, hint, value, range: [least, most], optional = false, onChange }: NumberProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        className="figures"
        min={least}
        max={most}
        step={1}
        required={!optional}
        value={value ?? ''}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.value === '' ? null : Math.round(target.valueAsNumber))}
      />
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
    </div>
  )
}

interface Props {
  readonly settings: ExperimentSettings
  /** Test questions of the version. */
  readonly questions: number
  readonly judges: readonly ChatModelInfo[]
  readonly onChange: (settings: ExperimentSettings) => void
}

export function RunFields({ settings, questions, judges, onChange }: Props) {
  const id = useId()
  const change = (changes: Partial<ExperimentSettings>) => onChange({ ...settings, ...changes })
  return (
    <>
      <NumberInput
        label={say('compare.limit')}
        hint={say('compare.limit-hint', { count: questions })}
        value={settings.limit}
        range={[1, 100_000]}
        optional
        onChange={(limit) => change({ limit })}
      />
      <details className="compare-more">
        <summary>{say('compare.more-settings')}</summary>
        <NumberInput
          label={say('compare.seed')}
          hint={say('compare.seed-hint')}
          value={settings.seed}
          range={[0, 2_147_483_647]}
          onChange={(seed) => change({ seed: seed ?? 0 })}
        />
        <NumberInput
          label={say('compare.answer-tokens')}
          hint={say('compare.answer-tokens-hint')}
          value={settings.answerTokens}
          range={[1, 8_192]}
          onChange={(tokens) => change({ answerTokens: tokens ?? 1 })}
        />
        <NumberInput
          label={say('compare.context-tokens')}
          hint={say('compare.context-tokens-hint')}
          value={settings.contextTokens}
          range={[64, 1_048_576]}
          optional
          onChange={(contextTokens) => change({ contextTokens })}
        />
        <div className="field">
          <label htmlFor={id}>{say('compare.judge')}</label>
          <select
            id={id}
            value={settings.judge ?? ''}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => change({ judge: target.value === '' ? null : target.value })}
          >
            <option value="">{say('compare.judge-none')}</option>
            {judges.map(({ name }) => (
              <option key={name} value={name}>
                {modelTitle(name)}
              </option>
            ))}
          </select>
          <p id={`${id}-hint`} className="field-hint">
            {say('compare.judge-hint')}
          </p>
        </div>
      </details>
    </>
  )
}
