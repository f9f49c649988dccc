/** "Revenue in 2009" finds its cell, whatever file the table stands in: real parsers, real model, real index, no language model. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alcove, alcoveJson } from '../anomaly/alcove.ts'
import { delimited } from '../fixtures/documents/guide-markup.ts'
import { writeDocx } from '../fixtures/documents/make/docx-writer.ts'
import { type PdfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { tableShape, textShape, writePptx } from '../fixtures/documents/make/pptx-writer.ts'
import { grid, writeXlsx } from '../fixtures/documents/make/xlsx-writer.ts'
import { type Served, serve } from './browser/served.ts'

type Rows = readonly (readonly string[])[]

const years = Array.from({ length: 30 }, (_, at) => String(1990 + at))
const measures = ['Revenue', 'Cost of goods', 'Wages', 'Rent', 'Depreciation', 'Interest', 'Tax', 'Net income'] as const
/** No number is there twice. */
const amount = (measure: number, year: number): string => String(100_000 + (((measure * years.length + year) * 7_919) % 899_981))
const rightAmount = amount(0, years.indexOf('2009'))

/** A row for each year, longer than a passage. */
const byYear: Rows = [['Year', ...measures], ...years.map((year, at) => [year, ...measures.map((_, measure) => amount(measure, at))])]
/** A column for each of eight years, and rows enough for several passages. */
const late = years.slice(16, 24)
const rows = ['North', 'South', 'East', 'West'].flatMap((region) => measures.slice(1).map((name) => `${name} ${region}`))
const byMeasure: Rows = [
  ['Measure', ...late],
  ...rows.slice(0, 14).map((name, at) => [name, ...late.map((_, year) => String(1_000 + at * 10 + year))]),
  ['Revenue', ...late.map((year) => amount(0, years.indexOf(year)))],
  ...rows.slice(14).map((name, at) => [name, ...late.map((_, year) => String(2_000 + at * 10 + year))]),
]
const before = 'The brewery was founded in 1907 by two sisters from Ulm, who kept its books in green ink.'
/** Elsewhere in the file, each with one of the words and long enough to be a passage of its own. */
const stables =
  'In 2009 the roof of the malt house was mended, and a second well was dug behind the stables. The horses had been sold long before, but their names are still painted over the doors: Minna, Falk, Old Hans and the grey that nobody could ride. A carpenter from the next valley keeps his timber there now, and in the hottest weeks the barrels stand in the shade of the north wall.'
const words =
  'Revenue is what the brewery was paid for beer, malt and yeast; gifts from friends of the house are told apart from it. Net income is what is left of it when barley, hops, wages and taxes have been paid. The bookkeeper writes both down on the last evening of each month, and the elder of the two sisters reads them out to everybody at supper, bad months included.'
const elsewhere = [
  ['Stables', stables],
  ['Words', words],
] as const

const files: Readonly<Record<string, (table: Rows) => Uint8Array | string>> = {
  xlsx: (table) =>
    writeXlsx([
      {
        name: 'Accounts',
        cells: grid(
          'B3',
          table.map((row) => row.map((cell) => (/^\d{5,}$/.test(cell) ? Number(cell) : cell))),
        ),
      },
      ...elsewhere.map(([name, text]) => ({ name, cells: { A1: text } })),
    ]),
  csv: (table) => delimited(table, ','),
  docx: (table) =>
    writeDocx([
      { heading: 'Accounts of the brewery', level: 1 },
      { paragraph: before },
      { table },
      ...elsewhere.flatMap(([heading, paragraph]) => [{ heading, level: 1 } as const, { paragraph }]),
    ]),
  html: (table) => {
    const rows = table.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    const others = elsewhere.map(([heading, text]) => `<h1>${heading}</h1><p>${text}</p>`)
    return `<h1>Accounts of the brewery</h1><p>${before}</p><table>${rows.join('')}</table>${others.join('')}`
  },
  pdf: (table) => {
    const cells = table.flatMap((row, y) => row.map((text, x): PdfText => ({ x: 50 + (x === 0 ? 0 : 50 + 55 * x), y: 640 - 14 * y, text, size: 8 })))
    const first = { texts: [{ x: 50, y: 720, text: before, size: 8 }, ...cells] }
    return writePdf({ pages: [first, ...elsewhere.map(([, text]) => ({ texts: [{ x: 50, y: 720, text, size: 8 }] }))] })
  },
  pptx: (table) =>
    writePptx([
      { shapes: [textShape({ placeholder: 'title', paragraphs: ['Accounts of the brewery'] }), tableShape([20, 100, 680, 400], table)] },
      ...elsewhere.map((paragraphs) => ({ shapes: [textShape({ box: [20, 100, 600, 100], paragraphs })] })),
    ]),
}

// commands that speak to an open engine start in half the time
let served: Served
let data: readonly string[] = []
beforeAll(async () => {
  served = await serve()
  data = ['--data', join(served.folder, 'data')]
  for (const [name, write] of Object.entries(files))
    for (const [shape, table] of [
      ['by-year', byYear],
      ['by-measure', byMeasure],
    ] as const) {
      await mkdir(join(served.documents, `${shape}-${name}`))
      await writeFile(join(served.documents, `${shape}-${name}`, `accounts.${name}`), write(table))
    }
  expect((await alcove(['add', served.documents, ...data])).code).toBe(0)
})
afterAll(() => served?.close())

test.each(Object.keys(files).flatMap((name) => [['by-year', name] as const, ['by-measure', name] as const]))(
  'a table %s in %s: the row comes first, and is quoted',
  async (shape, name) => {
    const within = ['--in', join(served.documents, `${shape}-${name}`), ...data]
    const { results } = await alcoveJson<{ results: readonly { text: string }[] }>(['search', 'revenue in 2009', ...within])
    const label = shape === 'by-year' ? '2009' : 'Revenue'
    const row = results[0]?.text.split('\n').find((line) => line.startsWith(`${label}\t`))
    expect(row?.split('\t')).toContain(rightAmount)
    const { answer } = await alcoveJson<{ answer: string }>(['ask', 'What was the revenue in 2009?', '--model', 'none', ...within])
    expect(answer).toContain(rightAmount)
  },
)
