import { expect, test } from 'vitest'
import { advise } from '../../../../core/evaluate/advice/advise.ts'
import type { AdviceMaterial } from '../../../../core/evaluate/advice/material.ts'
import { type AdviceChange, type AdviceReason, adviceChanges, adviceReasons } from '../../../../core/types/advice.ts'
import type { AdviceChoice, AdviceQuestions, ArmKind, ArmResult, Estimate, Measure } from '../../../../core/types/experiment.ts'

type Means = Readonly<Partial<Record<ArmKind, number>>>
interface Given {
  /** Scores by arm; every difference is as sure as `half` says. */
  readonly means?: Means
  readonly half?: number
  readonly n?: number
  readonly tiny?: boolean
  /** What is worked on stands in every request. */
  readonly unsearched?: boolean
  readonly ms?: Means
  readonly other?: Readonly<Partial<Record<ArmKind, Readonly<Partial<Record<Measure, readonly [number, number]>>>>>>
  readonly use?: Partial<AdviceQuestions>
  readonly corpus?: Partial<AdviceMaterial['corpus']>
  readonly examples?: number | null
  readonly staleness?: AdviceMaterial['staleness']
}

const between = (low: number, high: number, n: number): Estimate => ({ value: (low + high) / 2, low, high, n })

function material({
  means,
  half = 0.04,
  n = 200,
  tiny = false,
  unsearched = false,
  ms = {},
  other = {},
  use,
  corpus,
  examples = 500,
  staleness = null,
}: Given): AdviceMaterial {
  const arms = Object.entries(means ?? {}) as [ArmKind, number][]
  return {
    questions: { need: 'facts', mustCite: false, changes: 'rarely', speedMatters: false, ...use },
    corpus: { documents: 100, changedPerMonth: 0, languages: ['en'], ...corpus },
    examples,
    staleness,
    results: means
      ? {
          experiment: { arms: arms.map(([kind]) => ({ id: `${kind}-arm`, kind, model: 'm' })), questions: n },
          notSearchedFor: unsearched ? n : 0,
          main: 'f1',
          tiny,
          arms: arms.map(([kind, mean]) => armResult(kind, between(mean - half, mean + half, n), other[kind] ?? {}, ms[kind] ?? null, n)),
          differences: arms.flatMap(([a, one], at) =>
            arms.slice(at + 1).map(([b, two]) => ({
              a: `${a}-arm`,
              b: `${b}-arm`,
              measure: 'f1' as const,
              difference: between(one - two - half, one - two + half, n),
              p: Math.abs(one - two) > half ? 0.001 : 0.5,
              mcnemar: null,
              verdict: 'unclear' as const,
              needed: null,
            })),
          ),
        }
      : null,
  }
}

function armResult(kind: ArmKind, f1: Estimate, other: Readonly<Partial<Record<Measure, readonly [number, number]>>>, ms: number | null, n: number): ArmResult {
  const others = Object.entries(other).map(([measure, [low, high]]) => [measure, between(low, high, n)])
  return {
    armId: `${kind}-arm`,
    answers: n,
    failed: 0,
    refused: 0,
    scores: { f1, ...Object.fromEntries(others) },
    speed: { firstTokenMs: ms, tokensPerSecond: null, answerMs: ms, memory: null, trainingSeconds: null },
    rated: { won: 0, tied: 0, lost: 0 },
  }
}

const old = (changed: number) => ({ documents: 100, changed, gone: 0 })
const style = { need: 'style' } as const

