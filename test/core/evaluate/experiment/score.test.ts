import { expect, test } from 'vitest'
import { claimChecker } from '../../../../core/ask/claims/check.ts'
import type { Said } from '../../../../core/evaluate/experiment/ask-arm.ts'
import { plainAnswer, scoresOf } from '../../../../core/evaluate/experiment/score.ts'
import type { Found } from '../../../../core/types/answer.ts'
import { passageOf } from '../../engine/frozen.ts'
import { example } from './material.ts'

const said = (text: string, sent: readonly Found[] = [], refused = false): Said => ({ text, refused, citations: [], sent, answerMs: 1 })
const found = (passageId: number, text: string): Found => ({
  rank: passageId,
  score: 1,
  passageId,
  documentId: `d${passageId}`,
  fileId: '1',
  file: `/p${passageId}`,
  anchor: { kind: 'lines', lines: [1, 1], headings: [] },
  text,
  context: '',
})

test('a question is scored by its words, without markers and Markdown; refusing an answerable one scores nothing', () => {
  const asked = example('1', { output: 'The lower spring.', alternatives: ['lower spring in August'] })
  expect(plainAnswer(said('**The lower** spring [1][2].'))).toBe('The lower spring.')
  expect(scoresOf(asked, said('**The lower** spring [1].'), null, [])).toMatchObject({ exact: 1, f1: 1, contained: 1, rougeL: 1, answersKept: 1 })
  expect(scoresOf(asked, said('Lower spring, in August.'), null, [])).toMatchObject({ exact: 1 })
  expect(scoresOf(asked, said('', [], true), null, [])).toMatchObject({ exact: 0, f1: 0, chrf: 0, answersKept: 0 })
})

test('what the documents do not say is right only where it is refused', () => {
  const asked = example('1', { output: '', answerable: false })
  expect(scoresOf(asked, said('', [], true), null, [])).toEqual({ exact: 1, f1: 1, contained: 1, refusalsRight: 1 })
  expect(scoresOf(asked, said('Ada did.'), null, [])).toEqual({ exact: 0, f1: 0, contained: 0, refusalsRight: 0 })
})

test('each kind has measures of its own', () => {
  const label = example('1', { kind: 'classification', output: 'urgent' })
  expect(scoresOf(label, said('This one is urgent.'), null, ['urgent', 'not urgent'])).toEqual({ accuracy: 1, answersKept: 1 })
  expect(scoresOf(label, said('Not urgent'), null, ['urgent', 'not urgent'])).toMatchObject({ accuracy: 0 })
  const fields = example('1', { kind: 'extraction', output: '{"name":"Ada","year":"1843"}' })
  expect(scoresOf(fields, said('{"name":"Ada","year":"1842"}'), null, [])).toEqual({ fieldF1: 0.5, exact: 0, answersKept: 1 })
  const summary = scoresOf(example('1', { kind: 'summary', output: 'The lower spring fell dry.' }), said('The lower spring fell dry.'), null, [])
  expect(Object.keys(summary).toSorted()).toEqual(['answersKept', 'bleu', 'chrf', 'rougeL'])
})

test('with passages it is held against what was found and what it cites', () => {
  const text = 'The lower spring fell dry in August 1976.'
  const asked = example('1', { passages: [{ ...passageOf('/p2', text), documentId: 'd2' }] })
  const ranking = [found(1, 'The upper spring feeds the pond near the old mill.'), found(2, text)]
  const right = scoresOf(asked, said(`The lower spring fell dry in August 1976 [2].`, ranking), ranking, [])
  expect(right).toMatchObject({ hit: 1, mrr: 0.5, citationRecall: 1, citationPrecision: 1, faithfulness: 1 })
  expect(right.ndcg).toBeCloseTo(1 / Math.log2(3))
  const wrong = scoresOf(asked, said('The lower spring fell dry in March 1944 [1].', ranking), ranking, [])
  expect(wrong).toMatchObject({ citationRecall: 0, citationPrecision: 0, faithfulness: 0 })
  expect(scoresOf(asked, said('', ranking, true), [ranking[0] as Found], [])).toMatchObject({ hit: 0, mrr: 0 })
  // a document that was cut anew has other ids; its text tells
  expect(scoresOf(asked, said(text, ranking), [{ ...found(9, text), documentId: 'd2 again' }], [])).toMatchObject({ hit: 1, mrr: 1 })
})

test('a passage is what was looked for where it is of the document and holds the golden one, or is held by it', () => {
  const golden = 'The lower spring fell dry in August 1976.'
  const asked = example('1', { passages: [{ ...passageOf('/p2', golden), documentId: 'd2' }] })
  const hit = (text: string, facts: Partial<typeof asked> = {}) => scoresOf({ ...asked, ...facts }, said('x'), [found(2, text)], []).hit
  expect(hit(`Before. ${golden} After.`)).toBe(1)
  expect(hit('fell dry in August')).toBe(1)
  expect(hit('Another passage of the same document.')).toBe(0)
  expect(hit(golden, { answerable: false })).toBeUndefined()
})

test('what an answer says is faithful to whatever was sent, cited or not; a refusal says nothing', () => {
  const sent = [found(1, 'The upper spring feeds the pond near the old mill.'), found(2, 'The lower spring fell dry in August 1976.')]
  const miscited = 'The lower spring fell dry in August 1976 [1].'
  expect(scoresOf(example('1'), said(miscited, sent), sent, [])).toMatchObject({ citationRecall: 0, faithfulness: 1 })
  const refused = scoresOf(example('1'), said(miscited, sent, true), sent, [])
  expect(Object.keys(refused).filter((name) => name.startsWith('citation') || name === 'faithfulness')).toEqual([])
  expect(plainAnswer(said(miscited, sent, true))).toBe('')
})

test('a claim that is borne out in part counts as none', () => {
  const sent = [found(1, 'The lower spring fell dry in August 1976 after a winter without snow.')]
  const weak = 'The lower spring dried up in August 1976.'
  expect(claimChecker(sent).check(weak, [0]).verdict).toBe('weak')
  expect(scoresOf(example('1'), said(`${weak.slice(0, -1)} [1].`, sent), sent, [])).toMatchObject({ citationRecall: 0, citationPrecision: 0, faithfulness: 0 })
})
