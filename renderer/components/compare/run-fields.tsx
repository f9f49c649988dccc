/** How an experiment is run: the same for every arm. */
import type { ExperimentSettings } from '../../../core/types/experiment.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { say } from '../../../core/words/words.ts'
import { LabelledChoice, LabelledNumber } from '../labelled.tsx'
import { modelTitle } from '../model-words.ts'

interface Props {
  readonly settings: ExperimentSettings
  /** Test questions of the version. */
  readonly questions: number
  readonly judges: readonly ChatModelInfo[]
  readonly onChange: (settings: ExperimentSettings) => void
}

export function RunFields({ settings, questions, judges, onChange }: Props) {
  const change = (changes: Partial<ExperimentSettings>) => onChange({ ...settings, ...changes })
  return (
    <>
      <LabelledNumber
        label={say('compare.limit')}
        hint={say('compare.limit-hint', { count: questions })}
        value={settings.limit}
        range={[1, 100_000]}
        optional
        onChange={(limit) => change({ limit })}
      />
      <details className="compare-more">
        <summary>{say('compare.more-settings')}</summary>
        <LabelledNumber
          label={say('compare.seed')}
          hint={say('compare.seed-hint')}
          value={settings.seed}
          range={[0, 2_147_483_647]}
          onChange={(seed) => change({ seed: seed ?? 0 })}
        />
        <LabelledNumber
          label={say('compare.answer-tokens')}
          hint={say('compare.answer-tokens-hint')}
          value={settings.answerTokens}
          range={[1, 8_192]}
          onChange={(tokens) => change({ answerTokens: tokens ?? 1 })}
        />
        <LabelledNumber
          label={say('compare.context-tokens')}
          hint={say('compare.context-tokens-hint')}
          value={settings.contextTokens}
          range={[64, 1_048_576]}
          optional
          onChange={(contextTokens) => change({ contextTokens })}
        />
        <LabelledChoice
          label={say('compare.judge')}
          hint={say('compare.judge-hint')}
          value={settings.judge ?? ''}
          options={[['', say('compare.judge-none')], ...judges.map(({ name }) => [name, modelTitle(name)] as const)]}
          onChange={(judge) => change({ judge: judge === '' ? null : judge })}
        />
      </details>
    </>
  )
}
