/** The scripted engine's experiments: one that is done with believable results, and one that is at work. */
import type { Implementer } from '../../core/engine/context.ts'
import { createLatest } from '../../core/engine/latest.ts'
import { stream } from '../../core/engine/streams.ts'
import { AlcoveError } from '../../core/errors.ts'
import type { Example } from '../../core/types/data-set.ts'
import {
  type Advice,
  type Arm,
  type ArmAnswer,
  type ArmResult,
  type BlindPair,
  defaultExperimentSettings,
  type Estimate,
  type Experiment,
  type ExperimentResults,
  type ExperimentRow,
  type Measure,
} from '../../core/types/experiment.ts'

export const fourArms: readonly Arm[] = [
  { id: '1', kind: 'base', model: 'gguf:llama-3.2-3b' },
  { id: '2', kind: 'rag', model: 'gguf:llama-3.2-3b' },
  { id: '3', kind: 'tuned', model: 'gguf:llama-3.2-3b+water' },
  { id: '4', kind: 'hybrid', model: 'gguf:llama-3.2-3b+water' },
]

export const doneExperiment: Experiment = {
  id: '1',
  name: 'Water reports, first try',
  versionId: '1',
  dataSet: 'Water reports, version 1',
  arms: fourArms,
  settings: defaultExperimentSettings,
  state: 'done',
  createdAt: Date.UTC(2026, 10, 20, 9),
  endedAt: Date.UTC(2026, 10, 20, 9, 41),
  questions: 120,
  done: 480,
  failed: 1,
  secondsLeft: null,
  armId: null,
  leaks: [],
}

export const workingExperiment: Experiment = {
  ...doneExperiment,
  id: '2',
  name: 'Water reports, another seed',
  state: 'working',
  createdAt: Date.UTC(2026, 10, 21, 9),
  endedAt: null,
  done: 133,
  failed: 0,
  secondsLeft: 1_260,
  armId: '3',
}

export const leakedExperiment: Experiment = {
  ...doneExperiment,
  id: '3',
  name: 'With a leak',
  state: 'failed',
  failure: { code: 'leak-found', details: {} },
  done: 0,
  failed: 0,
  leaks: [{ kind: 'document', split: 'test', exampleId: '7', trainId: '3', input: 'Which spring fell dry in 1976?', file: '/home/ada/papers/water.pdf' }],
}

const estimate = (value: number, half = 0.07, n = 120): Estimate => ({ value, low: Math.max(0, value - half), high: Math.min(1, value + half), n })

const valuesOf: readonly (readonly [armId: string, values: Partial<Record<Measure, number>>, refused: number, speed: ArmResult['speed']])[] = [
  ['1', { exact: 0.08, f1: 0.19, contained: 0.12, rougeL: 0.18, bleu: 0.04, chrf: 0.24, refusalsRight: 0.4, answersKept: 0.71 }, 38, speed(210, null)],
  [
    '2',
    { exact: 0.52, f1: 0.71, contained: 0.78, rougeL: 0.68, bleu: 0.41, chrf: 0.66, refusalsRight: 0.83, answersKept: 0.94, ...cited(0.88, 0.81, 0.9) },
    17,
    speed(940, null),
  ],
  ['3', { exact: 0.21, f1: 0.38, contained: 0.29, rougeL: 0.36, bleu: 0.18, chrf: 0.41, refusalsRight: 0.58, answersKept: 0.9 }, 22, speed(220, 2_820)],
  [
    '4',
    { exact: 0.63, f1: 0.77, contained: 0.8, rougeL: 0.75, bleu: 0.5, chrf: 0.71, refusalsRight: 0.92, answersKept: 0.95, ...cited(0.91, 0.86, 0.92) },
    16,
    speed(960, 2_820),
  ],
]

function cited(citationPrecision: number, citationRecall: number, faithfulness: number): Partial<Record<Measure, number>> {
  return { citationPrecision, citationRecall, faithfulness, hit: 0.93, mrr: 0.84, ndcg: 0.86 }
}

function speed(firstTokenMs: number, trainingSeconds: number | null): ArmResult['speed'] {
  return { firstTokenMs, tokensPerSecond: 18.4, answerMs: firstTokenMs + 2_100, memory: 3_600_000_000, trainingSeconds }
}

export function resultsOf(experiment: Experiment): ExperimentResults {
  return {
    experiment,
    arms: valuesOf.map(([armId, values, refused, ownSpeed]) => ({
      armId,
      answers: 120,
      failed: armId === '1' ? 1 : 0,
      refused,
      scores: Object.fromEntries(Object.entries(values).map(([measure, value]) => [measure, estimate(value)])),
      speed: ownSpeed,
      rated: armId === '2' ? { won: 3, tied: 2, lost: 1 } : armId === '4' ? { won: 1, tied: 2, lost: 3 } : { won: 0, tied: 0, lost: 0 },
    })),
    differences: [
      difference('1', '2', -0.52, 0.000_01, 'b'),
      difference('1', '3', -0.19, 0.004, 'b'),
      difference('1', '4', -0.58, 0.000_01, 'b'),
      difference('2', '3', 0.33, 0.000_2, 'a'),
      difference('2', '4', -0.06, 0.21, 'unclear'),
      difference('3', '4', -0.39, 0.000_1, 'b'),
    ],
    main: 'f1',
    halfWidth: 0.089,
    notSearchedFor: 0,
    tiny: false,
  }
}

function difference(a: string, b: string, value: number, p: number, verdict: 'a' | 'b' | 'unclear'): ExperimentResults['differences'][number] {
  return {
    a,
    b,
    measure: 'f1',
    difference: { value, low: value - 0.08, high: value + 0.08, n: 120 },
    p,
    mcnemar: p,
    verdict,
    needed: verdict === 'unclear' ? 310 : null,
  }
}

