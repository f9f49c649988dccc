/** Settings of a training beyond the plain ones, each with what it does. Several ranks or learning rates are a sweep. */
import { say, type WordsKey } from '../../../core/words/words.ts'
import { Labelled, LabelledCheck, LabelledNumber } from '../labelled.tsx'
import { numbersIn, rankRange, rateRange, targetsIn, type WantedTraining } from './training-request.ts'

interface Props {
  readonly wanted: WantedTraining
  readonly onChange: (changes: Partial<WantedTraining>) => void
}

interface SeveralProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly range: readonly [number, number]
  readonly whole: boolean
  readonly onChange: (value: string) => void
}

function Several({ label, hint, value, range, whole, onChange }: SeveralProps) {
  const wrong = numbersIn(value, range, whole) === null
  return (
    <Labelled label={label} hint={wrong ? say('tune.between', { least: range[0], most: range[1] }) : hint}>
      {(ids) => (
        <input {...ids} type="text" className="figures" maxLength={200} aria-invalid={wrong} value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Labelled>
  )
}

type NumberName = 'epochs' | 'alpha' | 'maxLength' | 'batch' | 'accumulation' | 'dropout' | 'patience' | 'layers' | 'seed'

const numbers: readonly {
  readonly name: NumberName
  readonly label: WordsKey
  readonly hint: WordsKey
  readonly range: readonly [number, number]
  readonly optional?: true
}[] = [
  { name: 'epochs', label: 'tune.epochs', hint: 'training.epochs', range: [0.01, 1_000] },
  { name: 'alpha', label: 'tune.alpha', hint: 'training.alpha', range: [0.1, 1_024], optional: true },
  { name: 'maxLength', label: 'tune.max-length', hint: 'training.max-length', range: [16, 32_768] },
  { name: 'batch', label: 'tune.batch', hint: 'training.batch', range: [1, 64] },
  { name: 'accumulation', label: 'tune.accumulation', hint: 'training.accumulation', range: [1, 256] },
  { name: 'dropout', label: 'tune.dropout', hint: 'training.dropout', range: [0, 0.9] },
  { name: 'patience', label: 'tune.patience', hint: 'tune.patience-hint', range: [1, 1_000], optional: true },
  { name: 'layers', label: 'tune.layers', hint: 'tune.layers-hint', range: [1, 10_000], optional: true },
  { name: 'seed', label: 'tune.seed', hint: 'training.seed', range: [0, 2_147_483_647] },
]

const wholeOnly: ReadonlySet<NumberName> = new Set(['maxLength', 'batch', 'accumulation', 'patience', 'layers', 'seed'])

export function TrainingFields({ wanted, onChange }: Props) {
  return (
    <>
      <div className="tune-fields">
        <Several label={say('tune.rank')} hint={say('training.rank')} value={wanted.ranks} range={rankRange} whole onChange={(ranks) => onChange({ ranks })} />
        <Several
          label={say('tune.learning-rate')}
          hint={say('training.learning-rate')}
          value={wanted.learningRates}
          range={rateRange}
          whole={false}
          onChange={(learningRates) => onChange({ learningRates })}
        />
        {numbers.map(({ name, label, hint, range, optional = false }) => (
          <LabelledNumber
            key={name}
            label={say(label)}
            hint={say(hint)}
            value={wanted[name]}
            range={range}
            step={wholeOnly.has(name) ? 1 : 'any'}
            optional={optional}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
        <Labelled label={say('tune.targets')} hint={say(targetsIn(wanted.targets) === null ? 'training.targets-wrong' : 'training.targets')}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              maxLength={1_000}
              spellCheck={false}
              aria-invalid={targetsIn(wanted.targets) === null}
              value={wanted.targets}
              onChange={({ target }) => onChange({ targets: target.value })}
            />
          )}
        </Labelled>
      </div>
      <LabelledCheck label={say('tune.rs-lora')} hint={say('training.rs-lora')} on={wanted.rsLora} onChange={(rsLora) => onChange({ rsLora })} />
      <LabelledCheck
        label={say('tune.with-passages')}
        hint={say('tune.with-passages-hint')}
        on={wanted.withPassages}
        onChange={(withPassages) => onChange({ withPassages })}
      />
      <LabelledCheck label={say('tune.shuffled')} hint={say('tune.shuffled-hint')} on={wanted.shuffled} onChange={(shuffled) => onChange({ shuffled })} />
    </>
  )
}
