import { describe, expect, test } from 'vitest'
import type { PdfPage, PdfText } from '../../../fixtures/documents/make/pdf-writer.ts'
import { columnOfText, writePdf } from '../../../fixtures/documents/make/pdf-writer.ts'
import { characterError } from '../character-error.ts'
import { outline, read } from '../read.ts'

const page = async (...texts: readonly (readonly PdfText[])[]): Promise<string[]> =>
  outline((await read(writePdf({ pages: [{ texts: texts.flat() }] }), 'pdf')).blocks)

/** Lines of one column, as a typesetter breaks them. */
const wrapped = (text: string, width: number): string[] =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1) ?? ''
    return last === '' || last.length + word.length >= width ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`]
  }, [])

const harbour =
  'The harbour master keeps a book of every boat that ties up at the long stone pier. He writes down the hour of its coming and the hour of its going, the weather on both days, and the name of whoever paid for the berth. In forty years he has missed four days.'
const orchard =
  'Behind the church an orchard of old pear trees slopes down to the river bank. Nobody knows who planted it. The fruit is hard until October and then soft for nine days only, so the whole village comes with ladders and baskets in the same week of every autumn.'
const quarry =
  'The quarry closed when the last of the good slate was gone, and rain has made a lake of it since. Children are told that it has no floor. In truth a diver from the town went down with a rope in the dry summer and found it at thirty metres, covered with bicycles.'

const column = (text: string, left: number, width: number, top = 640): PdfText[] => columnOfText(wrapped(text, width), { left, top, size: 10, leading: 12 })

/** The same texts, drawn in an order that only chance knows. */
function shuffled(texts: readonly PdfText[]): PdfText[] {
  return texts
    .map((text, at) => ({ text, key: (at * 7_919 + 13) % 1_009 }))
    .sort((a, b) => a.key - b.key)
    .map(({ text }) => text)
}

/** Row by row across the columns, as some programs print. */
const byRows = (texts: readonly PdfText[]): PdfText[] => [...texts].sort((a, b) => b.y - a.y || a.x - b.x)

describe('reading order', () => {
  const title: PdfText = { x: 72, y: 700, text: 'A village between a harbour and a quarry, described', size: 20 }
  const two = [title, ...column(harbour, 72, 44), ...column(orchard, 330, 44)]
  const expectedTwo = ['heading 1: A village between a harbour and a quarry, described', `paragraph: ${harbour}`, `paragraph: ${orchard}`]

  test.each([
    ['drawn column by column', (texts: PdfText[]) => texts],
    ['drawn row by row', byRows],
    ['drawn by chance', shuffled],
  ])('two columns under a title, %s', async (_, order) => {
    expect(await page(order(two))).toEqual(expectedTwo)
  })

  test.each([
    ['drawn column by column', (texts: PdfText[]) => texts],
    ['drawn row by row', byRows],
    ['drawn by chance', shuffled],
  ])('three columns, %s', async (_, order) => {
    const three = [...column(harbour, 50, 30), ...column(orchard, 225, 30), ...column(quarry, 400, 30)]
    expect(await page(order(three))).toEqual([harbour, orchard, quarry].map((text) => `paragraph: ${text}`))
  })

  test('columns above and below a line across the page are read block by block', async () => {
    const across = 'A line of some length that runs across both of the columns and parts what is above from what is below it'
    const texts = [
      ...column(harbour, 72, 44),
      ...column(orchard, 330, 44),
      { x: 72, y: 520, text: across, size: 10 },
      ...column(quarry, 72, 44, 490),
      ...column(harbour, 330, 44, 490),
    ]
    expect(await page(byRows(texts))).toEqual([harbour, orchard, across, quarry, harbour].map((text) => `paragraph: ${text}`))
  })

  test('a heading that the file draws last is read where it stands', async () => {
    const texts = [...column(harbour, 72, 80, 640), ...column(orchard, 72, 80, 540), { x: 72, y: 558, text: 'The orchard', size: 14, bold: true }]
    expect(await page(texts)).toEqual([`paragraph: ${harbour}`, 'heading 2: The orchard', `paragraph: ${orchard}`])
  })

  test('a narrow box beside the text is read on its own', async () => {
    const box = columnOfText(['Population', '412 souls', 'Boats', 'nineteen', 'Founded', 'before 1300'], { left: 430, top: 637, size: 9, leading: 15 })
    const found = await page(byRows([...column(`${harbour} ${orchard}`, 72, 60), ...box]))
    expect(found[0]).toBe(`paragraph: ${harbour} ${orchard}`)
  })

  test('Hebrew is read from right to left, its numbers from left to right', async () => {
    const words = 'שלום עולם'
    // laid out as seen: the first letter at the right
    const texts: PdfText[] = [...words].map((letter, at) => ({ x: 300 - at * 11, y: 600, size: 11, text: letter, anyScript: true }))
    expect(await page(texts.filter(({ text }) => text !== ' '))).toEqual([`paragraph: ${words}`])
  })

  test.each([
    ['letters and רובד here, and so on.', 'letters and דבור here, and so on.'],
    ['it all ends with רובד', 'it all ends with דבור'],
    ['1987 תנשב םלוע 12 םולש', 'שלום 12 עולם בשנת 1987'],
    ['םלוע (23456) םולש', 'שלום (23456) עולם'],
  ])('a line in both directions stays one line: %s', async (seen, expected) => {
    expect(await page([{ x: 60, y: 600, size: 11, text: seen, anyScript: true }])).toEqual([`paragraph: ${expected}`])
  })

  test('Japanese set downwards is read down, then to the left, without spaces', async () => {
    const down = (text: string, x: number): PdfText[] => [...text].map((letter, at) => ({ x, y: 700 - at * 12, size: 12, text: letter, anyScript: true }))
    expect(await page([...down('港の朝は静かで', 400), ...down('船が七つ眠る。', 382)])).toEqual(['paragraph: 港の朝は静かで船が七つ眠る。'])
  })
})

describe('running heads, page numbers and notes', () => {
  const pages = (make: (page: number) => readonly PdfText[], count = 5): PdfPage[] =>
    Array.from({ length: count }, (_, at) => ({ texts: [...make(at + 1), ...column([harbour, orchard, quarry][at % 3] ?? '', 72, 80)] }))
  const texts = async (made: readonly PdfPage[]): Promise<string[]> => (await read(writePdf({ pages: made }), 'pdf')).blocks.map(({ text }) => text)
  const prose = [harbour, orchard, quarry, harbour, orchard]

  test('a running head stays where it stands first, page numbers go', async () => {
    const made = pages((page) => [
      { x: 72, y: 760, text: 'A village described' },
      { x: 300, y: 40, text: `${page + 6}` },
    ])
    expect(await texts(made)).toEqual(['A village described', ...prose])
  })

  test('heads that take turns on left and right pages, with the number in them', async () => {
    const made = pages((page) => [page % 2 === 0 ? { x: 72, y: 760, text: `${page} A village` } : { x: 400, y: 760, text: `Described ${page}` }])
    expect(await texts(made)).toEqual(['Described 1', harbour, '2 A village', ...prose.slice(1)])
  })

  test('a number that is not the page is no page number, and the title page stays', async () => {
    const made = pages((page) => [{ x: 72, y: 760, text: `Invoice ${page * page + 40}` }])
    expect((await texts(made)).filter((text) => text.startsWith('Invoice'))).toEqual(['Invoice 41', 'Invoice 44', 'Invoice 49', 'Invoice 56', 'Invoice 65'])
  })

  test('small print at the foot of the page is a note, and the paragraph above is whole', async () => {
    const notes = columnOfText(['1 The book is kept in the tower.', '2 Two of the four were his weddings.'], { top: 90, size: 7, leading: 9 })
    expect(await page(column(harbour, 72, 80), notes)).toEqual([
      `paragraph: ${harbour}`,
      'note: 1 The book is kept in the tower.',
      'note: 2 Two of the four were his weddings.',
    ])
  })
})

describe('headings', () => {
  test('the table of contents of the file gives a heading its level', async () => {
    const bytes = writePdf({
      pages: [{ texts: [{ x: 72, y: 700, text: '2.1 Boats', size: 11 }, ...column(harbour, 72, 80)] }],
      outline: [
        ['The village', 1, 0],
        ['Boats', 2, 0],
      ],
    })
    expect(outline((await read(bytes, 'pdf')).blocks)).toEqual(['heading 2: 2.1 Boats', `paragraph: ${harbour}`])
  })
})

describe('tables', () => {
  const at = [72, 240, 330, 420]
  const row = (y: number, ...cells: string[]): PdfText[] => cells.flatMap((text, index) => (text === '' ? [] : [{ x: at[index] ?? 72, y, text, size: 10 }]))

  test('an empty cell keeps its place', async () => {
    expect(
      await page(
        row(700, 'Boat', 'Length', 'Crew', 'Built'),
        row(684, 'Anna', '12 m', '', '1931'),
        row(668, 'Boreas', '', '4', '1950'),
        row(652, 'Clio', '9 m', '2', ''),
      ),
    ).toEqual(['table: Boat\tLength\tCrew\tBuilt\nAnna\t12 m\t\t1931\nBoreas\t\t4\t1950\nClio\t9 m\t2\t'])
  })

  test('a cell of several lines is one cell, whether lines are drawn around it or not', async () => {
    const texts = [
      ...row(700, 'Boat', 'Use', 'Crew'),
      ...row(680, 'Anna', 'Herring in', '4'),
      ...row(668, '', 'summer, cod', ''),
      ...row(656, '', 'in winter', ''),
      ...row(636, 'Boreas', 'Mail', '2'),
    ]
    const expected = ['table: Boat\tUse\tCrew\nAnna\tHerring in summer, cod in winter\t4\nBoreas\tMail\t2']
    expect(await page(texts)).toEqual(expected)
    const lines = [712, 692, 648, 628].map((y) => `60 ${y} m 400 ${y} l S`).join(' ')
    const upright = [60, 230, 320, 400].map((x) => `${x} 628 m ${x} 712 l S`).join(' ')
    expect(outline((await read(writePdf({ pages: [{ texts, under: `${lines} ${upright}` }] }), 'pdf')).blocks)).toEqual(expected)
  })

  test('a header over several columns goes to each of them', async () => {
    const texts = [
      { x: 270, y: 716, text: 'Catch', size: 10 },
      { x: 440, y: 716, text: 'Price', size: 10 },
      ...[240, 310, 420, 480].map((x, index) => ({ x, y: 700, text: ['2019', '2020'][index % 2] ?? '', size: 10 })),
      ...['Herring', '40', '44', '3', '5'].map((text, index) => ({ x: [72, 240, 310, 420, 480][index] ?? 0, y: 684, text, size: 10 })),
      ...['Cod', '10', '12', '9', '8'].map((text, index) => ({ x: [72, 240, 310, 420, 480][index] ?? 0, y: 668, text, size: 10 })),
    ]
    expect(await page(texts)).toEqual(['table: \tCatch 2019\tCatch 2020\tPrice 2019\tPrice 2020\nHerring\t40\t44\t3\t5\nCod\t10\t12\t9\t8'])
  })

  test('a table that goes on on the next page keeps its header there', async () => {
    const body = (from: number): PdfText[] =>
      Array.from({ length: 6 }, (_, index) => row(660 - index * 16, `Boat ${from + index}`, `${from * 3 + index} m`, `${index + 1}`)).flat()
    const { blocks } = await read(writePdf({ pages: [{ texts: [...row(676, 'Boat', 'Length', 'Crew'), ...body(1)] }, { texts: body(7) }] }), 'pdf')
    expect(blocks.map(({ kind, header, place }) => [kind, header, place.kind === 'page' ? place.page : 0])).toEqual([
      ['table', undefined, 1],
      ['table', 'Boat\tLength\tCrew', 2],
    ])
  })

  test('of the cells of tables in many shapes, at least 98 in a hundred are right with their headers', async () => {
    let right = 0
    let all = 0
    for (const { columns, rows, size, leading, ruled, numbers } of shapes()) {
      const header = Array.from({ length: columns }, (_, column) => (column === 0 ? 'Item' : `Head ${String.fromCharCode(64 + column)}`))
      const body = Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (_, x) =>
          x === 0 ? `Entry ${y + 1}` : (x + y) % 7 === 6 ? '' : numbers ? `${(x * 37 + y * 113) % 997}` : `word ${x}${y}`,
        ),
      )
      const width = 460 / columns
      const texts = [header, ...body].flatMap((cells, y) =>
        cells.flatMap((text, x) =>
          text === '' ? [] : [{ x: 72 + x * width + (numbers && x > 0 ? (5 - text.length) * 0.5 * size : 0), y: 700 - y * leading, text, size }],
        ),
      )
      const under = ruled
        ? Array.from({ length: rows + 2 }, (_, y) => `60 ${700 + leading * 0.75 - y * leading} m 540 ${700 + leading * 0.75 - y * leading} l S`).join(' ')
        : undefined
      const { blocks } = await read(writePdf({ pages: [{ texts, ...(under === undefined ? {} : { under }) }] }), 'pdf')
      const found =
        blocks
          .find((block) => block.kind === 'table')
          ?.text.split('\n')
          .map((line) => line.split('\t')) ?? []
      body.forEach((cells, y) => {
        cells.forEach((text, x) => {
          all += 1
          if (found[y + 1]?.[x] === text && found[0]?.[x] === header[x]) right += 1
        })
      })
    }
    expect(all).toBeGreaterThan(1_000)
    expect(right / all).toBeGreaterThanOrEqual(0.98)
  })
})

function* shapes(): Generator<{ columns: number; rows: number; size: number; leading: number; ruled: boolean; numbers: boolean }> {
  for (const columns of [2, 3, 5, 7])
    for (const rows of [3, 12])
      for (const ruled of [false, true])
        for (const numbers of [false, true]) for (const size of [8, 10]) yield { columns, rows, size, leading: size * 1.4, ruled, numbers }
}

describe('fidelity', () => {
  test('the text of a whole document differs from the one expected in at most one character of a hundred', async () => {
    const chapters = [harbour, orchard, quarry]
    const pages = chapters.map((text, at) => ({
      texts: [
        { x: 72, y: 760, text: 'A village described', size: 8 },
        { x: 300, y: 30, text: `${at + 1}`, size: 8 },
        { x: 72, y: 700, text: `Chapter ${at + 1}`, size: 18 },
        ...column(text, 72, 44),
        ...column(chapters[(at + 1) % 3] ?? '', 330, 44),
        ...columnOfText(
          [1, 2].map((number) => `${number} Kept in the tower, on shelf ${at * 7 + number * 3}.`),
          { top: 80, size: 7, leading: 9 },
        ),
      ],
    }))
    const expected = chapters.flatMap((text, at) => [
      ...(at === 0 ? ['A village described'] : []),
      `Chapter ${at + 1}`,
      text,
      chapters[(at + 1) % 3] ?? '',
      `1 Kept in the tower, on shelf ${at * 7 + 3}.`,
      `2 Kept in the tower, on shelf ${at * 7 + 6}.`,
    ])
    const { text } = await read(writePdf({ pages }), 'pdf')
    expect(characterError(expected.join('\n'), text)).toBeLessThanOrEqual(0.01)
  })
})

describe('what the file says of itself, and what it holds besides', () => {
  test('title, author, dates and language', async () => {
    const { end } = await read(
      writePdf({
        pages: [{ texts: columnOfText(['Text']) }],
        title: 'A village',
        info: "/Author (Ada Writer) /CreationDate (D:20240229235958+01'30') /ModDate (D:20240301)",
        catalog: '/Lang (en-GB)',
      }),
      'pdf',
    )
    expect(end).toEqual({ pages: 1, title: 'A village', author: 'Ada Writer', created: '2024-02-29T23:59:58+01:30', modified: '2024-03-01', language: 'en-GB' })
  })

  test('text boxes and the values of a form are text, comments are notes', async () => {
    const annotations = [
      '/Subtype /FreeText /Rect [100 600 300 620] /Contents (Typed on top) /DA (/Helv 10 Tf)',
      '/Subtype /Widget /FT /Tx /T (name) /TU (Your name) /V (Ada Writer) /Rect [100 500 300 520]',
      '/Subtype /Highlight /Rect [100 400 300 420] /QuadPoints [100 420 300 420 100 400 300 400] /Contents (Is this right?)',
    ]
    const { blocks } = await read(writePdf({ pages: [{ annotations }] }), 'pdf')
    expect(outline(blocks)).toEqual(['paragraph: Typed on top', 'paragraph: Your name: Ada Writer', 'note: Is this right?'])
    expect(blocks[0]?.place).toMatchObject({ page: 1, lines: [{ start: 0, end: 12, rect: [100, 172, 200, 20] }] })
  })

  test.each([
    ['numbered as in most fonts', -29, []],
    ['numbered from one', -64, []],
    ['numbered as letters are', 0, [harbour]],
  ])('letters that have shapes alone, %s: without a meaning they are left to text recognition', async (_, shift, expected) => {
    const moved = (text: string): string => [...text].map((letter) => String.fromCharCode(letter === ' ' ? 3 : letter.charCodeAt(0) + shift)).join('')
    const texts = columnOfText(wrapped(harbour, 60)).map((text) => ({ ...text, text: shift === 0 ? text.text : moved(text.text), unknown: true }))
    const { blocks, end } = await read(writePdf({ pages: [{ texts }] }), 'pdf')
    expect(blocks.map(({ text }) => text)).toEqual(expected)
    expect(end.scanned).toEqual(expected.length === 0 ? [{ page: 1 }] : undefined)
  })

  test('a logo is no scan, a large picture without text is one, a picture beside text is not', async () => {
    const { end } = await read(
      writePdf({
        pages: [
          { pictureAt: [72, 700, 80, 40] },
          { pictureAt: [50, 100, 500, 600] },
          { pictureAt: [50, 50, 500, 300], texts: column(harbour, 72, 80) },
          { picture: true, texts: column(harbour, 72, 80) },
        ],
      }),
      'pdf',
    )
    expect(end.scanned).toEqual([{ page: 2 }])
  })
})
