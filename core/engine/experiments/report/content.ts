/** An experiment put into words: advice first, then each arm, the differences, speed and cost, and every question. */
import type { Advice, Arm, ArmAnswer, ArmDifference, ArmResult, Estimate, ExperimentResults, ExperimentRow } from '../../../types/experiment.ts'
import { measures } from '../../../types/experiment.ts'
import { armWords, changeWords, choiceWords, measureWords, reasonWords } from '../../../words/experiment.ts'
import { advice as adviceOf, decimal, say, spokenLanguage } from '../../../words/words.ts'
import { askWording } from '../../ask-wording.ts'
import type { Block } from './blocks.ts'

export interface Reported {
  readonly results: ExperimentResults
  /** Null: nobody said what use is meant. */
  readonly advice: Advice | null
  readonly rows: readonly ExperimentRow[]
  /** Questions that `rows` leaves out. */
  readonly more: number
  /** Tokens of request and answer together. */
  readonly contextTokens: number
}

export function reportBlocks(reported: Reported): readonly Block[] {
  const { results, advice } = reported
  return [
    ...opening(reported),
    ...(advice === null ? [] : advised(advice)),
    ...scored(results),
    ...differing(results),
    ...costs(results),
    ...rated(results),
    ...questions(reported),
  ]
}

function opening({ results, contextTokens }: Reported): readonly Block[] {
  const { experiment, arms, tiny, notSearchedFor } = results
  const { createdAt, endedAt, questions: count, dataSet, done, settings, leaks, failure } = experiment
  const { seed, answerTokens: tokens, judge } = settings
  return [
    { kind: 'paragraph', text: say('experiment.report-measured', { date: dateOf(endedAt ?? createdAt) }) },
    { kind: 'paragraph', text: say('experiment.questions', { count, dataSet }) },
    { kind: 'list', items: experiment.arms.map(({ kind, model }) => `${armWords(kind)}: ${model}`) },
    { kind: 'paragraph', text: say('experiment.report-settings', { seed, tokens, context: contextTokens }) },
    ...(judge === null ? [] : [{ kind: 'paragraph', text: say('experiment.report-judge', { model: judge }) } as const]),
    ...(notSearchedFor > 0 ? [{ kind: 'paragraph', text: say('experiment.not-searched-for', { count: notSearchedFor }) } as const] : []),
    ...(tiny ? [{ kind: 'paragraph', text: say('experiment.tiny'), strong: true } as const] : []),
    ...(done < count * arms.length
      ? [{ kind: 'paragraph', text: say('experiment.unfinished', { done, total: count * arms.length }), strong: true } as const]
      : []),
    ...(failure === undefined || failure.code === 'leak-found'
      ? []
      : [{ kind: 'paragraph', text: adviceOf(failure.code, failure.details), strong: true } as const]),
    ...(leaks.length === 0
      ? []
      : ([
          { kind: 'paragraph', text: say('experiment.report-leaks'), strong: true },
          { kind: 'list', items: leaks.map(({ input, file }) => (file === null ? input : `${input} (${file})`)) },
        ] as const)),
  ]
}

function advised({ choice, reasons, wouldChange }: Advice): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-advice') },
    { kind: 'paragraph', text: choiceWords(choice), strong: true },
    ...listed(say('experiment.report-why'), reasons.map(reasonWords)),
    ...listed(say('experiment.report-would-change'), wouldChange.map(changeWords)),
  ]
}

function listed(text: string, items: readonly string[]): readonly Block[] {
  return items.length === 0
    ? []
    : [
        { kind: 'heading', level: 3, text },
        { kind: 'list', items },
      ]
}

function scored({ experiment, arms, main }: ExperimentResults): readonly Block[] {
  const measured = measures.filter((measure) => arms.some(({ scores }) => scores[measure] !== undefined))
  if (measured.length === 0) return []
  const intervals = arms.flatMap(({ armId, scores }) => {
    const own = scores[main]
    return own === undefined ? [] : [{ label: nameOf(armId, experiment.arms), value: own.value * 100, low: own.low * 100, high: own.high * 100 }]
  })
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-scores') },
    { kind: 'paragraph', text: say('experiment.main', { measure: measureWords(main) }) },
    { kind: 'plot', title: say('experiment.report-plot', { measure: measureWords(main) }), from: 0, to: 100, intervals },
    {
      kind: 'table',
      caption: say('experiment.report-scores-hint'),
      head: [say('experiment.report-measure'), ...arms.map(({ armId }) => nameOf(armId, experiment.arms))],
      rows: measured.map((measure) => [measureWords(measure), ...arms.map(({ scores }) => estimateWords(scores[measure]))]),
    },
  ]
}

