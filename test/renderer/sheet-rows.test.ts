/** A sheet's blocks laid out by column and row: what is marked, what is shown again, what is said of gaps. */
import { expect, test } from 'vitest'
import { gridOf } from '../../renderer/components/sheet-rows.ts'
import type { ShownBlock } from '../../renderer/components/shown.ts'

const block = (number: number, column: number, rows: readonly number[], text: string, more: Partial<ShownBlock> = {}): ShownBlock => ({
  number,
  kind: 'table',
  text,
  cells: { sheet: 'S', column, rows: [...rows] },
  marked: false,
  ...more,
})
const marks = (grid: ReturnType<typeof gridOf>) =>
  grid.rows.flatMap(({ row, cells }) => cells.flatMap(({ column, mark }) => (mark === null ? [] : [`${row} ${column} ${mark}`])))

test('cells of the range are of the passage, those of the quote are the quote, and the first of these is scrolled to', () => {
  const grid = gridOf([block(1, 2, [4, 5, 6], 'Month\tLitres\nJuly\t4,100\nAugust\t1,250')], 'B5:C6', 'August\t1,250')
  expect(marks(grid)).toEqual(['5 2 passage', '5 3 passage', '6 2 quote', '6 3 quote'])
  expect(grid.rows.flatMap(({ cells }) => cells.filter(({ cited }) => cited).map(({ text }) => text))).toEqual(['August'])
  expect(grid.columns).toEqual([2, 3])
  expect(grid.rows.map(({ kind }) => kind)).toEqual(['header', 'cells', 'cells'])
})

test('the same words outside the range are not the quote', () => {
  const grid = gridOf([block(1, 1, [1, 2, 3], 'a\t1\nsame\t2\nsame\t2')], 'A3:B3', 'same\t2')
  expect(marks(grid)).toEqual(['3 1 quote', '3 2 quote'])
})

test('a quote within one cell marks that cell only', () => {
  const grid = gridOf([block(1, 1, [1, 2], 'Name\tRemark\nTank\tHolds 5,000 litres. New in 2021.')], 'A2:B2', 'Holds 5,000 litres.')
  expect(marks(grid)).toEqual(['2 1 passage', '2 2 quote'])
})

test('a table that began earlier has its header again, without a number; one that begins here has it once', () => {
  const later = gridOf([block(3, 1, [40, 41], 'a\t1\nb\t2', { header: 'Name\tCount' })], 'A41', 'b')
  expect(later.rows.map(({ row, kind }) => [row, kind])).toEqual([
    [null, 'header'],
    [40, 'cells'],
    [41, 'cells'],
  ])
  const both = gridOf([block(1, 1, [1, 2], 'Name\tCount\na\t1'), block(2, 1, [3], 'b\t2', { header: 'Name\tCount' })], 'A3', 'b')
  expect(both.rows.map(({ row, kind }) => [row, kind])).toEqual([
    [1, 'header'],
    [2, 'cells'],
    [3, 'cells'],
  ])
})

test('rows that are not there leave a gap, notes keep their cell, hidden rows say so', () => {
  const grid = gridOf(
    [block(1, 1, [1, 2, 7], 'a\tb\tc\n1\t2\t3\n4\t5\t6'), block(2, 3, [7], 'checked\nin May', { kind: 'note' }), block(3, 1, [8], 'x\ty\tz', { hidden: true })],
    'A1:C1',
    'nowhere',
  )
  expect(grid.rows.map(({ row, gap, kind, hidden }) => [row, gap, kind, hidden])).toEqual([
    [1, false, 'header', false],
    [2, false, 'cells', false],
    [7, true, 'cells', false],
    [7, false, 'note', false],
    [8, false, 'cells', true],
  ])
  expect(grid.rows[3]?.cells).toMatchObject([{ column: 3, text: 'checked\nin May' }])
  expect(marks(grid)).toEqual(['1 1 passage', '1 2 passage', '1 3 passage'])
})

test('the name of the sheet is not shown in it, a title and a text stand over all columns', () => {
  const blocks = [
    block(1, 1, [1], 'S', { kind: 'heading' }),
    block(2, 1, [1], 'Dues by vessel', { kind: 'paragraph' }),
    block(3, 1, [3, 4], 'Vessel\tDues\nTern\t310'),
  ]
  const grid = gridOf(blocks, 'A1:B4', 'Dues by vessel')
  expect(grid.rows.map(({ row, kind }) => [row, kind])).toEqual([
    [1, 'text'],
    [3, 'header'],
    [4, 'cells'],
  ])
  expect(marks(grid)[0]).toBe('1 1 quote')
})

test('a range that is none marks nothing', () => {
  expect(marks(gridOf([block(1, 1, [1], 'a\tb')], 'everything', 'a'))).toEqual([])
})
