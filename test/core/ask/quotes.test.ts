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
