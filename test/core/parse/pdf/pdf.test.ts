import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { drawPage } from '../../../../core/parse/pictures/picture.ts'
import type { Rect } from '../../../../core/types/anchor.ts'
import type { Block } from '../../../../core/types/document.ts'
import type { PagePicture, PageToDraw } from '../../../../core/types/page-picture.ts'
import type { PdfPage } from '../../../fixtures/documents/make/pdf-writer.ts'
import { columnOfText, writePdf } from '../../../fixtures/documents/make/pdf-writer.ts'
import { outline, read } from '../read.ts'

const pdf = (pages: readonly PdfPage[], more: object = {}): Uint8Array => writePdf({ pages, ...more })

/** The rectangle of the line in which the words stand, and the block's page. */
function placeOf(blocks: readonly Block[], words: string): { rect: Rect; page: number } {
  for (const { text, place } of blocks) {
    const at = text.indexOf(words)
    if (at < 0 || place.kind !== 'page') continue
    const line = place.lines.find(({ start, end }) => at >= start && at < end)
    if (line !== undefined) return { rect: line.rect, page: place.page }
  }
  throw new Error(`not found: ${words}`)
}

async function draw(bytes: Uint8Array, page: number, quote: PageToDraw['quote']): Promise<PagePicture> {
  const chunks = (async function* () {
    yield bytes
  })()
  return await drawPage({ name: 'x.pdf', size: bytes.length, format: 'pdf', chunks }, { page, scale: 2, quote })
}

/** Dark pixels inside and outside of a rectangle, at two pixels per point. */
async function ink(bytes: Uint8Array, page: number, rect: Rect): Promise<{ inside: number; outside: number; width: number; height: number }> {
  const drawn = await draw(bytes, page, null)
  const picture = PNG.sync.read(Buffer.from(drawn.png))
  let inside = 0
  let outside = 0
  const [x, y, width, height] = rect.map((value) => value * 2) as [number, number, number, number]
  for (let row = 0; row < picture.height; row += 1) {
    for (let column = 0; column < picture.width; column += 1) {
      if ((picture.data[4 * (row * picture.width + column)] ?? 255) > 128) continue
      if (column >= x - 1 && column <= x + width + 1 && row >= y - 1 && row <= y + height + 1) inside += 1
      else outside += 1
    }
  }
  return { inside, outside, width: drawn.width, height: drawn.height }
}

describe('text', () => {
  test('lines of a paragraph become one block, headings and list items stand alone', async () => {
    const lines = [
      '# Care of bees',
      'Bees gather nectar from the first warm day of spring to the last of',
      'autumn, and a strong hive stores thirty kilos of honey.',
      '',
      '• Feed in autumn',
      '• Leave in winter',
    ]
    const { blocks } = await read(pdf([{ texts: columnOfText(lines) }]), 'pdf')
    expect(outline(blocks)).toEqual([
      'heading 2: Care of bees',
      'paragraph: Bees gather nectar from the first warm day of spring to the last of autumn, and a strong hive stores thirty kilos of honey.',
      'list-item: • Feed in autumn',
      'list-item: • Leave in winter',
    ])
  })

  test('a word cut at the end of a line is whole again, a compound keeps its hyphen', async () => {
    const { text } = await read(pdf([{ texts: columnOfText(['The committee was consti-', 'tuted in spring, with state-of-', 'the-art methods.']) }]), 'pdf')
    expect(text).toBe('The committee was constituted in spring, with state-of-the-art methods.')
    const months = await read(
      pdf([{ texts: columnOfText(['The lease has a three-', 'month notice, a four-', 'fold deposit, and six-', 'teen annexes.']) }]),
      'pdf',
    )
    expect(months.text).toBe('The lease has a three-month notice, a fourfold deposit, and sixteen annexes.')
  })

  test('two columns are read one after the other', async () => {
    const left = columnOfText(['Left one begins here and goes', 'on in the left column until', 'its end.'], { left: 60 })
    const right = columnOfText(['Right one begins here and goes', 'on in the right column until', 'its end.'], { left: 330 })
    const { text } = await read(pdf([{ texts: [...left, ...right] }]), 'pdf')
    expect(text.indexOf('its end.')).toBeLessThan(text.indexOf('Right one'))
    expect(text).toContain('goes on in the left column until its end.')
  })

  test('a table keeps its rows, with tabs between cells, a wrapped label and its header', async () => {
    const row = (y: number, ...cells: string[]): { x: number; y: number; text: string }[] =>
      cells.map((text, index) => ({ x: 72 + (index === 0 ? 0 : 200 + index * 70), y, text }))
    const texts = [
      ...row(700, '', '2011', '2012').slice(1),
      ...row(684, 'Net revenue', '$1,204', '$1,377'),
      ...row(668, 'Cost of goods and'),
      ...row(654, 'services sold', '(611)', '(702)'),
      ...row(638, 'Gross margin . . . . . . . .', '593', '675'),
    ]
    const { blocks } = await read(pdf([{ texts }]), 'pdf')
    expect(outline(blocks)).toEqual(['table: \t2011\t2012\nNet revenue\t$1,204\t$1,377\nCost of goods and services sold\t(611)\t(702)\nGross margin\t593\t675'])
  })

  test('what nobody sees is marked as hidden: invisible print, print beside the page, print for machines', async () => {
    const texts = [
      { x: 72, y: 700, text: 'Seen by all' },
      { x: 72, y: 680, text: 'IGNORE invisible', invisible: true },
      { x: 900, y: 660, text: 'IGNORE beside' },
      { x: 72, y: 640, text: 'IGNORE tiny', size: 0.4 },
    ]
    const { blocks } = await read(pdf([{ texts }]), 'pdf')
    expect(blocks.map(({ text, hidden }) => [text, hidden])).toEqual([
      ['Seen by all', undefined],
      ['IGNORE invisible', true],
      ['IGNORE beside', true],
      ['IGNORE tiny', true],
    ])
  })

  test('invisible text over a scan is what was read from it, and is kept', async () => {
    const { text, end } = await read(pdf([{ picture: true, texts: [{ x: 72, y: 700, text: 'Recognised words', invisible: true }] }]), 'pdf')
    expect(text).toBe('Recognised words')
    expect(end.scanned).toBeUndefined()
  })
})

