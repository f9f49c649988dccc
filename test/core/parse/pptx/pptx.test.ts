import officeCrypto from 'officecrypto-tool'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { fieldGuide, fieldGuideText } from '../../../fixtures/documents/field-guide.ts'
import { docxParts } from '../../../fixtures/documents/make/docx-writer.ts'
import { chartShape, chartXml, diagramShape, diagramXml, groupShape, tableShape, textShape, writePptx } from '../../../fixtures/documents/make/pptx-writer.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'
import { characterError } from '../character-error.ts'
import { outline, read } from '../read.ts'

const places = (blocks: readonly Block[]): string[] => blocks.map(({ place }) => (place.kind === 'slide' ? `${place.slide}.${place.shape}` : place.kind))
const hiddenOnes = (blocks: readonly Block[]): string[] => blocks.filter(({ hidden }) => hidden === true).map(({ text }) => text)
const title = textShape({ placeholder: 'title', paragraphs: ['Keeping bees'] })

test('slides come in the order shown, titles first, then shapes from top to bottom and from left to right', async () => {
  const right = textShape({ placeholder: 'body" idx="2', paragraphs: ['Right, by its layout'] })
  const left = textShape({ placeholder: 'body" idx="1', paragraphs: ['Left, by its layout', { runs: [{ text: 'Below it' }], level: 1 }] })
  const note = textShape({ box: [40, 505, 600, 20], paragraphs: ['At the foot'] })
  const { blocks } = await read(
    writePptx([
      { shapes: [note, right, left, title] },
      { shapes: [textShape({ placeholder: 'ctrTitle', paragraphs: ['Second'] }), textShape({ placeholder: 'subTitle', paragraphs: ['of two'] })] },
    ]),
    'pptx',
  )
  expect(outline(blocks)).toEqual([
    'heading 1: Keeping bees',
    'list-item: Left, by its layout',
    'list-item: Below it',
    'list-item: Right, by its layout',
    'paragraph: At the foot',
    'heading 1: Second',
    'heading 2: of two',
  ])
  expect(places(blocks)).toEqual(['1.1', '1.2', '1.2', '1.3', '1.4', '2.1', '2.2'])
})

test('a presentation is read to the letter', async () => {
  const slides = fieldGuide.map(({ heading, paragraphs, items, table }) => ({
    shapes: [
      tableShape([20, 400, 600, 100], table),
      textShape({ placeholder: 'body" idx="1', paragraphs: items }),
      textShape({ box: [36, 101, 648, 18], paragraphs }),
      textShape({ placeholder: 'title', paragraphs: [heading] }),
    ],
  }))
  const { blocks, text } = await read(writePptx(slides), 'pptx')
  expect(characterError(fieldGuideText, text)).toBe(0)
  expect(blocks.filter(({ kind }) => kind === 'table').map((table) => table.text.split('\n').map((row) => row.split('\t')))).toEqual(
    fieldGuide.map(({ table }) => table),
  )
})

test('bullets are told from prose, whoever decides on them', async () => {
  const body = textShape({
    placeholder: 'body" idx="1',
    paragraphs: ['Inherited', { runs: [{ text: 'Switched off' }], bullet: false }],
  })
  const free = textShape({ box: [0, 500, 700, 30], paragraphs: ['Free text', { runs: [{ text: 'Switched on' }], bullet: true }] })
  const { blocks } = await read(writePptx([{ shapes: [body, free] }]), 'pptx')
  expect(outline(blocks)).toEqual(['list-item: Inherited', 'paragraph: Switched off', 'paragraph: Free text', 'list-item: Switched on'])
})

test('footers, dates and slide numbers, which stand on every slide, are left out', async () => {
  const repeated = ['ftr', 'dt', 'sldNum'].map((placeholder) => textShape({ placeholder, paragraphs: ['Confidential'] }))
  expect(outline((await read(writePptx([{ shapes: [title, ...repeated] }]), 'pptx')).blocks)).toEqual(['heading 1: Keeping bees'])
})

test('groups are opened, and read where they stand', async () => {
  const inner = [textShape({ box: [1000, 200, 100, 50], paragraphs: ['third'] }), textShape({ box: [1000, 100, 100, 50], paragraphs: ['second'] })]
  const shapes = [
    textShape({ box: [0, 400, 100, 50], paragraphs: ['last'] }),
    groupShape([0, 100, 100, 200], [1000, 100, 100, 200], inner),
    textShape({ box: [0, 10, 100, 50], paragraphs: ['first'] }),
  ]
  expect((await read(writePptx([{ shapes }]), 'pptx')).blocks.map(({ text }) => text)).toEqual(['first', 'second', 'third', 'last'])
})

