import { expect, test } from 'vitest'
import { checkClaim } from '../../../../core/ask/claims/check.ts'
import type { Passage } from '../../../../core/ask/claims/evidence.ts'

function passage(text: string, context = ''): Passage {
  return { text, context, anchor: { kind: 'lines', lines: [1, 1], headings: [] } }
}

const mill = passage(
  'The mill at Oberau was built in 1874 by Anton Reiter. It ground 40 tonnes of rye a year. In 1911 Reiter sold the mill to Josefa Lang, who replaced the wheel with a turbine. The turbine was never repaired after the flood of March 1924.',
  'Oberau',
)

test.each([
  ['The mill at Oberau was built in 1874 by Anton Reiter.'],
  ['Anton Reiter built the mill at Oberau in 1874.'],
  ['In 1911 Reiter sold the mill to Josefa Lang.'],
  ['The mill ground forty tonnes of rye a year.'],
])('what the passage says is not called unsupported, copied or reworded: %s', (claim) => {
  expect(checkClaim(claim, [mill]).verdict).not.toBe('unsupported')
})

test.each([
  ['number', 'The mill at Oberau was built in 1894 by Anton Reiter.'],
  ['number', 'The mill ground 60 tonnes of rye a year.'],
  ['name', 'The mill at Oberau was built in 1874 by Franz Huber.'],
  ['negation', 'The mill at Oberau was not built in 1874 by Anton Reiter.'],
  ['roles', 'In 1911 Josefa Lang sold the mill to Reiter, who replaced the wheel with a turbine.'],
  ['missing', 'The miller kept forty geese behind the orchard.'],
])('a wrong %s is told: %s', (reason, claim) => {
  const checked = checkClaim(claim, [mill])
  expect(checked.verdict).toBe('unsupported')
  expect(checked.reason === reason || (reason === 'missing' && checked.reason === 'number')).toBe(true)
})

test('the line that bears a claim out best is named with its passage', () => {
  const other = passage('The baker of Oberau used white flour only.')
  expect(checkClaim('Reiter sold the mill to Josefa Lang in 1911.', [other, mill]).best).toMatchObject({
    passage: 1,
    text: expect.stringContaining('sold the mill') as string,
  })
})

test('without passages nothing is supported', () => {
  expect(checkClaim('The mill was built in 1874.', [])).toEqual({ verdict: 'unsupported', score: 0, reason: 'missing', best: null })
})

test.each([
  [
    'de',
    'Der Kessel fasst 1.200 Liter und wurde am 14.03.2024 geprüft.',
    'Der Kessel fasst 1200 Liter.',
    'Der Kessel fasst 1.500 Liter und wurde am 14.03.2024 geprüft.',
  ],
  [
    'fr',
    'La réunion du comité aura lieu le 3 mai 2025 dans la grande salle.',
    'La réunion du comité aura lieu le 3 mai 2025.',
    'La réunion du comité n’aura pas lieu le 3 mai 2025 dans la grande salle.',
  ],
  [
    'es',
    'El contrato vence el 30 de junio de 2026 y no se renueva solo.',
    'El contrato vence el 30 de junio de 2026.',
    'El contrato vence el 30 de julio de 2026 y no se renueva solo.',
  ],
  ['ja', '保証期間は購入日から24か月です。', '保証期間は購入日から24か月です。', '保証期間は購入日から36か月です。'],
])('numbers, dates and denials are compared in %s', (_, text, right, wrong) => {
  expect(checkClaim(right, [passage(text)]).verdict).not.toBe('unsupported')
  expect(checkClaim(wrong, [passage(text)]).verdict).not.toBe('supported')
})

test('any text can be held against any text', () => {
  const pieces = ['[1]', '|', '\n', '```', '# a', 'Ω', '不', '\u0000', '1.2.3', '٣', 'not', 'Rollo', '"', '\ud800', '(', '50 %', '\t', '. ']
  let state = 7
  const next = () => (state = (state * 48_271) % 2_147_483_647)
  for (let round = 0; round < 150; round++) {
    const text = () => Array.from({ length: next() % 12 }, () => pieces[next() % pieces.length]).join(next() % 2 ? ' ' : '')
    const { score } = checkClaim(text(), [passage(text(), text()), passage(text())])
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThanOrEqual(1)
  }
})