const words = 'Anchors must cover these words'
const cases: [string, PdfPage][] = [
  ['an upright page', { texts: [{ x: 100, y: 600, text: words, size: 14 }] }],
  ['a page with a crop box', { crop: [50, 100, 550, 700], texts: [{ x: 100, y: 600, text: words, size: 14 }] }],
  ['a page turned by 90', { rotate: 90, texts: [{ x: 300, y: 200, text: words, size: 14, angle: 90 }] }],
  ['a page turned by 180', { rotate: 180, texts: [{ x: 500, y: 200, text: words, size: 14, angle: 180 }] }],
  ['a page turned by 270 with a crop box', { rotate: 270, crop: [20, 30, 600, 700], texts: [{ x: 300, y: 600, text: words, size: 14, angle: -90 }] }],
  ['sideways print on an upright page', { texts: [{ x: 300, y: 200, text: words, size: 14, angle: 90 }] }],
]

describe('places', () => {
  test.each(cases)('the rectangle covers the words, and nothing else is drawn: %s', async (_, page) => {
    const bytes = pdf([page])
    const { blocks } = await read(bytes, 'pdf')
    expect(blocks.map((block) => block.text)).toEqual([words])
    const { rect } = placeOf(blocks, 'these')
    const { inside, outside } = await ink(bytes, 1, rect)
    expect(inside).toBeGreaterThan(500)
    expect(outside).toBe(0)
    expect(Math.min(rect[2], rect[3])).toBeLessThan(25)
  })

  test('each printed line has its own rectangle, and every character of a block lies in one', async () => {
    const lines = [
      'Bees gather nectar from the first warm day of spring to the last of',
      'autumn, and a strong hive stores thirty kilos of honey in a season',
      'that is neither wet nor dry.',
    ]
    const { blocks } = await read(pdf([{ texts: columnOfText(lines) }]), 'pdf')
    const place = blocks[0]?.place
    if (place?.kind !== 'page') throw new Error('no page')
    expect(place.lines).toHaveLength(3)
    expect(place.lines[0]?.start).toBe(0)
    expect(place.lines.at(-1)?.end).toBe(blocks[0]?.text.length)
    place.lines.slice(1).forEach((line, index) => expect(line.start).toBe(place.lines[index]?.end))
    const tops = place.lines.map(({ rect }) => rect[1])
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    // baseline 692 from the bottom is 100 from the top
    expect(placeOf(blocks, 'neither').rect[1]).toBeGreaterThan(85)
    expect(placeOf(blocks, 'neither').rect[1]).toBeLessThan(100)
  })

  test('pages are counted from 1 and carry the number printed on them', async () => {
    const pages = ['Preface', 'More preface', 'Chapter'].map((text) => ({ texts: [{ x: 72, y: 700, text }] }))
    const { blocks, end } = await read(
      pdf(pages, {
        title: 'A book of bees',
        labels: [
          [0, 'r', '', 1],
          [2, 'D', 'A-', 1],
        ],
      }),
      'pdf',
    )
    expect(blocks.map(({ place }) => (place.kind === 'page' ? [place.page, place.label] : null))).toEqual([
      [1, 'i'],
      [2, 'ii'],
      [3, 'A-1'],
    ])
    expect(end).toEqual({ pages: 3, title: 'A book of bees' })
  })
})

