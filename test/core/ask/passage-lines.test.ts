import { expect, test } from 'vitest'
import { passageLines } from '../../../core/ask/passage-lines.ts'
import { found } from './found.ts'

const kinds = (text: string, more = {}) => passageLines(found(1, text, more)).map((line) => [line.text.replaceAll(/\s+/g, ' '), line.kind])

test('headings are told by their form, with or without a number', () => {
  expect(kinds('2. Plots and rent\nA plot is rented for a year.\n\nAnimals\nHens may be kept.')).toEqual([
    ['2. Plots and rent', 'label'],
    ['A plot is rented for a year.', 'sentence'],
    ['Animals', 'label'],
    ['Hens may be kept.', 'sentence'],
  ])
})

test('a heading that the anchor or the context names is one wherever it stands', () => {
  expect(kinds('It is cold. \nWinter care', { anchor: { kind: 'block', headings: ['Garden', 'Winter care'], block: 1 } })[1]).toEqual(['Winter care', 'label'])
  expect(kinds('Water report 2025\nIt rained.', { context: 'Society > Water report 2025' })[0]).toEqual(['Water report 2025', 'title'])
})

test('lines of a list and a bare last line are kept', () => {
  expect(kinds('Opening hours\nMonday 9 to 17\nTuesday 9 to 12\n\nClosed in August').map(([, kind]) => kind)).toEqual([
    'label',
    'sentence',
    'sentence',
    'sentence',
  ])
})

test('a table’s first row counts as standing above the others, unless it holds figures', () => {
  const lines = passageLines(found(1, 'Rent\n\nKind\tEuros\nHalf\t54\nFull\t96\n\nYears\t2010\t2011\nCosts\t5\t6'))
  expect(lines.map((line) => line.kind)).toEqual(['label', 'label', 'row', 'row', 'row', 'row'])
  expect([...(lines[3]?.under ?? [])]).toEqual(['rent', 'kind', 'euro'])
  expect([...(lines[5]?.under ?? [])]).toContain('2011')
})

test('a first row of words over figures names the columns, though it has a figure itself; one with values of its own does not', () => {
  const kinds = (text: string) => passageLines(found(1, text)).map((line) => line.kind)
  expect(kinds('Ewe\tLambs in 2025\nBluebell\t3\nThrift\t1')).toEqual(['label', 'row', 'row'])
  expect(kinds('Rent\t40 kg of mackerel\nDeposit\t100\nKeys\t2')).toEqual(['row', 'row', 'row'])
  expect(kinds('Boats\tpaid in 2025\nCarts\tnot yet')).toEqual(['row', 'row'])
})

test('the name of the sheet is no answer, and neither is the title above its table', () => {
  const anchor = { kind: 'sheet', sheet: 'Dues 2025', range: 'A1:B4' } as const
  const text = 'Dues 2025\nHarbour dues by vessel\n\nVessel\tDues, 2025\nKittiwake\t$742.25\nTern\t$310.50'
  expect(kinds(text, { anchor }).map(([, kind]) => kind)).toEqual(['title', 'label', 'label', 'row', 'row'])
})

test('a sentence goes on where it follows one in the same paragraph', () => {
  expect(passageLines(found(1, 'One came. It stayed.\n\nIt rained.')).map((line) => line.goesOn)).toEqual([false, true, false])
})
