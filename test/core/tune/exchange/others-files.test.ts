/** Files of examples that nobody of ours wrote, or that wish us ill: each line says what is taken of it, and what spreadsheets make of ours. */
import { expect, test } from 'vitest'
import { csvLine, readCsv } from '../../../../core/tune/exchange/csv.ts'
import { mostLines, readLines } from '../../../../core/tune/exchange/read.ts'
import { writeExample } from '../../../../core/tune/exchange/write.ts'
import { exampleOf, frozenOf, passageOf } from '../examples.ts'

const rowsOf = (...records: readonly unknown[]) =>
  readLines(records.map((record) => JSON.stringify(record)).join('\n')).map((line) => ('row' in line ? line.row : line.reason))
const said = (role: string, content: unknown) => ({ role, content })

test.each<[string, unknown]>([
  ['a role that every object has', { messages: [said('toString', 'Q'), said('assistant', 'A')] }],
  ['a question last', { messages: [said('assistant', 'A'), said('user', 'Q')] }],
  ['two answers', { messages: [said('assistant', 'A'), said('assistant', 'B')] }],
  ['a picture among the parts', { messages: [said('user', [{ type: 'image', text: 'Q' }]), said('assistant', 'A')] }],
  ['more turns than anybody takes', { messages: Array.from({ length: 1_002 }, (_, at) => said(at % 2 === 0 ? 'user' : 'assistant', 'x')) }],
])('malformed: %s', (_, record) => expect(rowsOf(record)).toEqual(['malformed']))

test('a refusal is unanswerable and has no output, in our words or by its field; an unknown kind is a question', () => {
  const unanswerable = { text: { answerable: false, output: '' } }
  expect(
    rowsOf(
      { prompt: 'Q', completion: ' NOT_IN_DOCUMENTS' },
      { prompt: 'Q', completion: 'A', answerable: 'false' },
      { prompt: 'Q', completion: 'A', answerable: false },
    ),
  ).toMatchObject([unanswerable, unanswerable, unanswerable])
  expect(rowsOf({ prompt: 'Q', completion: 'A', kind: 'constructor' }, { prompt: 'Q', completion: 'A', kind: 'summary' })).toMatchObject([
    { text: { kind: 'question' } },
    { text: { kind: 'summary' } },
  ])
})

test('our own field that is none is as good as absent', () => {
  expect(rowsOf({ prompt: 'Q', completion: 'A', alcove: '{' }, { prompt: 'Q', completion: 'A', alcove: {} })).toMatchObject([{ own: null }, { own: null }])
})

test('no line is too long to be told, no file too long to be ended', () => {
  const long = 'x'.repeat(200_001)
  expect(rowsOf({ prompt: 'Q', completion: 'A', alternatives: long })).toEqual(['too-long'])
  const [broken] = readLines(`{"a": "${'x'.repeat(1_000)}"`)
  expect(broken).toEqual({ line: 1, reason: 'malformed', text: `{"a": "${'x'.repeat(193)}` })
  const lines = readLines('{"prompt":"Q","completion":"A"}\n'.repeat(mostLines + 3))
  expect(lines).toHaveLength(mostLines + 1)
  expect(lines.at(-1)).toEqual({ line: mostLines + 1, reason: 'too-long', text: '' })
})

test('text behind a closing quote is malformed', () => {
  expect(readCsv('a,b\n"c"d,e\n').map(({ cells }) => cells)).toEqual([['a', 'b'], null])
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('a spreadsheet computes nothing of %j', (cell) => expect(csvLine([cell])).toBe(`"'${cell}"`))

test('what stands beside the passages goes along where a format has a place for it', () => {
  const example = exampleOf('a', { input: 'Q?', output: 'A.', passages: [passageOf('b', 'Beside.', false), passageOf('a', 'Golden.')] })
  const order = { boundary: 'boundary', labels: [] }
  const read = (format: Parameters<typeof writeExample>[1]): Record<string, unknown> =>
    JSON.parse(writeExample(example, format, order)) as Record<string, unknown>
  expect(read('alpaca')).toMatchObject({ instruction: 'Q?', input: 'Beside.\n\nGolden.', output: 'A.' })
  expect(read('completion')).toMatchObject({ completion: 'A [2].' })
  expect(read('messages')['messages']).toHaveLength(3)
  const frozen = writeExample(frozenOf('validation', 'a'), 'csv', order)
  expect(frozen).toContain('"validation"')
})