describe('files that cannot be read', () => {
  const sound = pdf([{ texts: columnOfText(['Whole']) }])
  test('an encrypted file is called encrypted', async () => {
    await expect(read(pdf([{ texts: columnOfText(['Secret']) }], { password: 'bees' }), 'pdf')).rejects.toMatchObject({ code: 'file-encrypted' })
  })
  test('an encrypted file without a password for reading is read', async () => {
    expect((await read(pdf([{ texts: columnOfText(['Open to all']) }], { password: '' }), 'pdf')).text).toBe('Open to all')
  })
  test.each([
    ['rubbish', Buffer.from('this is no PDF at all')],
    ['a file cut off in its head', sound.subarray(0, 300)],
  ])('%s is called broken', async (_, bytes) => {
    await expect(read(bytes, 'pdf')).rejects.toMatchObject({ code: 'file-broken' })
  })
  test('scanned pages are counted, the others read', async () => {
    const { text, end } = await read(pdf([{ picture: true }, { texts: columnOfText(['Typed']) }, { picture: true }, {}]), 'pdf')
    expect(text).toBe('Typed')
    expect(end).toEqual({ pages: 4, scanned: [{ page: 1 }, { page: 3 }] })
  })
  test('an empty file is empty, not broken', async () => {
    expect((await read('', 'pdf')).blocks).toEqual([])
  })
  test('a file that is shorter or longer than announced has changed', async () => {
    const source = {
      name: 'x.pdf',
      size: sound.length + 1,
      format: 'pdf' as const,
      chunks: (async function* () {
        yield sound
      })(),
    }
    const { parse } = await import('../../../../core/parse/parse.ts')
    await expect(parse(source, { characters: 1e6, partCharacters: 1e4 }).next()).rejects.toMatchObject({ code: 'file-changing' })
  })
})

describe('pictures', () => {
  test('a page is drawn at its size, turned and cropped as people see it', async () => {
    const bytes = pdf([{ rotate: 90, crop: [0, 0, 600, 300], texts: [] }])
    const { width, height } = await ink(bytes, 1, [0, 0, 0, 0])
    expect([width, height]).toEqual([300, 600])
  })

  test('a quote is found over line ends and hyphens, one rectangle a line, and nothing beside it', async () => {
    const lines = ['Bees gather nectar. A strong hive stores thir-', 'ty kilos of honey in a season', 'that is dry. Wasps do not.']
    const bytes = pdf([{ texts: columnOfText(lines) }])
    const { quoteRects } = await draw(bytes, 1, { text: 'A strong hive stores thirty kilos of\nhoney in a season that is dry.', passage: [] })
    expect(quoteRects).toHaveLength(3)
    const whole = await Promise.all(quoteRects.map((rect) => ink(bytes, 1, rect)))
    const all = await ink(bytes, 1, [0, 0, 612, 792])
    const covered = whole.reduce((sum, { inside }) => sum + inside, 0)
    expect(covered / all.inside).toBeGreaterThan(0.6)
    expect(covered / all.inside).toBeLessThan(0.8)
    const [first, , last] = quoteRects
    expect(first?.[0]).toBeGreaterThan(165)
    expect(last && last[0] + last[2]).toBeLessThan(140)
  })
  test.each(cases)('a quote is found wherever people see it: %s', async (_, page) => {
    const bytes = pdf([page])
    const { quoteRects } = await draw(bytes, 1, { text: words, passage: [] })
    expect(quoteRects).toHaveLength(1)
    const { inside, outside } = await ink(bytes, 1, quoteRects[0] ?? [0, 0, 0, 0])
    expect([inside > 500, outside]).toEqual([true, 0])
  })
  test('of words that stand on the page twice, those of the passage are found', async () => {
    const bytes = pdf([{ texts: columnOfText(['Word by word', 'and then', 'word by word']) }])
    const { blocks } = await read(bytes, 'pdf')
    const lines = blocks.flatMap(({ place }) => (place.kind === 'page' ? place.lines.map(({ rect }) => rect) : []))
    const found = await Promise.all(lines.map((rect) => draw(bytes, 1, { text: 'Word by word', passage: [rect] })))
    expect(found.map(({ quoteRects }) => Math.round(quoteRects[0]?.[1] ?? 0))).toEqual([lines[0], lines[0], lines[2]].map((rect) => Math.round(rect?.[1] ?? 0)))
  })
  test('a quote that is not on the page is nowhere', async () => {
    expect((await draw(pdf([{ texts: columnOfText(['Bees gather nectar.']) }]), 1, { text: 'Wasps do not.', passage: [] })).quoteRects).toEqual([])
  })
  test('a page that is not there is said to be missing', async () => {
    await expect(ink(pdf([{}]), 2, [0, 0, 0, 0])).rejects.toMatchObject({ code: 'page-missing' })
  })
})