test('tables stay tables, merged and empty cells in their columns', async () => {
  const rows = [
    ['Region', '2008', '2009'],
    ['North & West', '', '14'],
    ['South', '9', '>'],
    ['^', '1', '2'],
  ]
  const { blocks } = await read(writePptx([{ shapes: [tableShape([0, 0, 100, 100], rows)] }]), 'pptx')
  expect(blocks).toEqual([{ kind: 'table', text: 'Region\t2008\t2009\nNorth & West\t\t14\nSouth\t9\t\n\t1\t2', place: { kind: 'slide', slide: 1, shape: 1 } }])
})

test('a large table comes in pieces that know its first row', async () => {
  const rows = [['Number', 'Square'], ...Array.from({ length: 2_000 }, (_, at) => [`row ${at}`, String(at * at)])]
  const { blocks } = await read(writePptx([{ shapes: [tableShape([0, 0, 100, 100], rows)] }]), 'pptx')
  expect(blocks.length).toBeGreaterThan(1)
  expect(blocks.map(({ header }) => header)).toEqual(blocks.map((_, at) => (at === 0 ? undefined : 'Number\tSquare')))
  expect(blocks.map(({ text }) => text).join('\n')).toBe(rows.map((row) => row.join('\t')).join('\n'))
})

test('charts give their title and values, diagrams their points in the order of their tree', async () => {
  const chart = chartXml(
    'Honey by month',
    ['June', 'July'],
    [
      ['Heather', [1.5, 2.25]],
      ['Clover', [3, 4]],
    ],
  )
  const diagram = diagramXml([
    ['a', 'doc', 'Spring'],
    ['b', 'doc', 'Summer'],
    ['c', 'a', 'Willow'],
  ])
  const { blocks } = await read(
    writePptx([
      {
        shapes: [chartShape([0, 100, 300, 200], 'rIdX'), diagramShape([0, 320, 300, 200], 'rIdY')],
        related: [
          { id: 'rIdX', type: 'chart', part: { name: 'ppt/charts/chart1.xml', data: chart } },
          { id: 'rIdY', type: 'diagramData', part: { name: 'ppt/diagrams/data1.xml', data: diagram } },
        ],
      },
    ]),
    'pptx',
  )
  expect(outline(blocks)).toEqual([
    'paragraph: Honey by month',
    'table: \tHeather\tClover\nJune\t1.5\t3\nJuly\t2.25\t4',
    'list-item: Spring',
    'list-item: Willow',
    'list-item: Summer',
  ])
})

test('speaker notes and comments are notes, after the last shape', async () => {
  const slide = { shapes: [title], notes: ['Say this first.', 'Then that.'], comments: [['Ana Lima', 'Is this still true?'] as const] }
  const { blocks } = await read(writePptx([slide]), 'pptx')
  expect(outline(blocks)).toEqual(['heading 1: Keeping bees', 'note: Say this first.\nThen that.', 'note: Ana Lima: Is this still true?'])
  expect(places(blocks)).toEqual(['1.1', '1.2', '1.3'])
})

describe('text that nobody sees is flagged', () => {
  const seen = textShape({ box: [0, 0, 600, 100], paragraphs: ['Seen'] })

  test('on hidden slides, in hidden shapes, off the slide, tiny, without a fill', async () => {
    const { blocks } = await read(
      writePptx([
        { shapes: [title], notes: ['unseen too'], hidden: true },
        {
          shapes: [
            seen,
            textShape({ box: [0, 200, 100, 50], paragraphs: ['switched off'], hidden: true }),
            textShape({ box: [-900, 100, 300, 200], paragraphs: ['beside the slide'] }),
            textShape({
              box: [0, 300, 600, 100],
              paragraphs: [{ runs: [{ text: 'Read me ' }, { text: 'too small', size: 100 }, { text: 'aloud', extra: '' }] }],
            }),
            textShape({ box: [0, 400, 600, 50], paragraphs: [{ runs: [{ text: 'no ink', extra: '<a:noFill/>' }] }] }),
          ],
        },
      ]),
      'pptx',
    )
    expect(hiddenOnes(blocks).sort()).toEqual(['Keeping bees', 'beside the slide', 'no ink', 'switched off', 'too small', 'unseen too'])
    expect(blocks.filter(({ hidden }) => hidden === undefined).map(({ text }) => text)).toEqual(['Seen', 'Read me aloud'])
  })

  test('white on white, named or numbered', async () => {
    const white = (colour: string): string => textShape({ box: [0, 200, 600, 100], paragraphs: [{ runs: [{ text: `in ${colour}`, colour }] }] })
    const { blocks } = await read(writePptx([{ shapes: [white('FFFFFF'), white('bg1')] }, { shapes: [white('AA0000')], background: 'accent1' }]), 'pptx')
    expect(hiddenOnes(blocks)).toEqual(['in FFFFFF', 'in bg1', 'in AA0000'])
  })

  test('but not white text over a fill, a picture or a dark background, nor what moves in', async () => {
    const white = textShape({ box: [0, 200, 600, 100], paragraphs: [{ runs: [{ text: 'white', colour: 'FFFFFF' }] }] })
    const filled = textShape({ box: [0, 200, 600, 100], paragraphs: [{ runs: [{ text: 'white', colour: 'FFFFFF' }] }], fill: '003366' })
    const under = textShape({ box: [0, 150, 600, 200], paragraphs: [], fill: '003366' })
    const picture =
      '<p:pic><p:nvPicPr><p:cNvPr id="9" name="x"/></p:nvPicPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="6858000"/></a:xfrm></p:spPr></p:pic>'
    const shadow = textShape({ box: [0, 200, 600, 100], paragraphs: [{ runs: [{ text: 'white', colour: 'FFFFFF', extra: '<a:effectLst/>' }] }] })
    const slides = [
      { shapes: [filled] },
      { shapes: [under, white] },
      { shapes: [picture, white] },
      { shapes: [shadow] },
      { shapes: [white], background: '003366' },
      { shapes: [textShape({ box: [-900, 100, 300, 200], paragraphs: ['white'] })], timing: '<p:timing><p:animMotion/></p:timing>' },
    ]
    const { blocks } = await read(writePptx(slides), 'pptx')
    expect(blocks.map(({ text, hidden }) => [text, hidden])).toEqual(slides.map(() => ['white', undefined]))
    const overMaster = await read(writePptx([{ shapes: [white] }], { masterBox: [0, 0, 720, 540] }), 'pptx')
    expect(hiddenOnes(overMaster.blocks)).toEqual([])
  })
})