const cases: readonly (readonly [string, Given, AdviceChoice, readonly AdviceReason[], readonly AdviceChange[]])[] = [
  // before any experiment
  ['facts, nothing measured', {}, 'rag', ['facts-in-papers', 'not-measured'], ['measure']],
  ['style, nothing measured', { use: style }, 'unclear', ['not-measured', 'style-in-papers'], ['measure']],
  ['style, few examples', { use: style, examples: 12 }, 'unclear', ['not-measured', 'style-in-papers', 'few-examples'], ['more-examples', 'measure']],
  ['style that must cite is a matter of passages', { use: { ...style, mustCite: true } }, 'rag', ['must-cite', 'facts-in-papers', 'not-measured'], ['measure']],
  ['no documents', { corpus: { documents: 0 } }, 'unclear', ['no-documents', 'not-measured'], ['measure', 'more-documents']],
  // too little of it
  ['a tiny base', { means: { base: 0, rag: 0.1, tuned: 0.9, hybrid: 1 }, tiny: true }, 'rag', ['facts-in-papers', 'tiny-base'], ['bigger-base']],
  [
    'rewriting, for style: RAG is the base once more',
    { means: { base: 0.2, rag: 0.21, tuned: 0.6, hybrid: 0.95 }, unsearched: true, use: style },
    'tuned',
    ['better'],
    ['changes-more'],
  ],
  ['a tiny base, for style', { means: { base: 0, tuned: 0.9 }, tiny: true, use: style }, 'unclear', ['tiny-base', 'style-in-papers'], ['bigger-base']],
  [
    'few questions',
    { means: { base: 0, rag: 0.1, tuned: 0.9, hybrid: 1 }, n: 12, use: style },
    'unclear',
    ['few-questions', 'style-in-papers'],
    ['more-questions'],
  ],
  [
    'a tiny base, RAG not among the arms',
    { means: { base: 0, tuned: 0.9 }, tiny: true },
    'rag',
    ['facts-in-papers', 'tiny-base'],
    ['bigger-base', 'measure-arm', 'measure-arm'],
  ],
  ['facts, RAG not among the arms', { means: { base: 0.2, tuned: 0.6 } }, 'rag', ['facts-in-papers', 'arm-not-measured'], ['measure-arm', 'measure-arm']],
  ['style, one arm', { means: { base: 0.2 }, use: style }, 'unclear', ['arm-not-measured', 'style-in-papers'], ['measure-arm']],
  // told apart
  ['RAG beats the rest', { means: { base: 0.2, rag: 0.8, tuned: 0.3, hybrid: 0.7 } }, 'rag', ['better', 'better', 'better', 'no-gain'], ['gain', 'gain']],
  ['hybrid beats RAG', { means: { base: 0.2, rag: 0.6, tuned: 0.3, hybrid: 0.8 } }, 'hybrid', ['better'], []],
  ['tuned beats all', { means: { base: 0.2, rag: 0.4, tuned: 0.9, hybrid: 0.6 }, use: style }, 'tuned', ['better'], ['changes-more']],
  ['base beats RAG', { means: { base: 0.6, rag: 0.4 }, use: style }, 'base', ['better'], []],
  ['facts by memory, where documents rest', { means: { base: 0.2, rag: 0.4, tuned: 0.9, hybrid: 0.6 } }, 'tuned', ['better'], ['changes-more']],
  // ties
  [
    'hybrid as good as RAG',
    { means: { base: 0.2, rag: 0.8, tuned: 0.3, hybrid: 0.8 } },
    'rag',
    ['keep-rag', 'better', 'better', 'alike', 'no-gain'],
    ['gain', 'gain'],
  ],
  [
    'an adapter that has learned nothing, as one of shuffled examples',
    { means: { base: 0.3, rag: 0.3, tuned: 0.3, hybrid: 0.3 }, use: style },
    'base',
    ['alike', 'alike', 'alike', 'simpler', 'no-gain', 'no-gain'],
    ['gain', 'gain'],
  ],
  [
    'all alike, facts',
    { means: { base: 0.3, rag: 0.3, tuned: 0.3, hybrid: 0.3 } },
    'rag',
    ['keep-rag', 'alike', 'alike', 'alike', 'checkable', 'no-gain', 'no-gain'],
    ['gain', 'gain'],
  ],
  [
    'not to be told, facts',
    { means: { base: 0.3, rag: 0.4, hybrid: 0.5 }, half: 0.2 },
    'rag',
    ['keep-rag', 'unclear', 'unclear', 'facts-in-papers'],
    ['more-questions', 'gain'],
  ],
  [
    'not to be told, style',
    { means: { base: 0.3, rag: 0.4, hybrid: 0.5 }, half: 0.2, use: style },
    'unclear',
    ['unclear', 'unclear'],
    ['more-questions', 'gain'],
  ],
  [
    'RAG better than nothing, the adapter not to be told',
    { means: { base: 0.1, rag: 0.5, hybrid: 0.5 }, half: 0.2, use: style },
    'rag',
    ['keep-rag', 'better', 'unclear'],
    ['more-questions', 'gain'],
  ],
  [
    'two better than RAG, for facts the one with passages',
    { means: { base: 0.2, rag: 0.4, tuned: 0.8, hybrid: 0.8 } },
    'hybrid',
    ['better', 'alike', 'checkable'],
    [],
  ],
  [
    'two better than RAG, for style the simpler',
    { means: { base: 0.2, rag: 0.4, tuned: 0.8, hybrid: 0.8 }, use: style },
    'tuned',
    ['better', 'alike', 'simpler'],
    ['changes-more'],
  ],
  [
    'two better than RAG, the faster where speed matters',
    { means: { rag: 0.4, tuned: 0.8, hybrid: 0.8 }, ms: { rag: 900, tuned: 300, hybrid: 900 }, use: { speedMatters: true } },
    'tuned',
    ['better', 'alike', 'faster'],
    ['changes-more'],
  ],
  [
    'as good as RAG and faster',
    { means: { base: 0.2, rag: 0.8, tuned: 0.8 }, ms: { base: 300, rag: 900, tuned: 300 }, use: { ...style, speedMatters: true } },
    'tuned',
    ['better', 'alike', 'faster'],
    ['gain'],
  ],
  ['better but slow', { means: { rag: 0.4, hybrid: 0.8 }, ms: { rag: 300, hybrid: 900 } }, 'hybrid', ['better', 'slower'], []],
  // what the use rules out
  [
    'must cite',
    { means: { base: 0.2, rag: 0.5, tuned: 0.9, hybrid: 0.5 }, use: { mustCite: true } },
    'rag',
    ['must-cite', 'keep-rag', 'alike', 'no-gain'],
    ['gain', 'no-citing'],
  ],
  [
    'must cite, hybrid better',
    { means: { base: 0.2, rag: 0.5, tuned: 0.9, hybrid: 0.7 }, use: { ...style, mustCite: true } },
    'hybrid',
    ['must-cite', 'better'],
    ['no-citing'],
  ],
  [
    'changes every day',
    { means: { base: 0.2, rag: 0.5, tuned: 0.9, hybrid: 0.5 }, use: { changes: 'daily' } },
    'rag',
    ['changes-often', 'keep-rag', 'better', 'alike', 'no-gain'],
    ['gain', 'changes-less'],
  ],
  [
    'changed much of late',
    { means: { rag: 0.5, tuned: 0.9 }, corpus: { changedPerMonth: 30 } },
    'rag',
    ['changed-lately', 'keep-rag'],
    ['changes-less', 'measure-arm'],
  ],
  ['style outlives changes', { means: { base: 0.2, rag: 0.5, tuned: 0.9 }, use: { ...style, changes: 'daily' } }, 'tuned', ['better'], ['changes-more']],
  ['a stale adapter', { means: { base: 0.2, rag: 0.5, tuned: 0.9, hybrid: 0.9 }, staleness: old(40) }, 'rag', ['too-stale', 'better'], ['retrain']],
  [
    'a stale adapter, for style',
    { means: { base: 0.2, rag: 0.5, tuned: 0.9 }, use: style, staleness: old(40) },
    'tuned',
    ['better', 'stale'],
    ['changes-more', 'retrain'],
  ],
  ['an adapter a little stale', { means: { rag: 0.5, hybrid: 0.9 }, staleness: old(3) }, 'hybrid', ['better', 'stale'], ['retrain']],
  // a score bought dearly
  [
    'hybrid scores better, but its citations hold less',
    { means: { rag: 0.5, hybrid: 0.7 }, other: { rag: { citationRecall: [0.7, 0.8] }, hybrid: { citationRecall: [0.4, 0.5] } } },
    'rag',
    ['better', 'cites-worse'],
    [],
  ],
  [
    'citations that may hold less',
    { means: { rag: 0.5, hybrid: 0.7 }, other: { rag: { citationRecall: [0.6, 0.8] }, hybrid: { citationRecall: [0.5, 0.65] } } },
    'hybrid',
    ['better'],
    [],
  ],
  [
    'tuned scores better, but answers what nobody knows',
    { means: { base: 0.1, rag: 0.5, tuned: 0.7 }, other: { rag: { refusalsRight: [0.8, 0.9] }, tuned: { refusalsRight: [0, 0.1] } } },
    'rag',
    ['better', 'better', 'refuses-less'],
    ['measure-arm'],
  ],
  [
    'for style nobody minds',
    { means: { base: 0.1, rag: 0.5, tuned: 0.7 }, use: style, other: { rag: { refusalsRight: [0.8, 0.9] }, tuned: { refusalsRight: [0, 0.1] } } },
    'tuned',
    ['better'],
    ['changes-more'],
  ],
  // how far it carries
  [
    'few documents, few examples, two languages',
    { means: { rag: 0.8, hybrid: 0.6 }, examples: 60, corpus: { documents: 6, languages: ['en', 'de'] } },
    'rag',
    ['better', 'no-gain'],
    ['gain', 'more-examples', 'more-documents', 'each-language'],
  ],
]

