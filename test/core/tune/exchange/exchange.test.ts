/** Files of examples: every format is written and read again, and a line that is none is counted with its number. */
import { describe, expect, test } from 'vitest'
import { readLines } from '../../../../core/tune/exchange/read.ts'
import { writeExample, writeHead } from '../../../../core/tune/exchange/write.ts'
import { dataSetFormats, type Example } from '../../../../core/types/data-set.ts'
import { exampleOf, passageOf } from '../examples.ts'

const examples: readonly Example[] = [
  exampleOf('a', { input: 'What, "exactly", is it?\nSay so.', output: '=SUM(A1) – ein “Wert”, 数字 7', alternatives: ['seven', '7'] }),
  exampleOf('b', { answerable: false, output: '', passages: [passageOf('c', 'Beside the point.', false)] }),
  exampleOf('c', { kind: 'summary', input: '', output: 'It is short.' }),
]

test.each(dataSetFormats)('%s comes back as it was, our own fields included', (format) => {
  const file = writeHead(format) + examples.map((example) => writeExample(example, format, { boundary: 'boundary', labels: [] })).join('')
  const lines = readLines(file)
  expect(lines).toHaveLength(3)
  for (const [at, line] of lines.entries()) {
    const { kind, input, output, alternatives, answerable, passages, group, state } = examples[at] as Example
    expect('row' in line && line.row.own).toMatchObject({ kind, input, output, alternatives, answerable, passages, group, state })
  }
})

test('what trainers read is a chat as Alcove asks it, and a refusal where the passages do not say', () => {
  const [first, second] = examples.map(
    (example) => JSON.parse(writeExample(example, 'messages', { boundary: 'boundary', labels: [] })) as { messages: { role: string; content: string }[] },
  )
  expect(first?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant'])
  expect(first?.messages[1]?.content).toContain('Everything about a.')
  expect(first?.messages[2]?.content).toContain('[1]')
  expect(second?.messages[2]?.content).toBe('NOT_IN_DOCUMENTS')
})

const read = (text: string) =>
  readLines(text).map((line) => ('row' in line ? [line.line, line.row.text.input, line.row.text.output] : [line.line, line.reason]))

describe('files of others', () => {
  test.each([
    ['prompt and completion', '{"prompt":"Q","completion":"A"}', [[1, 'Q', 'A']]],
    [
      'Alpaca',
      '[{"instruction":"Sort","input":"x","output":"y"},{"instruction":"Say","input":"","output":"z"}]',
      [
        [1, 'Sort\n\nx', 'y'],
        [2, 'Say', 'z'],
      ],
    ],
    ['ShareGPT', '{"conversations":[{"from":"system","value":"s"},{"from":"human","value":"Q"},{"from":"gpt","value":"A"}]}', [[1, 'Q', 'A']]],
    [
      'a longer chat',
      '{"messages":[{"role":"user","content":"Q1"},{"role":"assistant","content":"A1"},{"role":"user","content":"Q2"},{"role":"assistant","content":[{"type":"text","text":"A2"}]}]}',
      [[1, 'User: Q1\n\nAssistant: A1\n\nQ2', 'A2']],
    ],
    [
      'CSV with semicolons, a mark, CRLF and quotes',
      '\ufeffquestion;answer\r\n"a ""b"";\r\nc";d\r\nä;ö\r\n',
      [
        [2, 'a "b";\r\nc', 'd'],
        [4, 'ä', 'ö'],
      ],
    ],
    [
      'JSON lines with CRLF, a mark and blank lines',
      '\ufeff{"question":"ä","answer":"ö"}\r\n\r\n{"question":"b","answer":"c"}\r\n',
      [
        [1, 'ä', 'ö'],
        [3, 'b', 'c'],
      ],
    ],
  ])('%s', (_, file, rows) => expect(read(file)).toEqual(rows))
})

test.each([
  [
    'broken JSON',
    '{"prompt":"Q","completion":"A"}\n{"prompt":"Q",\n{"prompt":"R","completion":"B"}',
    [
      [1, 'Q', 'A'],
      [2, 'malformed'],
      [3, 'R', 'B'],
    ],
  ],
  [
    'other fields',
    '{"text":"only"}\n{"messages":[{"role":"tool","content":"x"}]}\n{"messages":[{"role":"user","content":"x"}]}\n[]\n7\nnull',
    [1, 2, 3, 4, 5, 6].map((line) => [line, 'malformed']),
  ],
  [
    'nothing asked or answered',
    '{"prompt":" ","completion":"A"}\n{"prompt":"Q","completion":""}',
    [
      [1, 'empty'],
      [2, 'empty'],
    ],
  ],
  ['a field too long', `{"prompt":"${'x'.repeat(200_001)}","completion":"A"}`, [[1, 'too-long']]],
  [
    'a stray quote in CSV',
    'input,output\na"b,c\nd,e\n"open,f\ng,h',
    [
      [2, 'malformed'],
      [3, 'd', 'e'],
      [4, 'malformed'],
      [5, 'g', 'h'],
    ],
  ],
  [
    'another number of cells',
    'input,output\na\nb,c,d\ne,f',
    [
      [2, 'malformed'],
      [3, 'malformed'],
      [4, 'e', 'f'],
    ],
  ],
  ['names of objects', '{"messages":[{"role":"constructor","content":"x"}],"__proto__":{"output":"y"}}', [[1, 'malformed']]],
])('listed with its line: %s', (_, file, rows) => expect(read(file)).toEqual(rows))

test('an empty file holds nothing', () => expect(readLines('')).toEqual([]))
