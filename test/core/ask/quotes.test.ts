import { expect, test } from 'vitest'
import { quotes, quotesAsMarkdown } from '../../../core/ask/quotes.ts'
import { found } from './found.ts'

const sure = { similarity: 0.8, score: 1.1 }

test('sentences that follow each other are one quote, word for word', () => {
  const text = 'Ferns need shade. The boiler pressure must be 1.5 bar. The pressure of the boiler is read weekly. Call us.'
  const result = quotes('What must the boiler pressure be?', [found(1, text, sure)])
  expect(result.answered).toBe(true)
  expect(result.quotes[0]?.text.startsWith('The boiler pressure must be 1.5 bar.')).toBe(true)
  for (const quote of result.quotes) expect(text).toContain(quote.text)
})

test('a sentence with what is asked for, a time, goes before one without', () => {
  const text = 'The harbour bridge opened amid great joy. The harbour bridge opened in 1932.'
  expect(quotes('When was the harbour bridge opened?', [found(1, text, sure)]).quotes[0]?.text).toContain('1932')
})

test('at most five quotes; headings and remnants are not quoted', () => {
  const passages = Array.from({ length: 9 }, (_, at) =>
    found(at + 1, `Pump pressure\n\nThe pump pressure in hall ${at} is high.`, { similarity: 0.8, score: 1 }),
  )
  const result = quotes('What is the pump pressure?', passages)
  expect(result.quotes.length).toBeLessThanOrEqual(5)
  for (const quote of result.quotes) expect(quote.text).toContain('is high.')
})

test.each([
  ['a question', 'Is the pump pressure read weekly? The pump is in hall 3.', 'Is the pump pressure read weekly?'],
  ['one in other scripts', 'ポンプの圧力は何バールですか？ The pump is in hall 3.', 'ポンプの圧力は何バールですか？'],
  ['one in quotes', 'The pump is in hall 3. “What is the pump pressure?”', 'What is the pump pressure?'],
  ['one with a reference', 'The pump is in hall 3. What is the pump pressure?[4]', 'What is the pump pressure?[4]'],
])('%s is never offered as an answer', (_name, text, question) => {
  for (const asked of ['What is the pump pressure?', 'ポンプの圧力は何バールですか？', 'pump pressure']) {
    for (const quote of quotes(asked, [found(1, text, sure)]).quotes) expect(quote.text).not.toContain(question)
  }
  expect(quotes('What is the pump pressure?', [found(1, question, sure)])).toEqual({ answered: false, quotes: [] })
})

test('what follows a question is its answer, however short', () => {
  const text = 'May dogs be brought along? Yes, always. The garden opens at nine. Paths may be wet.'
  expect(quotes('May dogs be brought along?', [found(1, text, sure)]).quotes.map((quote) => quote.text)).toEqual(['Yes, always.'])
})

test('a heading, a table’s first row and a line that leads to a list are no answers; the rows are', () => {
  const text = 'Plots and rent\nThe rent of a plot is:\n\nKind of plot\tRent\nFull plot\t96 euros\nHalf plot\t54 euros'
  const result = quotes('What is the rent of a half plot?', [found(1, text, sure)])
  expect(result.quotes[0]?.text).toBe('Half plot\t54 euros')
  expect(result.quotes.map((quote) => quote.text)).not.toContain('Kind of plot\tRent')
  expect(result.quotes.map((quote) => quote.text).join()).not.toMatch(/Plots and rent|rent of a plot is:/)
  expect(quotesAsMarkdown(result.quotes)).toMatch(/^> Half plot · 54 euros \[1\]/)
})

test('a heading with the figure asked for is quoted where nothing else has it', () => {
  const text = 'Invoice number 4711\nThank you for your order. Please pay within thirty days.'
  expect(quotes('What is the invoice number?', [found(1, text, sure)]).quotes[0]?.text).toBe('Invoice number 4711')
})

test('a heading with a figure stands behind a sentence that says as much', () => {
  const text = 'Water report 2025\nThe water report says that July was dry.'
  expect(quotes('Where is the water report?', [found(1, text, sure)]).quotes[0]?.text).toBe('The water report says that July was dry.')
})

test('a sentence that leans on the one before it is quoted with it', () => {
  const text = 'The tank stands behind the shed. It holds 5,000 litres. Cans may be filled there.'
  expect(quotes('How many litres does the tank hold?', [found(1, text, sure)]).quotes[0]?.text).toBe('The tank stands behind the shed. It holds 5,000 litres.')
})

test('a line that owes its score to its neighbour is not shown beside it', () => {
  const text = 'The pump pressure is 4 bar. The pump was painted red.'
  expect(quotes('What is the pump pressure?', [found(1, text, sure)]).quotes.map((quote) => quote.text)).toEqual(['The pump pressure is 4 bar.'])
})

test('a name or a number that the passages lack, and a denial that they do not make, speak for a refusal', () => {
  const passages = [
    found(1, 'The bridge over the river was opened by Queen Mary in 1932.', { similarity: 0.62, score: 0.9 }),
    found(2, 'Ferns.', { score: 0.5 }),
  ]
  expect(quotes('Who opened the bridge in 1932?', passages).answered).toBe(true)
  expect(quotes('Did Napoleon open the bridge?', passages).answered).toBe(false)
  expect(quotes('Who opened the bridge in 1876?', passages).answered).toBe(false)
  expect(quotes('Who never opened the bridge?', passages).answered).toBe(false)
})

test('in German, where every noun has a capital, a noun that is missing is no missing name', () => {
  const passages = [found(1, 'Der Kesseldruck beträgt im kalten Zustand 1,5 bar.', { similarity: 0.5, score: 0.65 }), found(2, 'Farne.', { score: 0.5 })]
  expect(quotes('Wie hoch ist der Kesseldruck im kalten Zustand der Anlage?', passages).answered).toBe(true)
})

test('nothing found and nothing fitting are refused', () => {
  expect(quotes('What is it?', [])).toEqual({ answered: false, quotes: [] })
  expect(quotes('Who composed the opera Tosca?', [found(1, 'Ferns grow in the shade.', { similarity: 0.1, score: 0.07 })]).answered).toBe(false)
})

test('a very long sentence is quoted in part, verbatim, around what is asked for', () => {
  const text = `${'alpha beta gamma delta '.repeat(60)}boiler pressure 1.5 bar ${'epsilon zeta eta '.repeat(60)}`.trim()
  const [quote] = quotes('What is the boiler pressure?', [found(1, text, sure)]).quotes
  expect(quote?.text.length).toBeLessThanOrEqual(400)
  expect(quote?.text).toContain('boiler pressure 1.5 bar')
  expect(text).toContain(quote?.text ?? '?')
})

test('a quote’s own characters make no Markdown and no marker', () => {
  const quote = (text: string) => quotesAsMarkdown([{ passage: found(1, text), text }])
  expect(quote('See [3] and *this*.\nNext <b>line</b>')).toBe('> See [\u20603] and \\*this\\*. Next \\<b\\>line\\</b\\> [1]')
  expect(quote('# 12. Title')).toBe('> \\# 12. Title [1]')
  expect(quote('1. First')).toBe('> 1\\. First [1]')
})