function differing({ experiment, differences, halfWidth }: ExperimentResults): readonly Block[] {
  if (differences.length === 0) return []
  const pair = ({ a, b }: ArmDifference) => `${nameOf(a, experiment.arms)} − ${nameOf(b, experiment.arms)}`
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-differences') },
    {
      kind: 'plot',
      title: say('experiment.report-differences'),
      from: -100,
      to: 100,
      intervals: differences.map((one) => ({
        label: pair(one),
        value: one.difference.value * 100,
        low: one.difference.low * 100,
        high: one.difference.high * 100,
      })),
    },
    {
      kind: 'table',
      caption: say('experiment.report-method'),
      head: [say('experiment.report-pair'), say('experiment.report-difference'), 'p', 'McNemar', say('experiment.report-verdict')],
      rows: differences.map((one) => [pair(one), estimateWords(one.difference), chance(one.p), chance(one.mcnemar), verdictOf(one, experiment.arms)]),
    },
    { kind: 'paragraph', text: say('experiment.half-width', { points: hundredths(halfWidth) }) },
  ]
}

function verdictOf({ a, b, verdict, needed }: ArmDifference, arms: readonly Arm[]): string {
  if (verdict === 'alike') return say('experiment.verdict-alike')
  if (verdict !== 'unclear') return say('experiment.verdict-better', { arm: nameOf(verdict === 'a' ? a : b, arms) })
  const unclear = say('experiment.verdict-unclear')
  return needed === null ? unclear : `${unclear}: ${say('experiment.report-needed', { count: needed })}`
}

function costs({ experiment, arms }: ExperimentResults): readonly Block[] {
  const seconds = (value: number | null) => (value === null ? '–' : numbers(value, 'second'))
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-cost') },
    {
      kind: 'table',
      caption: say('experiment.report-cost'),
      head: [
        say('experiment.report-arm'),
        say('experiment.report-answers'),
        say('experiment.report-first-word'),
        say('experiment.report-rate'),
        say('experiment.report-whole'),
        say('experiment.report-memory'),
        say('experiment.report-training'),
      ],
      rows: arms.map(({ armId, answers, refused, failed, speed }) => [
        nameOf(armId, experiment.arms),
        [String(answers), say('experiment.refused-count', { count: refused }), ...(failed > 0 ? [say('experiment.failed-count', { count: failed })] : [])].join(
          ', ',
        ),
        seconds(speed.firstTokenMs === null ? null : speed.firstTokenMs / 1_000),
        speed.tokensPerSecond === null ? '–' : decimal(speed.tokensPerSecond, 1),
        seconds(speed.answerMs === null ? null : speed.answerMs / 1_000),
        speed.memory === null ? '–' : askWording.size(speed.memory),
        seconds(speed.trainingSeconds),
      ]),
    },
  ]
}

function rated({ experiment, arms }: ExperimentResults): readonly Block[] {
  const any = arms.some(({ rated: { won, tied, lost } }) => won + tied + lost > 0)
  if (!any) return []
  const counts = ({ rated: own }: ArmResult) => say('experiment.report-rated-counts', own)
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-rated') },
    { kind: 'list', items: arms.map((arm) => `${nameOf(arm.armId, experiment.arms)}: ${counts(arm)}`) },
  ]
}

function questions({ results, rows, more }: Reported): readonly Block[] {
  if (rows.length === 0) return []
  const { experiment, main } = results
  return [
    { kind: 'heading', level: 2, text: say('experiment.report-questions') },
    ...rows.flatMap(({ example, answers }): readonly Block[] => [
      { kind: 'heading', level: 3, text: example.input },
      {
        kind: 'table',
        caption: `${say('experiment.report-reference')}: ${example.answerable ? example.output : say('experiment.not-said')}`,
        head: [say('experiment.report-arm'), say('experiment.report-answers'), measureWords(main)],
        rows: answers.map((answer) => [nameOf(answer.armId, experiment.arms), answerWords(answer), scoreWords(answer.scores[main])]),
      },
    ]),
    ...(more > 0 ? [{ kind: 'paragraph', text: say('experiment.report-more', { count: more }) } as const] : []),
  ]
}

function answerWords({ text, refused, failure }: ArmAnswer): string {
  if (failure !== undefined) return adviceOf(failure.code, failure.details)
  return refused ? say('experiment.says-not') : text
}

/** Its kind; with its model where several are of that kind. */
function nameOf(armId: string, arms: readonly Arm[]): string {
  const arm = arms.find(({ id }) => id === armId)
  if (arm === undefined) return armId
  const alone = arms.filter(({ kind }) => kind === arm.kind).length === 1
  return alone ? armWords(arm.kind) : `${armWords(arm.kind)} (${arm.model})`
}

function estimateWords(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '–'
  const { value, low, high, n } = estimate
  return `${hundredths(value)} [${hundredths(low)}, ${hundredths(high)}] (n\u00a0=\u00a0${n})`
}

function scoreWords(score: number | undefined): string {
  return score === undefined ? '–' : hundredths(score)
}

function hundredths(value: number): string {
  return decimal(value * 100, 1)
}

function chance(p: number | null): string {
  if (p === null) return '–'
  return p < 0.0001 ? `< ${decimal(0.0001, 4)}` : decimal(p, 4)
}

function numbers(value: number, unit: string): string {
  return new Intl.NumberFormat(spokenLanguage(), { style: 'unit', unit, maximumFractionDigits: 2 }).format(value)
}

function dateOf(at: number): string {
  return new Intl.DateTimeFormat(spokenLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(at)
}
