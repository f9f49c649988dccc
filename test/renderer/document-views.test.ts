/** Tables, mails and reports: what the window makes of the engine's plain blocks and counts. */
import { describe, expect, test } from 'vitest'
import { isFigure } from '../../core/text/figure.ts'
import { citationText } from '../../renderer/components/citation-text.ts'
import { mailHeaders, mailParts } from '../../renderer/components/mail-headers.ts'
import { gapGroups, incompleteIn, outcomeGroups } from '../../renderer/components/report-groups.ts'
import type { ShownBlock } from '../../renderer/components/shown.ts'
import { hasHeader, rowsOf } from '../../renderer/components/table-rows.ts'

const block = (number: number, kind: ShownBlock['kind'], text: string): ShownBlock => ({ number, kind, text, marked: false })

describe('tables', () => {
  test('cells know where they stand in the text, empty ones too', () => {
    const text = 'a\t\tc\nd\te\tf'
    for (const row of rowsOf(text)) for (const cell of row) expect(text.slice(cell.start, cell.end)).toBe(cell.text)
    expect(rowsOf(text).map((row) => row.length)).toEqual([3, 3])
  })

  test.each([
    ['Month\tLitres\nJuly\t4,100', true],
    ['Part\tMade in\tBy\nTank\tUlm\tAda', true],
    ['Name\tAda\nTown\tUlm', false],
    ['2024\t2025\n1\t2', false],
    ['\tLitres\tCost\nJuly\t1\t2', false],
    ['only\tone\trow', false],
  ])('%j has a header: %s', (text, expected) => {
    expect(hasHeader(rowsOf(text))).toBe(expected)
  })

  test.each(['4,100', '−3.5 %', '€ 12', '12:30', '2025-11-04'])('%s is a figure', (text) => expect(isFigure(text)).toBe(true))
  test.each(['', '–', 'A4', '5 litres'])('%j is none', (text) => expect(isFigure(text)).toBe(false))

  test('a cell of many digits is judged at once', () => {
    const began = performance.now()
    expect(isFigure(`${'1'.repeat(200_000)}x`)).toBe(false)
    expect(performance.now() - began).toBeLessThan(200)
  })
})

describe('mail', () => {
  test('headers come as lines, as a table, with a subject of either kind, and long ones go on', () => {
    expect(mailHeaders([block(1, 'heading', 'Hello'), block(2, 'paragraph', 'From: Ada <a@b>\nTo: Grace,\n  Tomas\nX: 1')])).toEqual({
      subject: 'Hello',
      fields: [
        { name: 'From', value: 'Ada <a@b>' },
        { name: 'To', value: 'Grace, Tomas' },
        { name: 'X', value: '1' },
      ],
    })
    expect(mailHeaders([block(1, 'table', 'Subject\tRe: Hello\nFrom\tAda')])).toEqual({ subject: 'Re: Hello', fields: [{ name: 'From', value: 'Ada' }] })
    expect(mailHeaders([])).toEqual({ subject: null, fields: [] })
  })

  test('what is quoted stands apart from what was written', () => {
    const parts = mailParts([block(1, 'paragraph', 'a'), block(2, 'quote', 'b'), block(3, 'quote', 'c'), block(4, 'paragraph', 'd')])
    expect(parts.map(({ quoted, blocks }) => [quoted, blocks.map(({ text }) => text).join('')])).toEqual([
      [false, 'a'],
      [true, 'bc'],
      [false, 'd'],
    ])
  })
})

test('a copied citation is the quote on one line, the file and the place', () => {
  const anchor = { kind: 'sheet', sheet: 'Costs', range: 'B2', message: 2, part: 'pipes.xlsx' } as const
  expect(citationText({ quote: 'a\tb\n c ', fileName: 'mail.eml', anchor })).toBe('“a b c” (mail.eml, pipes.xlsx, Costs, B2)')
})

describe('the report', () => {
  const report = {
    notRead: [
      { sourceId: 'a', outcome: { kind: 'failed', code: 'file-broken' }, files: 2 },
      { sourceId: 'b', outcome: { kind: 'failed', code: 'file-broken' }, files: 3 },
      { sourceId: 'b', outcome: { kind: 'failed', code: 'password-wrong' }, files: 7 },
      { sourceId: 'b', outcome: { kind: 'failed', code: 'parser-output' }, files: 1 },
      { sourceId: 'b', outcome: { kind: 'skipped', reason: 'too-large' }, files: 1 },
      { sourceId: 'c', outcome: { kind: 'offline' }, files: 9 },
    ],
    gaps: [
      { sourceId: 'a', gap: 'pages-waiting', files: 1, found: 4 },
      { sourceId: 'b', gap: 'pages-waiting', files: 2, found: 5 },
    ],
    incomplete: [
      { sourceId: 'a', files: 1 },
      { sourceId: 'b', files: 2 },
    ],
  } as const

  test('adds up sources, the largest first, each with what helps and the files that it stands for', () => {
    expect(outcomeGroups(report, null).map(({ key, files, action }) => [key, files, action])).toEqual([
      ['offline', 9, 'retry'],
      ['failed password-wrong', 7, 'unlock'],
      ['failed file-broken', 5, 'retry'],
      ['failed parser-output', 1, null],
      ['skipped too-large', 1, 'limit'],
    ])
    expect(outcomeGroups(report, 'a')).toMatchObject([{ files: 2, query: { sourceId: 'a', outcomes: ['failed'], reason: 'file-broken' } }])
    expect(gapGroups(report, null)).toMatchObject([{ gap: 'pages-waiting', files: 3, found: 9, query: { sourceId: null, outcomes: [], gap: 'pages-waiting' } }])
    expect([incompleteIn(report, null), incompleteIn(report, 'b')]).toEqual([3, 2])
  })
})
