import { expect, test } from 'vitest'
import type { Passage } from '../../../core/ask/claims/evidence.ts'
import { disagreements } from '../../../core/ask/disagreement.ts'

function pair(one: string, other: string) {
  const passages = [one, other].map((text): Passage => ({ text, context: '', anchor: { kind: 'lines', lines: [1, 1], headings: [] } }))
  return disagreements([{ passage: 0, text: one }], passages)
}

test.each([
  ['number', 'The tank on the hill holds 5,000 litres of water.', 'The tank on the hill holds 4,000 litres of water.'],
  ['date', 'The committee meets in the town hall on 3 May 2025.', 'The committee meets in the town hall on 10 June 2025.'],
  ['negation', 'Dogs are allowed in the lower garden.', 'Dogs are not allowed in the lower garden.'],
])('a different %s about the same thing is told', (kind, one, other) => {
  expect(pair(one, other)).toEqual([{ kind, passages: [0, 1], quotes: [one, other] }])
})

test.each([
  ['the same number written otherwise', 'The tank on the hill holds 5,000 litres.', 'The tank on the hill holds five thousand litres.'],
  ['another year with another number', 'In 2020 the tank lost 40 litres a day.', 'In 2021 the tank lost 55 litres a day.'],
  ['another name', 'The mill at Oberau burned down in 1911.', 'The mill at Unterau burned down in 1924.'],
  ['something else', 'The tank holds 5,000 litres.', 'The wheel turned 12 times a minute.'],
])('%s is no disagreement', (_, one, other) => {
  expect(pair(one, other)).toEqual([])
})
