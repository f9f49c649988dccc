/** Spreadsheets: tables with their headers, text as displayed, each row where it stands. */
import { utils, write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { createChunker } from '../../../../core/ingest/chunk.ts'
import { parseRange } from '../../../../core/text/cell-name.ts'
import type { Block } from '../../../../core/types/document.ts'
import { loadTokenizer } from '../../../../models/tokenizer.ts'
import { odsCell, odsRow, writeOds } from '../../../fixtures/documents/make/ods-writer.ts'
import { grid, type SheetToWrite, writeXlsx, xlsxParts } from '../../../fixtures/documents/make/xlsx-writer.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'
import { outline, read } from '../read.ts'

const rowsOf = ({ place }: Block): readonly number[] => (place.kind === 'sheet' ? place.rows.map(([, row]) => row) : [])
const shown = (blocks: readonly Block[]): string[] => outline(blocks.filter((block) => block.hidden !== true))
const unseen = (blocks: readonly Block[]): string[] => outline(blocks.filter((block) => block.hidden === true))

const revenue: SheetToWrite = {
  name: 'Revenue',
  cells: {
    A1: 'Revenue by region',
    A3: 'Region',
    B3: '2009',
    D3: 2010,
    ...grid('B4', [['H1', 'H2', 'H1', 'H2']]),
    ...grid('A5', [
      ['North', { value: 1200.5, style: 'money' }, { value: 0.25, style: 'percent' }, { value: 40000, style: 'date' }, true],
      ['South', { value: -3, style: 'money' }, { value: 12, formula: 'SUM(B5:B6)' }, 0.1, 'n/a'],
    ]),
  },
  merges: ['A1:E1', 'A3:A4', 'B3:C3', 'D3:E3'],
  comments: { B6: 'Estimated\nby Ada' },
  box: { row: 8, column: 1, text: 'Read with care' },
}

test('a sheet becomes its name, its title, a table under one line of headers, and its notes', async () => {
  const { blocks, end } = await read(writeXlsx([revenue], { title: 'Figures', author: 'Ada' }), 'xlsx')
  expect(outline(blocks)).toEqual([
    'heading 1: Revenue',
    'paragraph: Revenue by region',
    'table: Region\t2009 H1\t2009 H2\t2010 H1\t2010 H2\nNorth\t$1,200.50\t25%\t2009-07-06\tTRUE\nSouth\t-$3.00\t12\t0.1\tn/a',
    'paragraph: Read with care',
    'note: Estimated\nby Ada',
  ])
  expect(blocks[2]?.place).toEqual({
    kind: 'sheet',
    sheet: 'Revenue',
    columns: [1, 5],
    rows: [
      [0, 3],
      [39, 5],
      [75, 6],
    ],
  })
  expect(blocks[4]?.place).toEqual({ kind: 'sheet', sheet: 'Revenue', columns: [2, 2], rows: [[0, 6]] })
  expect(end).toEqual({ title: 'Figures', author: 'Ada' })
})

test('dates counted from 1904 are the dates that people see', async () => {
  const sheet = { name: 'S', cells: { A1: { value: 38538, style: 'long-date' } } } as const
  expect((await read(writeXlsx([sheet]), 'xlsx')).blocks[1]?.text).toBe('5 July 2005')
  expect((await read(writeXlsx([sheet], { dates1904: true }), 'xlsx')).blocks[1]?.text).toBe('6 July 2009')
})

test('what nobody sees stands in blocks of its own: sheets, rows, columns, white letters, formats that show nothing', async () => {
  const cells = grid('A1', [
    ['Name', 'Pay', 'Town'],
    ['Ada', 100, 'York'],
    ['Ben', 200, 'Leeds'],
    [{ value: 'Cy', style: 'white' }, 300, { value: 'Hull', style: 'white-on-blue' }],
    [{ value: 'Di', style: 'text-off' }, 400, 'Ripon'],
  ])
  const sheets: SheetToWrite[] = [
    { name: 'People', cells, hiddenRows: [3], hiddenColumns: [2] },
    { name: 'Away', state: 'veryHidden', cells: { A1: 'secret' } },
  ]
  const { blocks } = await read(writeXlsx(sheets), 'xlsx')
  expect(shown(blocks)).toEqual(['heading 1: People', 'table: Name\t\tTown\nAda\t\tYork\n\t\tHull\n\t\tRipon'])
  expect(unseen(blocks)).toEqual(['table: \tPay\t\n\t100\t\nBen\t200\tLeeds\nCy\t300\t\nDi\t400\t', 'heading 1: Away', 'paragraph: secret'])
})

test('tables of one sheet are told apart by empty rows and columns; a table without a header goes on with the one before it', async () => {
  const cells = {
    ...grid('A1', [
      ['Item', 'Price'],
      ['Nails', 2],
      ['Wood', 5],
    ]),
    ...grid('A5', [['Glue', 7]]),
    ...grid('D1', [
      ['Name', 'Age'],
      ['Ada', 31],
      ['Ben', 42],
    ]),
    ...grid('A9', [
      ['City', 'Area'],
      ['York', 34],
    ]),
  }
  const { blocks } = await read(writeXlsx([{ name: 'S', cells }]), 'xlsx')
  expect(outline(blocks)).toEqual([
    'heading 1: S',
    'table: Item\tPrice\nNails\t2\nWood\t5',
    'table: Name\tAge\nAda\t31\nBen\t42',
    'table: Glue\t7',
    'table: City\tArea\nYork\t34',
  ])
  expect(blocks[3]).toMatchObject({ place: { columns: [1, 2] } })
  const { blocks: alone } = await read(
    writeXlsx([
      {
        name: 'S',
        cells: {
          ...grid('A1', [
            ['Item', 'Price'],
            ['Nails', 2],
          ]),
          ...grid('A5', [['Glue', 7]]),
        },
      },
    ]),
    'xlsx',
  )
  expect(outline(alone)).toEqual(['heading 1: S', 'table: Item\tPrice\nNails\t2\nGlue\t7'])
  expect(rowsOf(alone[1] as Block)).toEqual([1, 2, 5])
})

test('a cell in the last corner costs nothing', async () => {
  const { blocks } = await read(writeXlsx([{ name: 'S', cells: { A1: 'near', XFD1048576: 'far' } }]), 'xlsx')
  expect(outline(blocks)).toEqual(['heading 1: S', 'paragraph: near', 'paragraph: far'])
  expect(blocks[2]?.place).toEqual({ kind: 'sheet', sheet: 'S', columns: [16_384, 16_384], rows: [[0, 1_048_576]] })
})

test('a table too wide for a passage comes in groups of columns, each with the names of the rows', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `Measurement ${at + 1}`)
  const rows = Array.from({ length: 3 }, (_, row) => [`Station ${row + 1}`, ...names.map((_, at) => row * 100 + at)])
  const { blocks } = await read(writeXlsx([{ name: 'S', cells: grid('A1', [['Station', ...names], ...rows]) }]), 'xlsx')
  const tables = blocks.filter(({ kind }) => kind === 'table')
  expect(tables.length).toBeGreaterThan(2)
  for (const { text, place } of tables) {
    const lines = text.split('\n').map((line) => line.split('\t'))
    expect(lines.map(([first]) => first)).toEqual(['Station', 'Station 1', 'Station 2', 'Station 3'])
    if (place.kind === 'sheet') expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([place.columns[1] - place.columns[0] + 1]))
  }
  const found = new Set(tables.flatMap(({ text }) => text.split(/[\t\n]/)))
  expect(names.filter((name) => !found.has(name))).toEqual([])
})