const example: Example = {
  id: '11',
  kind: 'question',
  input: 'Which spring fell dry in August 1976?',
  output: 'The lower spring.',
  alternatives: [],
  answerable: true,
  origin: 'document',
  state: 'accepted',
  edited: false,
  passages: [],
  group: '1',
  personalData: [],
  scores: { grounding: 1, judge: null },
  generator: null,
  message: null,
  madeAt: Date.UTC(2026, 10, 19),
}

function answer(armId: string, text: string, f1: number, refused = false): ArmAnswer {
  return { armId, text, refused, citations: [], scores: { exact: f1 === 1 ? 1 : 0, f1, rougeL: f1 }, firstTokenMs: 240, answerMs: 1_900, answerTokens: 24 }
}

export const scriptedRows: readonly ExperimentRow[] = [
  {
    example,
    answers: [
      answer('1', '', 0, true),
      answer('2', 'The lower spring fell dry in August 1976 [1].', 0.55),
      answer('3', 'The upper spring.', 0.67),
      answer('4', 'The lower spring [1].', 1),
    ],
  },
  {
    example: { ...example, id: '12', input: 'Who measured the flow of the river?', output: '', answerable: false },
    answers: [
      { ...answer('1', '', 0), failure: { code: 'model-cut', details: { model: 'qwen3:0.6b' } } },
      answer('2', '', 1, true),
      answer('3', 'A. Lindqvist.', 0),
      answer('4', '', 1, true),
    ],
  },
]

const pairs: readonly Pick<BlindPair, 'id' | 'input' | 'reference' | 'left' | 'right'>[] = [
  {
    id: 'p1',
    input: example.input,
    reference: example.output,
    left: 'The lower spring.',
    right: 'The lower spring fell dry in August 1976.',
  },
  { id: 'p2', input: 'What feeds the pond?', reference: 'The upper spring.', left: '', right: 'The upper spring feeds it.' },
]

/** What the scripted engine holds of experiments; a test changes it at any time. */
export class ScriptedExperiments {
  readonly #latest = createLatest<readonly Experiment[]>()
  all: readonly Experiment[] = []
  rows: readonly ExperimentRow[] = scriptedRows
  results: (experiment: Experiment) => ExperimentResults = resultsOf
  rated = 0
  advice: Advice = {
    choice: 'rag',
    reasons: [
      { key: 'keep-rag', values: {} },
      { key: 'unclear', values: { a: 'hybrid', b: 'rag', low: -2, high: 14, questions: 120 } },
      { key: 'better', values: { a: 'rag', b: 'base', points: 52, low: 44, high: 60, questions: 120 } },
    ],
    wouldChange: [
      { key: 'more-questions', values: { have: 120, need: 310 } },
      { key: 'gain', values: { arm: 'hybrid', over: 'rag', points: 5 } },
    ],
  }

  set(all: readonly Experiment[]): void {
    this.all = all
    this.#latest.set(all)
  }

  change(id: string, changes: Partial<Experiment>): Experiment {
    const changed = { ...this.one(id), ...changes }
    this.set(this.all.map((one) => (one.id === id ? changed : one)))
    return changed
  }

  one(id: string): Experiment {
    const found = this.all.find((one) => one.id === id)
    if (found === undefined) throw new AlcoveError('experiment-unknown')
    return found
  }

  pair(): BlindPair | null {
    const next = pairs[this.rated]
    return next === undefined ? null : { ...next, rated: this.rated, total: pairs.length }
  }

  follow(signal: AbortSignal): AsyncIterable<readonly Experiment[]> {
    return this.#latest.follow(this.all, signal)
  }
}

export function scriptedExperimentHandlers(os: Implementer, script: () => { readonly experiments: ScriptedExperiments }) {
  const of = () => script().experiments
  return {
    follow: os.experiments.follow.handler(({ signal }) => stream(signal, (left) => of().follow(left))),
    list: os.experiments.list.handler(() => ({ experiments: of().all })),
    start: os.experiments.start.handler(({ input }) => {
      const started: Experiment = {
        ...workingExperiment,
        id: String(of().all.length + 1),
        name: input.name,
        versionId: input.versionId,
        arms: input.arms.map((arm, at) => ({ ...arm, id: String(at + 1) })),
        settings: input.settings,
        done: 0,
        armId: '1',
      }
      of().set([started, ...of().all])
      return started
    }),
    pause: os.experiments.pause.handler(({ input }) => of().change(input.id, { state: 'paused', armId: null, secondsLeft: null })),
    resume: os.experiments.resume.handler(({ input }) => of().change(input.id, { state: 'working', armId: '3', ...(input.failed ? { failed: 0 } : {}) })),
    remove: os.experiments.remove.handler(({ input }) => {
      of().set(of().all.filter(({ id }) => id !== input.id))
      return {}
    }),
    results: os.experiments.results.handler(({ input }) => of().results(of().one(input.id))),
    rows: os.experiments.rows.handler(({ input }) => ({ total: of().rows.length, rows: of().rows.slice(input.skip, input.skip + input.limit) })),
    pair: os.experiments.pair.handler(() => of().pair()),
    rate: os.experiments.rate.handler(() => {
      of().rated += 1
      return of().pair()
    }),
    advise: os.experiments.advise.handler(() => of().advice),
    report: os.experiments.report.handler(({ input }) => ({
      fileName: `experiment.${input.format}`,
      mediaType: 'text/plain',
      content: new Blob(['report'], { type: 'text/plain' }),
    })),
  }
}