test.each(cases)('%s', (_, given, choice, reasons, changes) => {
  const advice = advise(material(given))
  expect({ choice: advice.choice, reasons: advice.reasons.map(({ key }) => key), wouldChange: advice.wouldChange.map(({ key }) => key) }).toEqual({
    choice,
    reasons,
    wouldChange: changes,
  })
})

test('every key that can be given is given in some case', () => {
  const all = cases.map(([, given]) => advise(material(given)))
  const keys = (of: 'reasons' | 'wouldChange') => [...new Set(all.flatMap((advice) => advice[of].map(({ key }) => key)))].toSorted()
  expect(keys('reasons')).toEqual([...adviceReasons].toSorted())
  expect(keys('wouldChange')).toEqual([...adviceChanges].toSorted())
})

test('points carry what their words name, in hundredths', () => {
  const advice = advise(material({ means: { rag: 0.6, hybrid: 0.8 }, half: 0.0512, n: 150 }))
  expect(advice.reasons).toEqual([{ key: 'better', values: { a: 'hybrid', b: 'rag', points: 20, low: 14.9, high: 25.1, questions: 150 } }])
  const unclear = advise(material({ means: { rag: 0.6, base: 0.62 }, half: 0.1, n: 150, use: style }))
  expect(unclear.wouldChange).toContainEqual({ key: 'more-questions', values: { have: 150, need: 600 } })
})

