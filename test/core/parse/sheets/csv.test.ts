/** CSV: the sign between fields is found, no text is lost, rows are numbered as a spreadsheet shows them. */
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { outline, type ReadDocument, read } from '../read.ts'

const rowsOf = (block: Block | undefined): readonly number[] => (block?.place.kind === 'sheet' ? block.place.rows.map(([, row]) => row) : [])
const csv = (text: string, pieceBytes?: number): Promise<ReadDocument> => read(text, 'csv', pieceBytes)

test('a table has its header in its first row, and knows its sheet, columns and rows', async () => {
  const { blocks } = await csv('Name,Town,Age\nAda,York,31\n"Ben, the ""Elder""",Leeds,42\n')
  expect(blocks).toEqual([
    {
      kind: 'table',
      text: 'Name\tTown\tAge\nAda\tYork\t31\nBen, the "Elder"\tLeeds\t42',
      place: {
        kind: 'sheet',
        sheet: 'test',
        columns: [1, 3],
        rows: [
          [0, 1],
          [14, 2],
          [26, 3],
        ],
      },
    },
  ])
})

test.each([
  ['semicolons, with commas in the numbers', 'Name;Preis\nNägel;1,50\nHolz;2,75\n'],
  ['tabs', 'Name\tPreis\nNägel\t1,50\nHolz\t2,75\n'],
  ['bars', 'Name|Preis\nNägel|1,50\nHolz|2,75\n'],
  ['commas and quotes', 'Name,Preis\r\nNägel,"1,50"\r\nHolz,"2,75"\r\n'],
  ['a sign that is named first', 'sep=;\nName;Preis\nNägel;1,50\nHolz;2,75\n'],
  ['old Mac line ends', 'Name;Preis\rNägel;1,50\rHolz;2,75\r'],
])('%s', async (_, text) => {
  for (const pieceBytes of [1, 5, 10_000]) expect((await csv(text, pieceBytes)).text).toBe('Name\tPreis\nNägel\t1,50\nHolz\t2,75')
})

test.each(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'])('%s', async (encoding) => {
  const text = 'Straße;Höhe\nGrößere Gasse;12\nÄußerer Weg;7\n'
  expect((await read(iconv.encode(text, encoding, { addBOM: true }), 'csv')).text).toBe('Straße\tHöhe\nGrößere Gasse\t12\nÄußerer Weg\t7')
})

test('ragged rows, empty rows and breaks within a field keep their places', async () => {
  const { blocks } = await csv('Name,Note\nAda,"first line\nsecond line"\n\nBen\nCy,x,too much\n')
  expect(outline(blocks)).toEqual(['table: Name\tNote\t\nAda\tfirst line second line\t\nBen\t\t\nCy\tx\ttoo much'])
  expect(rowsOf(blocks[0])).toEqual([1, 2, 4, 5])
})

test('lines before the table are lines of their own; a first row of data is no header', async () => {
  const { blocks } = await csv('Report of sales\nGenerated,2020-01-02\n\nRegion,Kind,2009,2010,Total\nNorth,a,1,2,3\nSouth,b,4,5,9\n')
  expect(outline(blocks).slice(-1)).toEqual(['table: Region\tKind\t2009\t2010\tTotal\nNorth\ta\t1\t2\t3\nSouth\tb\t4\t5\t9'])
  expect(outline(blocks)[0]).toContain('Report of sales')
  const long = Array.from({ length: 5_000 }, (_, at) => `${at},${at * 2}`).join('\n')
  const { blocks: bare } = await csv(long)
  expect(bare.every(({ header }) => header === undefined)).toBe(true)
  expect(rowsOf(bare.at(-1)).at(-1)).toBe(5_000)
})

describe('quotes that are never closed', () => {
  test('cost one row, and no text', async () => {
    const { blocks, text } = await csv('Name,Note,Age\nAda,"not closed,31\nBen,"fine, this one",42\nCy,x,7\n')
    expect(text).toBe('Name\tNote\tAge\nAda\t"not closed\t31\nBen\tfine, this one\t42\nCy\tx\t7')
    expect(rowsOf(blocks[0])).toEqual([1, 2, 3, 4])
  })

  test('at the end of a file, and in the middle of fields', async () => {
    expect((await csv('Size,Price\n3" nails,2\n"5,1\n6,2\n')).text).toBe('Size\tPrice\n3" nails\t2\n"5\t1\n6\t2')
  })

  test('in a file of megabytes are found without waiting for its end', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at},some words about this row,${at * 3}`)
    lines[10] = '10,"opened and left,30'
    const { text } = await csv(`number,words,triple\n${lines.join('\n')}`, 65_536)
    expect(text.split('\n')).toHaveLength(60_001)
    expect(text).toContain('10\t"opened and left\t30\n')
  })
})

test('a long file comes in parts, each row with its number, each block with the header', async () => {
  const lines = Array.from({ length: 30_000 }, (_, at) => `Item ${at + 1};${at * 1.5};2020-01-01`)
  const { blocks, parts } = await csv(`Item;Price;Date\n${lines.join('\n')}\n`, 65_536)
  expect(parts.length).toBeGreaterThan(5)
  expect(blocks.slice(1).every(({ header }) => header === 'Item\tPrice\tDate')).toBe(true)
  const at = new Map(
    blocks.flatMap((block) => (block.place.kind === 'sheet' ? block.text.split('\n').map((line, index) => [rowsOf(block)[index], line] as const) : [])),
  )
  expect(at.size).toBe(30_001)
  expect(at.get(1)).toBe('Item\tPrice\tDate')
  expect(at.get(29_999)).toBe('Item 29998\t44995.5\t2020-01-01')
})

test('a field of a million letters is read whole', async () => {
  const { text } = await csv(`id,text\n1,"${'words and more '.repeat(60_000)}"\n2,short\n`, 65_536)
  expect(text.match(/words/g)).toHaveLength(60_000)
  expect(text.endsWith('2\tshort')).toBe(true)
})

test('what is no table, and what is no text', async () => {
  expect(outline((await csv('just a line\nand another one\n')).blocks)).toEqual(['table: just a line\nand another one'])
  expect((await read(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'csv')).end).toEqual({ skipped: 'binary' })
})