describe('OpenDocument', () => {
  test('cells read as displayed, repeated ones each, hidden ones apart', async () => {
    const note = '<office:annotation><dc:creator>Ada</dc:creator><dc:date>2020-01-01</dc:date><text:p>Estimated</text:p></office:annotation>'
    const bytes = writeOds(
      [
        {
          name: 'Stock',
          columns: '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>',
          rows: [
            odsRow(['Item', 'Count', 'Cost']),
            `<table:table-row>${odsCell('Nails')}${odsCell('5', 'table:number-columns-repeated="2"', note)}</table:table-row>`,
            odsRow(['Wood', '6', '7'], 'table:number-rows-repeated="2"'),
            odsRow(['Glue', '1', '2'], 'table:visibility="filter"'),
            `<table:table-row>${odsCell('Ink', 'table:style-name="pale"')}${odsCell('9')}</table:table-row>`,
            `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
          ],
        },
        { name: 'Away', hidden: true, rows: [odsRow(['secret'])] },
      ],
      'Stock list',
    )
    const { blocks, end } = await read(bytes, 'ods')
    expect(shown(blocks)).toEqual(['heading 1: Stock', 'table: Item\tCount\t\nNails\t5\t\nWood\t6\t\nWood\t6\t\n\t9\t', 'note: Estimated'])
    expect(unseen(blocks)).toEqual(['table: \t\tCost\n\t\t5\n\t\t7\n\t\t7\nGlue\t1\t2\nInk\t\t', 'heading 1: Away', 'paragraph: secret'])
    expect(end).toEqual({ title: 'Stock list' })
  })

  test('cells repeated a billion times are refused at once', async () => {
    const rows = [`<table:table-row table:number-rows-repeated="1000000">${odsCell('x', 'table:number-columns-repeated="16384"')}</table:table-row>`]
    await expect(read(writeOds([{ name: 'S', rows }]), 'ods')).rejects.toMatchObject({ code: 'parser-output' })
  })
})

describe('workbooks of other kinds', () => {
  const rows = [
    ['Région', 'Total'],
    ['Nord', 1200.5],
    ['Süd', 7],
  ]
  const expected = ['heading 1: Daten', 'table: Région\tTotal\nNord\t1200.5\nSüd\t7']
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Daten')
  const written = (bookType: 'biff8' | 'xlsb' | 'xlml' | 'fods'): Uint8Array => new Uint8Array(write(book, { type: 'buffer', bookType }))

  test.each(['biff8', 'xlsb', 'xlml', 'fods'] as const)('%s is told from its bytes, whatever its name', async (kind) => {
    for (const format of ['xls', 'xlsx'] as const) expect(outline((await read(written(kind), format)).blocks)).toEqual(expected)
  })

  test('a page of HTML and values parted by semicolons, both named XLS', async () => {
    const html = '<html><body><table><tr><th>Région</th><th>No</th></tr><tr><td>Nord</td><td>007</td></tr></table></body></html>'
    expect((await read(html, 'xls')).blocks.at(-1)?.text).toBe('Région\tNo\nNord\t007')
    const { blocks } = await read('Name;Preis\nNägel;1,50\n', 'xls')
    expect(outline(blocks)).toEqual(['table: Name\tPreis\nNägel\t1,50'])
  })
})

describe('files that cannot be read', () => {
  const record = (type: number, length: number): Buffer => Buffer.concat([Buffer.from([type & 255, type >> 8, length, 0]), Buffer.alloc(length)])
  const whole = writeXlsx([revenue])
  const huge = 'x'.repeat(1_000_000)
  const cases: [string, Uint8Array, string][] = [
    ['an encrypted XLS', Buffer.concat([record(0x809, 16), record(0x2f, 54), record(0x0a, 0)]), 'file-encrypted'],
    ['a workbook cut in half', whole.subarray(0, whole.length / 2), 'file-broken'],
    ['pictures named XLS', Buffer.from('89504e470d0a1a0a0000000d4948445200000010', 'hex'), 'file-broken'],
    ['a ZIP of something else', writeZip([{ name: 'a.txt', data: 'a' }]), 'file-broken'],
    ['a sheet with entities', writeXlsx([revenue], { prolog: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' }), 'file-broken'],
    [
      'a sheet that ends early',
      writeZip(xlsxParts([revenue]).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, data: String(part.data).slice(0, 400) } : part))),
      'file-broken',
    ],
    [
      'one long text in each of a thousand cells',
      writeXlsx([
        {
          name: 'S',
          cells: grid(
            'A1',
            Array.from({ length: 1_000 }, () => [huge]),
          ),
        },
      ]),
      'parser-output',
    ],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    await expect(read(bytes, 'xls', 1_000_000)).rejects.toMatchObject({ code })
  })
})

test('each row of a passage has its headers beside it, and the passage knows its range', async () => {
  const tokenizer = loadTokenizer('models/bundled/all-MiniLM-L6-v2')
  const years = Array.from({ length: 11 }, (_, at) => String(2005 + at))
  const countries = Array.from({ length: 180 }, (_, at) => [`Country ${at + 1}`, ...years.map((_, year) => at * 1000 + year)])
  const wide = Array.from({ length: 30 }, (_, at) => `Sensor ${at + 1} reading`)
  const stations = Array.from({ length: 70 }, (_, at) => [`Station ${at + 1}`, ...wide.map((_, sensor) => `${at}.${sensor}5`)])
  const sheets: SheetToWrite[] = [
    { name: 'Revenue', cells: grid('B3', [['Country', ...years], ...countries]) },
    { name: 'Sensors', cells: grid('A1', [['Station', ...wide], ...stations]) },
  ]
  const expected = new Map<string, string>([
    ...countries.flatMap((row) => row.slice(1).map((value, at) => [`Revenue ${String(row[0])} ${years[at] ?? ''}`, String(value)] as const)),
    ...stations.flatMap((row) => row.slice(1).map((value, at) => [`Sensors ${row[0] ?? ''} ${wide[at] ?? ''}`, value] as const)),
  ])

  const { blocks } = await read(writeXlsx(sheets), 'xlsx')
  const chunker = createChunker(tokenizer, 256)
  const passages = [...blocks.flatMap((block) => [...chunker.add(block)]), ...chunker.end()]
  let right = 0
  for (const { text, context, anchor } of passages) {
    if (anchor.kind !== 'sheet') throw new Error('no sheet')
    const range = parseRange(anchor.range)
    const lines = text.split('\n').filter((line) => line.includes('\t'))
    const ownHeader = /^(Country|Station)\t/.test(lines[0] ?? '')
    const names = (ownHeader ? (lines[0] ?? '') : (context.split('\n').at(-1) ?? '').replaceAll(' | ', '\t')).split(/\t+/)
    const body = ownHeader ? lines.slice(1) : lines
    for (const line of body) {
      const [row = '', ...values] = line.split(/\t+/)
      for (const [at, value] of values.entries()) if (expected.get(`${anchor.sheet} ${row} ${names[at + 1] ?? ''}`) === value) right += 1
    }
    // rows are numbered as they stand: the last row of the range is that of the passage's last line
    const offset = anchor.sheet === 'Revenue' ? 3 : 1
    const number = (line: string | undefined): number => Number(/^\w+ (\d+)\t/.exec(line ?? '')?.[1]) + offset
    expect(range?.rows).toEqual([ownHeader ? offset : number(body[0]), number(body.at(-1))])
  }
  expect(right / expected.size).toBeGreaterThanOrEqual(0.98)
})
