import { expect, test } from 'vitest'
import { claimsIn } from '../../../../core/ask/claims/claims-in.ts'

test('sentences that claim something are found with their markers; headings, questions, code and talk are not', () => {
  const answer = [
    '# The mill at Oberau',
    '',
    'Sure, here is what I found.',
    'The mill was built in 1874 [1]. **Reiter** sold it in 1911. [2][3] Who bought it?',
    '',
    'These were its owners:',
    '- Anton Reiter until 1911 [1]',
    '- Josefa Lang until 1930',
    '',
    '```',
    'const mill = build(1874)',
    '```',
    '',
    '| Year | Tonnes |',
    '| --- | --- |',
    '| 1900 | 40 tonnes [2] |',
    '',
    'The documents do not say who repaired the wheel.',
  ].join('\n')
  const claims = claimsIn(answer)
  expect(claims.map(({ text, citations }) => [text, citations])).toEqual([
    ['The mill was built in 1874.', [1]],
    ['Reiter sold it in 1911.', [2, 3]],
    ['Anton Reiter until 1911', [1]],
    ['Josefa Lang until 1930', []],
    ['1900 40 tonnes', [2]],
  ])
  expect(answer.slice(claims[1]?.start, claims[1]?.end)).toBe('**Reiter** sold it in 1911. [2][3]')
})

test('spans lie in the text, in order, whatever the text is', () => {
  const pieces = [
    'The mill stood.',
    '[1]',
    '\n\n',
    '| a | b |',
    '|---|---|',
    '```',
    '`x',
    '- item',
    '> quote',
    '# head',
    '¿Quién?',
    '工場は1874年に建てられた。',
    '\ud83d',
    'e.g. this',
    '[2](x)',
  ]
  let state = 11
  const next = () => (state = (state * 48_271) % 2_147_483_647)
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: next() % 14 }, () => pieces[next() % pieces.length]).join(['', ' ', '\n'][next() % 3])
    let last = 0
    for (const { start, end } of claimsIn(text)) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(text.length)
      last = end
    }
  }
})
