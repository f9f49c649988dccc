import { expect, test } from 'vitest'
import { defaultTrainingSettings } from '../../../core/types/training.ts'
import { draftOf, planOf, usualDraft } from '../../../renderer/components/tune/draft-plan.ts'
import { flagPieces } from '../../../renderer/components/tune/flag-pieces.ts'
import { lossScale, pointsOf, tableRows } from '../../../renderer/components/tune/loss-scale.ts'
import { adapterNameOf, numbersIn, rankRange, settingsOf, usualTraining } from '../../../renderer/components/tune/training-request.ts'

const sources = ['a', 'b']

test('a draft asks for every source as no limit, and for what only some kinds need', () => {
  expect(planOf(usualDraft, sources)).toMatchObject({
    scope: {},
    kinds: ['question'],
    model: null,
    judge: null,
    perDocument: 10,
    distractors: 2,
    unanswerable: 0.15,
  })
  expect(planOf({ ...usualDraft, without: ['b'] }, sources)?.scope).toEqual({ sourceIds: ['a'] })
  expect(planOf({ ...usualDraft, without: sources }, sources)).toBeNull()
  expect(planOf({ ...usualDraft, kinds: ['classification'], labels: 'one\n one ' }, sources)).toBeNull()
  expect(planOf({ ...usualDraft, kinds: ['classification'], labels: 'one\n\ntwo\n' }, sources)?.labels).toEqual(['one', 'two'])
  expect(planOf({ ...usualDraft, kinds: ['extraction'] }, sources)).toBeNull()
  // rewriting needs a model
  expect(planOf({ ...usualDraft, kinds: ['question', 'rewriting'], style: 'plain' }, sources)?.kinds).toEqual(['question'])
  expect(planOf({ ...usualDraft, kinds: ['rewriting'], model: 'm', style: 'plain' }, sources)?.kinds).toEqual(['rewriting'])
  expect(planOf({ ...usualDraft, perDocument: null }, sources)).toBeNull()
})

test('a draft begins as the last one was', () => {
  const wanted = { ...usualDraft, without: ['b'], model: 'm', judge: 'j', threshold: 70, kinds: ['extraction'] as const, fields: 'date\nname' }
  const plan = planOf(wanted, sources)
  expect(plan).not.toBeNull()
  expect(draftOf(plan, sources)).toEqual(wanted)
  expect(draftOf(null, sources)).toBe(usualDraft)
})

test('plain settings of a training are the defaults; several ranks and rates are a sweep, alpha twice the rank', () => {
  expect(settingsOf(usualTraining)).toEqual([defaultTrainingSettings])
  const sweep = settingsOf({ ...usualTraining, ranks: '8, 16, 8', learningRates: '1e-4; 2e-4' })
  expect(sweep?.map(({ rank, alpha, learningRate }) => [rank, alpha, learningRate])).toEqual([
    [8, 16, 1e-4],
    [8, 16, 2e-4],
    [16, 32, 1e-4],
    [16, 32, 2e-4],
  ])
  expect(settingsOf({ ...usualTraining, alpha: 64 })?.[0]?.alpha).toBe(64)
  expect(settingsOf({ ...usualTraining, epochs: null })).toBeNull()
  const own = settingsOf({ ...usualTraining, targets: 'q_proj, v_proj q_proj', dropout: 0, patience: null, rsLora: true })
  expect(own?.[0]).toMatchObject({ targets: ['q_proj', 'v_proj'], dropout: 0, patience: null, rsLora: true })
  expect(settingsOf({ ...usualTraining, targets: 'q_proj; rm -rf /' })).toBeNull()
  for (const wrong of ['', '0', '300', '8.5', 'many', '8,x']) expect(numbersIn(wrong, rankRange, true)).toBeNull()
})

test('the name of a data set becomes one that an adapter can have', () => {
  expect(adapterNameOf('  Letters / replies: 2026')).toBe('Letters - replies- 2026')
  expect(adapterNameOf('…')).toBe('')
  expect(adapterNameOf('x'.repeat(80))).toHaveLength(60)
})

test('flags cut their text; overlapping ones lose nothing of it', () => {
  const text = 'Ask ada@fern.example or 0123.'
  const pieces = flagPieces(text, [
    { kind: 'phone', start: 24, end: 28 },
    { kind: 'mail', start: 4, end: 20 },
    { kind: 'id-number', start: 10, end: 22 },
  ])
  expect(pieces.map(({ text: part }) => part).join('')).toBe(text)
  expect(pieces.filter(({ kind }) => kind !== null)).toEqual([
    { text: 'ada@fern.example', kind: 'mail' },
    { text: ' o', kind: 'id-number' },
    { text: '0123', kind: 'phone' },
  ])
  expect(flagPieces('short', [{ kind: 'mail', start: 9, end: 12 }])).toEqual([{ text: 'short', kind: null }])
})

test('loss curves stand on a scale from nought that holds them all, drawn as far as the steps will go', () => {
  const losses = [
    { step: 4, train: 2.2, validation: null },
    { step: 8, train: 1.1, validation: 1.4 },
    { step: 12, train: Number.NaN, validation: null },
  ]
  const scale = lossScale(losses, 16)
  expect(scale).toEqual({ steps: 16, most: 3, ticks: [0, 1, 2, 3] })
  expect(pointsOf(losses, 'validation', scale)).toEqual([{ x: 50, y: (1 - 1.4 / 3) * 100 }])
  expect(pointsOf(losses, 'train', scale)).toHaveLength(2)
  expect(tableRows(losses).map(({ step }) => step)).toEqual([8, 12])
  for (const highest of [0, 0.003, 0.7, 9.9, 4_000]) {
    const { most, ticks } = lossScale([{ step: 1, train: highest, validation: null }], 1)
    expect(most).toBeGreaterThanOrEqual(highest)
    expect(ticks.length).toBeLessThanOrEqual(6)
  }
})
