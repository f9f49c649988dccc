import { expect, test } from 'vitest'
import { abstention } from '../../../../core/evaluate/measures/abstention.ts'
import { answerMatch } from '../../../../core/evaluate/measures/answer-match.ts'
import { citationScores } from '../../../../core/evaluate/measures/citations.ts'
import { accuracy, confusion, labelIn, macroF1, macroF1Of } from '../../../../core/evaluate/measures/classification.ts'
import { extraction } from '../../../../core/evaluate/measures/extraction.ts'
import { faithfulness } from '../../../../core/evaluate/measures/faithfulness.ts'
import { rewriting } from '../../../../core/evaluate/measures/rewriting.ts'
import { rougeL } from '../../../../core/evaluate/measures/rouge.ts'

test.each([
  ['The Eiffel Tower!', ['eiffel tower'], null, 1, 1, 1],
  ['It is the Eiffel Tower.', ['eiffel tower'], null, 0, 2 / 3, 1],
  ['', [''], null, 1, 1, 1],
  ['', ['24 months'], null, 0, 0, 0],
  ['24 months', [''], null, 0, 0, 0],
  ['anything', [], null, 0, 0, 0],
  ['in 2012', ['12'], null, 0, 0, 0],
  ['Paris', ['London', 'Paris', 'Rome'], null, 1, 1, 1],
  ['A', ['a'], 'en', 1, 1, 1],
  ['A', ['The'], 'en', 0, 0, 0],
  ['eine a b', ['eine b'], 'de', 0, 0.8, 0],
  ['the the cat', ['the cat'], 'de', 0, 0.8, 1],
  ['日本の首都は東京です。', ['東京'], null, 0, 4 / 12, 1],
  ['１２月', ['12月'], 'ja', 1, 1, 1],
  ['«Das Gerät»', ['das Gera\u0308t'], 'de', 1, 1, 1],
] as const)('%j against %j (%s): exact %d, F1 %f, contained %d', (output, references, language, exact, f1, contained) => {
  const match = answerMatch(output, references, language)
  expect([match.exact, match.contained]).toEqual([exact, contained])
  expect(match.f1).toBeCloseTo(f1, 12)
})

test('ROUGE-L as published says nothing of other scripts; by words it does, and is taken for them unasked', () => {
  const [output, reference] = ['東京は首都です', '首都は東京です']
  expect(rougeL(output, [reference], 'latin')).toBe(0)
  expect(rougeL(output, [reference], 'words')).toBeCloseTo(8 / 14, 12)
  expect(rougeL(output, [reference])).toBe(rougeL(output, [reference], 'words'))
  expect(rougeL('Москва велика', ['Москва очень велика'])).toBeCloseTo(4 / 5, 12)
  expect(rougeL('das Gerät', ['das Gerät ist'])).toBe(rougeL('das Gerät', ['das Gerät ist'], 'latin'))
})

test('a label is read from an output that is it, or that names it alone', () => {
  const labels = ['urgent', 'not urgent', 'spam', 'A']
  expect(labelIn('Urgent.', labels)).toBe('urgent')
  expect(labelIn('The mail is not urgent', labels)).toBe('not urgent')
  expect(labelIn('spam or urgent', labels)).toBeNull()
  expect(labelIn('urgently needed', labels)).toBeNull()
  expect(labelIn('a', labels)).toBe('A')
  expect(labelIn('It is of type A', ['type A', 'type'])).toBe('type A')
  expect(labelIn('', labels)).toBeNull()
})

test('accuracy, macro-F1 and the confusion table, worked by hand', () => {
  const all = [
    { label: 'a', predicted: 'a' },
    { label: 'a', predicted: 'b' },
    { label: 'a', predicted: 'a' },
    { label: 'b', predicted: 'b' },
    { label: 'b', predicted: null },
    { label: 'c', predicted: 'a' },
  ]
  expect(accuracy(all)).toBe(0.5)
  // a: 2·2/(3+3), b: 2·1/(2+2), c: 0/(0+1)
  expect(macroF1(all)).toBeCloseTo((4 / 6 + 2 / 4 + 0) / 3, 12)
  expect(macroF1Of(all)([2, 0, 0, 0, 0, 0])).toBe(1)
  expect(confusion(all)).toEqual({
    labels: ['a', 'b', 'c'],
    rows: [
      [2, 1, 0, 0],
      [0, 1, 0, 1],
      [1, 0, 0, 0],
    ],
  })
  expect([accuracy([]), macroF1([])]).toEqual([null, null])
})

