import { expect, test } from 'vitest'
import { formatOf } from '../../../core/types/format-of.ts'

test.each([
  ['report.pdf', 'pdf'],
  ['Report.PDF', 'pdf'],
  ['letter.docx', 'docx'],
  ['page.htm', 'html'],
  ['notes.md', 'markdown'],
  ['app.log', 'text'],
  ['README', 'text'],
  ['Licence', 'text'],
  ['archive.tar.gz', null],
  ['photo.jpeg', 'image'],
  ['sheet.xlsx', 'xlsx'],
  ['table.tsv', 'csv'],
  ['main.rs', 'code'],
  ['noextension', null],
  ['.pdf', null],
  ['trailing.', null],
  ['x.constructor', null],
  ['old.doc', 'docx'],
] as const)('%s is read as %s', (name, format) => {
  expect(formatOf(name)).toBe(format)
})
