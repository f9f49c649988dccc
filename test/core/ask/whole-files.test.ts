import { afterAll, beforeAll, expect, test } from 'vitest'
import { scriptedModel } from './small-library.ts'
import { type WholeLibrary, wholeLibrary } from './whole-library.ts'

const rules = Array.from({ length: 20 }, (_, at) => `Rule ${at + 1} of the harbour says that berth ${at + 40} is kept free for the ferry on market days.`).join(
  '\n\n',
)
let whole: WholeLibrary

beforeAll(async () => {
  whole = await wholeLibrary({
    'rules.txt': rules,
    'copy of rules.txt': rules,
    'other.txt': 'Nothing of the kind.',
    'more/1.txt': 'one',
    'more/2.txt': 'two',
    'more/3.txt': 'three',
    'more/4.txt': 'four',
    'more/5.txt': 'five',
  })
})
afterAll(async () => await whole?.close())

/** Numbers of the rules in the order in which they were sent. */
const sent = (request: string | undefined) => [...(request ?? '').matchAll(/Rule (\d+) of/g)].map((match) => Number(match[1]))
const inOrder = Array.from({ length: 20 }, (_, at) => at + 1)

test('a file that fits is sent whole, in reading order, once; markers name its passages and the receipt says so', async () => {
  const model = scriptedModel(['Berth 59 is kept free [1].'], undefined, 16_000)
  const answer = await whole.ask('What is berth 59 for?', { model, scope: { paths: [`${whole.docs}/rules.txt`, `${whole.docs}/copy of rules.txt`] } })
  expect(sent(model.asked[0])).toEqual(inOrder)
  expect(answer.receipt).toMatchObject({ whole: true, cut: 0, retrieved: answer.receipt.sent })
  expect(answer.receipt.passages.map(({ n }) => n)).toEqual(answer.receipt.passages.map((_, at) => at + 1))
  expect(answer.citations[0]?.n).toBe(1)
  expect(rules).toContain(answer.citations[0]?.quote)
})

test('a file named in the question is sent whole too', async () => {
  const model = scriptedModel(['Yes [1].'], undefined, 16_000)
  expect((await whole.ask('What is berth 59 for in other.txt?', { model })).receipt.whole).toBe(true)
})

test.each([
  ['one that does not fit the model’s real context', 1_200, { paths: ['rules.txt'] }],
  ['more than a few files', 16_000, { paths: [''] }],
])('%s is searched as ever', async (_, context, { paths }) => {
  const model = scriptedModel(['Berth 59 is kept free [1].'], undefined, context)
  const scope = { paths: paths.map((path) => (path === '' ? whole.docs : `${whole.docs}/${path}`)) }
  const { receipt } = await whole.ask('What is berth 59 for?', { model, scope })
  expect([receipt.whole, receipt.sent > 0]).toEqual([undefined, true])
})

test('without a limit, and without a model, nothing is sent whole', async () => {
  expect((await whole.ask('What is berth 59 for?', { model: scriptedModel(['Yes [1].'], undefined, 16_000) })).receipt.whole).toBeUndefined()
  expect((await whole.ask('What is berth 59 for?', { scope: { paths: [`${whole.docs}/rules.txt`] } })).receipt.whole).toBeUndefined()
})