test('of two models the better one speaks for its kind', () => {
  const given = material({ means: { rag: 0.6, hybrid: 0.5 } })
  const results = given.results
  if (!results) throw new Error('no results')
  const second = { ...results.arms[1], armId: 'second', scores: { f1: between(0.86, 0.94, 200) } } as ArmResult
  const advice = advise({
    ...given,
    results: {
      ...results,
      experiment: { ...results.experiment, arms: [...results.experiment.arms, { id: 'second', kind: 'hybrid', model: 'larger' }] },
      arms: [...results.arms, second],
      differences: [
        ...results.differences,
        {
          ...results.differences[0],
          a: 'rag-arm',
          b: 'second',
          measure: 'f1',
          difference: between(-0.34, -0.26, 200),
          p: 0.001,
          mcnemar: null,
          verdict: 'b',
          needed: null,
        },
      ],
    },
  })
  expect(advice.choice).toBe('hybrid')
})

const keysOf = (given: Given) => advise(material(given)).reasons.map(({ key }) => key)
const changesOf = (given: Given) => advise(material(given)).wouldChange.map(({ key }) => key)
const better: Given = { means: { rag: 0.5, hybrid: 0.8 } }

test('twenty questions tell something, nineteen do not, and the arm with fewest counts', () => {
  expect(keysOf({ ...better, n: 20 })).not.toContain('few-questions')
  expect(keysOf({ ...better, n: 19 })).toContain('few-questions')
  const given = material(better)
  const [rag, hybrid] = given.results?.arms ?? []
  if (!given.results || !rag || !hybrid) throw new Error('no results')
  const few = { ...rag, scores: { f1: between(0.46, 0.54, 12) } }
  expect(advise({ ...given, results: { ...given.results, arms: [few, hybrid] } }).reasons[1]).toEqual({ key: 'few-questions', values: { have: 12, need: 20 } })
})

test('a document that is gone counts as one that has changed', () => {
  const stale = (changed: number, gone: number): Given => ({ ...better, staleness: { documents: 10, changed, gone } })
  expect(keysOf(stale(0, 1))).toContain('stale')
  expect(keysOf(stale(1, 1))).toContain('too-stale')
  expect(keysOf(stale(1, 0))).not.toContain('too-stale')
  expect(keysOf(stale(0, 0))).not.toContain('stale')
})

test('borders: examples, what is felt, what an approach must not cost', () => {
  expect(changesOf({ ...better, examples: 60 })).not.toContain('more-examples')
  expect(changesOf({ means: { rag: 0.8, hybrid: 0.6 }, examples: 60 })).toContain('more-examples')
  const few = (examples: number) => keysOf({ use: style, examples })
  expect([few(29).includes('few-examples'), few(30).includes('few-examples')]).toEqual([true, false])
  const slower = (ms: number) => keysOf({ ...better, ms: { rag: 1_000, hybrid: ms } }).includes('slower')
  expect([slower(1_400), slower(1_500)]).toEqual([false, true])
  expect(keysOf({ ...better, other: { rag: { faithfulness: [0.8, 0.9] }, hybrid: { faithfulness: [0.1, 0.2] } } })).toContain('cites-worse')
  expect(keysOf({ ...better, other: { rag: { faithfulness: [0.8, 0.9] }, hybrid: { faithfulness: [0.1, 0.85] } } })).not.toContain('cites-worse')
})

test('without passages measured, two that are not told apart are not enough evidence; of two needs the greater is told', () => {
  expect(advise(material({ means: { base: 0.5, tuned: 0.52 }, half: 0.1, use: style })).choice).toBe('unclear')
  const { wouldChange } = advise(material({ means: { base: 0.5, tuned: 0.51, hybrid: 0.6 }, half: 0.15, n: 100, use: style }))
  expect(wouldChange.find(({ key }) => key === 'more-questions')?.values).toEqual({ have: 100, need: 900 })
})

test('whoever is better is named first, with figures above zero', () => {
  const { reasons } = advise(material({ means: { base: 0.3, rag: 0.5 } }))
  expect(reasons.find(({ key }) => key === 'better')?.values).toMatchObject({ a: 'rag', b: 'base', points: 20, low: 16, high: 24 })
})