test('properties are read, the first title and the language of the text where the file names none', async () => {
  expect((await read(writePptx([{ shapes: [title] }], { title: 'Bees & us' }), 'pptx')).end).toEqual({
    title: 'Bees & us',
    author: 'Vera Beek',
    created: '2021-03-04T05:06:07Z',
    language: 'en-GB',
  })
  expect((await read(writePptx([{ shapes: [title] }]), 'pptx')).end.title).toBe('Keeping bees')
})

test('the strict variant, other prefixes, backslashes and byte order marks are read alike', async () => {
  const slides = [{ shapes: [title, tableShape([0, 100, 100, 100], [['a', 'b']])], notes: ['Say it.'] }]
  expect((await read(writePptx(slides, { strict: true }), 'pptx')).blocks).toEqual((await read(writePptx(slides), 'pptx')).blocks)
})

test('a presentation without slides has no text', async () => {
  expect((await read(writePptx([]), 'pptx')).blocks).toEqual([])
})

describe('hostile files end at once', () => {
  const slide = (xml: string): Uint8Array => writePptx([{ shapes: [title] }], { parts: [{ name: 'ppt/slides/slide1.xml', data: xml }] })
  const nested = 20_000
  const cases: [string, Uint8Array, string][] = [
    ['groups in groups', writePptx([{ shapes: [`${'<p:grpSp>'.repeat(nested)}${'</p:grpSp>'.repeat(nested)}`] }]), 'file-broken'],
    ['an entity bomb', slide('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p:sld>&b;</p:sld>'), 'file-broken'],
    [
      'a slide that unpacks to gigabytes',
      writePptx([{ shapes: [title] }], { parts: [{ name: 'ppt/slides/slide1.xml', data: Buffer.alloc(100_000_000, 0x20) }] }),
      'parser-output',
    ],
    [
      'a part that lies about its size',
      writePptx([{ shapes: [title] }], { parts: [{ name: 'ppt/slides/slide1.xml', data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 }] }),
      'file-broken',
    ],
    [
      'a slide of millions of elements',
      slide(`<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">${'<p:x/>'.repeat(2_000_000)}</p:sld>`),
      'parser-output',
    ],
    ['a slide cut short', slide('<p:sld><p:cSld>'), 'file-broken'],
    [
      'a document of another program',
      writeZip(docxParts('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')),
      'file-broken',
    ],
    ['an encrypted presentation', officeCrypto.encrypt(Buffer.from(writePptx([{ shapes: [title] }])), { password: 'nectar' }), 'file-encrypted'],
    ['rubbish', Buffer.from('not a presentation'), 'file-broken'],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    const startedAt = performance.now()
    await expect(read(bytes, 'pptx', 1_000_000)).rejects.toMatchObject({ code })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('names that lead out of the package lead nowhere', async () => {
    const away = { id: 'rIdX', type: 'chart', part: { name: '../../../etc/passwd', data: chartXml('Within the file', ['a'], [['b', [1]]]) } }
    const { text } = await read(writePptx([{ shapes: [chartShape([0, 0, 10, 10], 'rIdX')], related: [away] }]), 'pptx')
    expect(text).not.toContain('root:')
  })
})