test('fields are scored one by one; what nobody asked for counts against the output', () => {
  const reference = '{"name":"Acme Ltd","total":1200,"due":null}'
  expect(extraction('```json\n{"name":"ACME Ltd.","total":"1200"}\n```', reference)).toEqual({
    valid: true,
    fields: [
      { name: 'name', exact: 1, f1: 1 },
      { name: 'total', exact: 1, f1: 1 },
      { name: 'due', exact: 1, f1: 1 },
    ],
    fieldF1: 1,
    exact: 1,
  })
  const partly = extraction('{"name":"Acme","total":1300,"due":null,"vat":"20%"}', reference)
  expect(partly).toMatchObject({ valid: true, exact: 0 })
  expect(partly?.fieldF1).toBeCloseTo((2 / 3 + 0 + 1 + 0) / 4, 12)
  expect(extraction('{"name":"Acme","vat":"20%"}', '{"name":"Acme"}')).toMatchObject({ exact: 0, fieldF1: 0.5 })
})

test('an output that is no JSON object has no field right, not even an empty one', () => {
  for (const output of ['name: Acme', '[1]', 'null', '{"name":', ''])
    expect(extraction(output, '{"due":null}')).toMatchObject({ valid: false, fieldF1: 0, exact: 0 })
  expect(extraction('{}', 'no object')).toBeNull()
  expect(extraction('{}', '{}')).toMatchObject({ valid: true, fieldF1: 1, exact: 1 })
  const deep = `{"a":${'['.repeat(5_000)}1${']'.repeat(5_000)}}`
  expect(extraction(deep, '{"a":"1"}')).toMatchObject({ valid: true, fieldF1: 0 })
})

test('lists are the same in what they say', () => {
  expect(extraction('{"who":["Ann","Bo"],"ok":true}', '{"who":["Ann","Bo"],"ok":true}')).toMatchObject({ exact: 1 })
  expect(extraction('{"who":["Ann"]}', '{"who":["Ann","Bo"]}')?.fieldF1).toBeCloseTo(2 / 3, 12)
})

test('a summary: its words, its characters, its length', () => {
  expect(rewriting('one two', ['one two three four'])).toMatchObject({ rougeL: 4 / 6, lengthRatio: 6 / 15 })
  expect(rewriting('same text', ['same text'])).toEqual({ rougeL: 1, chrf: 1, lengthRatio: 1 })
  expect(rewriting('aaaa', ['', 'aaa']).lengthRatio).toBeCloseTo(4 / 3, 12)
  expect(rewriting('x', ['']).lengthRatio).toBeNull()
})

/** Passage 1 says a, 2 says b, 3 says a and b, 4 nothing; a sentence is borne out where its letters are all said. */
const says = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'ab'],
  [4, ''],
])
const bearsOut = (sentence: string, passages: readonly number[]) => [...sentence].every((letter) => passages.some((one) => says.get(one)?.includes(letter)))
test.each([
  ['needed together', [{ text: 'ab', cited: [1, 2] }], 1, 1],
  ['one of them is not needed', [{ text: 'a', cited: [1, 4] }], 1, 1 / 2],
  ['each alone is enough', [{ text: 'a', cited: [1, 3] }], 1, 1],
  ['one alone is enough, the other then is not needed', [{ text: 'ab', cited: [3, 1] }], 1, 1 / 2],
  ['borne out by nothing cited', [{ text: 'b', cited: [1, 4] }], 0, 0],
  ['a passage that is not there', [{ text: 'a', cited: [1, 9] }], 0, 0],
  ['nothing cited', [{ text: 'a', cited: [] }], 0, null],
  ['cited twice counts once', [{ text: 'a', cited: [1, 4, 4] }], 1, 1 / 2],
  [
    'over sentences',
    [
      { text: 'a', cited: [1] },
      { text: 'b', cited: [] },
      { text: 'b', cited: [2, 4] },
    ],
    2 / 3,
    2 / 3,
  ],
] as const)('citations: %s', (_, sentences, recall, precision) => {
  expect(citationScores(sentences, (passage) => says.has(passage), bearsOut)).toEqual({ recall, precision })
})

test('no sentence, no citation score; no statement, no faithfulness', () => {
  expect(
    citationScores(
      [],
      () => true,
      () => true,
    ),
  ).toBeNull()
  expect(faithfulness([])).toBeNull()
  expect(faithfulness([true, false, true, true])).toBe(0.75)
})

test('refusals are right where nothing answers, wrong elsewhere', () => {
  const asked = (answerable: boolean, refused: boolean, times: number) => Array.from({ length: times }, () => ({ answerable, refused }))
  expect(abstention([...asked(true, false, 6), ...asked(true, true, 2), ...asked(false, true, 3), ...asked(false, false, 1)])).toEqual({
    refusedRightly: 3,
    answeredWrongly: 1,
    answered: 6,
    refusedWrongly: 2,
    refusalsRight: 0.75,
    answersKept: 0.75,
  })
  expect(abstention(asked(true, false, 1))).toMatchObject({ refusalsRight: null, answersKept: 1 })
})
