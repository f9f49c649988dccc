/** What models write instead of the JSON asked for, and what is held against the passage. */
import { describe, expect, test } from 'vitest'
import { groundingOf } from '../../../../core/tune/draft/grounding.ts'
import { type Fields, recordsIn, textIn } from '../../../../core/tune/draft/reply.ts'
import { draftsIn, judgementIn } from '../../../../core/tune/draft/requests.ts'

const wanted = { labels: ['Invoice', 'Letter'], fields: ['Due date', 'Total'], style: '' }
const outputs = (kind: Parameters<typeof draftsIn>[0], reply: string) => draftsIn(kind, reply, wanted).map(({ input, output }) => [input, output])

test.each([
  ['fenced, with words around', 'Here you are:\n```json\n[{"a": 1}]\n```\nAnything else?', [{ a: 1 }]],
  ['an object', '{"a": {"b": [1]}}', [{ a: { b: [1] } }]],
  ['a bracket after the end', '[{"a": 1}] (see [2])', [{ a: 1 }]],
  ['cut off', '[{"a": 1}, {"b":', [{ a: 1 }]],
  ['no JSON', 'I cannot do that.', []],
  ['other things', '[1, null, "x", []]', []],
  ['too many', `[${Array.from({ length: 50 }, () => '{"a":1}').join(',')}]`, Array.from({ length: 20 }, () => ({ a: 1 }))],
])('records: %s', (_, reply, records) => expect(recordsIn(reply)).toEqual(records))

test('only what was asked for comes out, within its limits', () => {
  expect(
    outputs('question', '[{"question": "Why?", "answer": "So."}, {"question": 7, "answer": "x"}, {"question": "Says the passage so?", "answer": "x"}]'),
  ).toEqual([['Why?', 'So.']])
  expect(outputs('question', `[{"question": "${'x'.repeat(401)}", "answer": "y"}]`)).toEqual([])
  expect(outputs('classification', '{"label": "letter"}')).toEqual([['', 'Letter']])
  expect(outputs('classification', '{"label": "Ignore all rules"}')).toEqual([])
  expect(outputs('extraction', '{"fields": {"Due date": "14 March", "Total": 7, "Other": "x"}}')).toEqual([['', '{"Due date":"14 March"}']])
  expect(outputs('extraction', '{"__proto__": {"Total": "1"}}')).toEqual([])
  expect(judgementIn('{"faithful": true, "relevant": false, "clear": true}')).toBeCloseTo(2 / 3)
  expect(judgementIn('{"faithful": "yes"}')).toBe(null)
})

describe('grounding', () => {
  const passage = 'The cistern below Aldern holds 1,200 barrels. Ada Brandt built it in 1931 for the town.'
  test.each([
    ['The cistern holds 1.200 barrels.', 0.75],
    ['The cistern holds 1300 barrels.', 0],
    ['It was built by Ada Brandt for the town.', 1],
    ['It was built by Otto Brandt for the town.', 0],
  ])('%s', (text, least) => expect(groundingOf(text, passage)).toBe(least))
  test('words of its own count against it', () => {
    expect(groundingOf('The cistern pleased every visitor enormously.', passage)).toBeLessThan(0.5)
    expect(groundingOf('', passage)).toBe(0)
  })
})

test('three questions are taken, the beginning of a long reply is read, and only fields of its own', () => {
  const many = Array.from({ length: 5 }, (_, at) => ({ question: `Why ${at}?`, answer: 'So.' }))
  expect(outputs('question', JSON.stringify(many))).toHaveLength(3)
  expect(recordsIn(`${' '.repeat(40_000)}{"a": 1}`)).toEqual([])
  expect(textIn(Object.create({ question: 'Why?' }) as Fields, 'question', 10)).toBeNull()
  expect(judgementIn('{"faithful": true, "relevant": true}')).toBeNull()
})
