import { describe, expect, test } from 'vitest'
import { fieldGuide, fieldGuideText } from '../../../fixtures/documents/field-guide.ts'
import { heading, list, objectPart, paragraph, style, table, textFrame, writeFlatOdt, writeOdt } from '../../../fixtures/documents/make/odf-writer.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'
import { characterError } from '../character-error.ts'
import { outline, read } from '../read.ts'

const guide = fieldGuide
  .map((section) => heading(section.heading, 2) + section.paragraphs.map((text) => paragraph(text)).join('') + list(section.items) + table(section.table))
  .join('')
const lines = async (body: string, styles = ''): Promise<string[]> => outline((await read(writeOdt(body, { styles }), 'odt')).blocks)
const hiddenOnes = async (body: string, styles = ''): Promise<string[]> =>
  (await read(writeOdt(body, { styles }), 'odt')).blocks.filter(({ hidden }) => hidden === true).map(({ text }) => text)

test.each([
  ['packed', writeOdt(guide)],
  ['flat', writeFlatOdt(guide)],
  ['flat with a byte order mark', `\ufeff${writeFlatOdt(guide)}`],
])('a document is read to the letter: %s', async (_, bytes) => {
  const { blocks, text } = await read(bytes, 'odt')
  expect(characterError(fieldGuideText, text)).toBe(0)
  expect(blocks.filter(({ kind }) => kind === 'table').map(({ text }) => text.split('\n').map((row) => row.split('\t')))).toEqual(
    fieldGuide.map(({ table }) => table),
  )
  expect(blocks.map(({ place }) => place)).toEqual(blocks.map((_, index) => ({ kind: 'block', block: index + 1 })))
  expect(blocks[0]).toMatchObject({ kind: 'heading', level: 2 })
})

test('titles, quotes and code are told by their styles, automatic ones included', async () => {
  const styles = style('P1', 'paragraph', '', 'Title') + style('P2', 'paragraph', '', 'Quotations') + style('P3', 'paragraph', '', 'Preformatted_20_Text')
  const named = ['Title', 'Quotations', 'Preformatted_20_Text'].map((name) => style(name, 'paragraph', '')).join('')
  const body = paragraph('The guide', 'P1') + paragraph('So it is told.', 'P2') + paragraph('a = 1', 'P3') + paragraph('b = 2', 'P3')
  const { blocks, end } = await read(writeOdt(body, { styles, named }), 'odt')
  expect(outline(blocks)).toEqual(['heading 1: The guide', 'quote: So it is told.', 'code: a = 1\nb = 2'])
  expect(end).toEqual({ title: 'The guide' })
})

test('blanks, tabs, line breaks, links and fields are text', async () => {
  const body =
    '<text:p>One<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four\n   <text:a xlink:href="http://x.invalid/">five</text:a> <text:page-number>6</text:page-number></text:p>'
  expect(await lines(body)).toEqual(['paragraph: One two three\nfour five 6'])
})

test('notes and comments follow the paragraph that they belong to, and are marked in it', async () => {
  const note =
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Seen in May.</text:p></text:note-body></text:note>'
  const comment = '<office:annotation><dc:creator>Ana Lima</dc:creator><dc:date>2022-01-01T00:00:00</dc:date><text:p>Really?</text:p></office:annotation>'
  expect(await lines(`<text:p>A rare bee${note} was seen${comment} here.</text:p>${paragraph('Next.')}`)).toEqual([
    'paragraph: A rare bee[1] was seen here.',
    'note: [1] Seen in May.',
    'note: Ana Lima: Really?',
    'paragraph: Next.',
  ])
})

test('tables keep their columns: merged, repeated and empty cells', async () => {
  const cell = (text: string, attributes = ''): string => `<table:table-cell ${attributes}>${paragraph(text)}</table:table-cell>`
  const rows =
    `<table:table-header-rows><table:table-row>${cell('a')}${cell('b', 'table:number-columns-repeated="2"')}${cell('c')}</table:table-row></table:table-header-rows>` +
    `<table:table-row>${cell('wide', 'table:number-columns-spanned="2"')}<table:covered-table-cell/><table:table-cell table:number-columns-repeated="1"/>${cell('d')}</table:table-row>` +
    `<table:table-row table:number-rows-repeated="2">${cell('e')}<table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>`
  expect(await lines(`<table:table>${rows}</table:table>`)).toEqual(['table: a\tb\tb\tc\nwide\t\t\td\ne\t\t\t\ne\t\t\t'])
})

test('a table within a table is part of its cell, and a table of one cell a frame', async () => {
  const cell = (content: string): string => `<table:table><table:table-row><table:table-cell>${content}</table:table-cell></table:table-row></table:table>`
  const inner = table([['x', 'y']])
  expect(await lines(cell(heading('In a frame', 3) + paragraph('text')))).toEqual(['heading 3: In a frame', 'paragraph: text'])
  expect(
    await lines(
      `<table:table><table:table-row><table:table-cell>${inner}</table:table-cell><table:table-cell>${paragraph('z')}</table:table-cell></table:table-row></table:table>`,
    ),
  ).toEqual(['table: x y\tz'])
})

test('text in frames and drawn shapes follows its paragraph; charts give their values', async () => {
  const shape = `<draw:custom-shape>${paragraph('In a shape')}<draw:enhanced-geometry/></draw:custom-shape>`
  const chart = `<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="x.png"/></draw:frame>`
  const values = objectPart(
    'Object 1',
    `<office:chart><chart:chart><chart:title>${paragraph('Honey')}</chart:title>${table([
      ['', 'kg'],
      ['June', '12'],
    ])}</chart:chart></office:chart>`,
  )
  const body = `<text:p>Before${textFrame([0, 0, 1, 1], paragraph('In a frame'))}${shape} after.</text:p>${chart}`
  const { blocks } = await read(writeOdt(body, { parts: [values] }), 'odt')
  expect(outline(blocks)).toEqual(['paragraph: Before after.', 'paragraph: In a frame', 'paragraph: In a shape', 'paragraph: Honey', 'table: \tkg\nJune\t12'])
})

test('what was deleted stays deleted', async () => {
  const changes = `<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>`
  expect(await lines(`${changes}<text:p>It <text:change text:change-id="c"/>stays.</text:p>`)).toEqual(['paragraph: It stays.'])
})

test('properties are read', async () => {
  const meta =
    '<dc:title>Wild &amp; free</dc:title><meta:initial-creator>Vera Beek</meta:initial-creator><dc:creator>Ana Lima</dc:creator><meta:creation-date>2021-03-04T05:06:07</meta:creation-date><dc:date>2022-01-01T00:00:00</dc:date><dc:language>de-AT</dc:language>'
  const expected = { title: 'Wild & free', author: 'Vera Beek', created: '2021-03-04T05:06:07', modified: '2022-01-01T00:00:00', language: 'de-AT' }
  expect((await read(writeOdt(paragraph('x'), { meta }), 'odt')).end).toEqual(expected)
  expect((await read(writeFlatOdt(paragraph('x'), { meta }), 'odt')).end).toEqual(expected)
})

describe('text that nobody sees is flagged', () => {
  const white = style('W', 'text', '<style:text-properties fo:color="#FFFFFF"/>')
  const whiteWords = '<text:p>Seen <text:span text:style-name="W">white</text:span></text:p>'

  test('hidden by style, section or field, tiny or white', async () => {
    const styles =
      white +
      style('H', 'text', '<style:text-properties text:display="none"/>') +
      style('T', 'paragraph', '<style:text-properties fo:font-size="0.5pt"/>') +
      style('C', 'paragraph', '', 'H2') +
      style('H2', 'paragraph', '<style:text-properties text:display="none"/>')
    const body =
      `<text:p>Seen <text:span text:style-name="H">by style</text:span>and read</text:p>${paragraph('tiny', 'T')}${paragraph('inherited', 'C')}` +
      `<text:section text:display="none">${paragraph('in a section')}</text:section><text:p>Field <text:hidden-text text:is-hidden="true">in a field</text:hidden-text></text:p>${whiteWords}`
    expect(await hiddenOnes(body, styles)).toEqual(['by style', 'tiny', 'inherited', 'in a section', 'in a field', 'white'])
    expect((await lines(body, styles))[0]).toBe('paragraph: Seen and read')
  })

  test('but not white text on something painted', async () => {
    const painted = (family: string, kind: string): string => style('B', family, `<style:${kind} fo:background-color="#003366"/>`)
    const cell = `<table:table><table:table-row><table:table-cell table:style-name="B">${whiteWords}</table:table-cell><table:table-cell>${paragraph('x')}</table:table-cell></table:table-row></table:table>`
    expect(await hiddenOnes(cell, white + painted('table-cell', 'table-cell-properties'))).toEqual([])
    expect(await hiddenOnes(whiteWords.replace('<text:p>', '<text:p text:style-name="B">'), white + painted('paragraph', 'paragraph-properties'))).toEqual([])
    expect(await hiddenOnes(textFrame([0, 0, 1, 1], whiteWords), white)).toEqual([])
    const pageStyles = '<style:page-layout style:name="D"><style:page-layout-properties fo:background-color="#000000"/></style:page-layout>'
    const dark = await read(writeOdt(whiteWords, { styles: white, pageStyles }), 'odt')
    expect(dark.blocks.some(({ hidden }) => hidden === true)).toBe(false)
  })
})

describe('hostile files end at once', () => {
  const many = 'table:number-columns-repeated="1000000000"'
  const filled = `<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell ${many}>${paragraph('x'.repeat(100))}</table:table-cell></table:table-row></table:table>`
  const nested = (count: number): string =>
    `${'<table:table><table:table-row><table:table-cell>'.repeat(count)}${'</table:table-cell></table:table-row></table:table>'.repeat(count)}`
  let multiplied = paragraph('x')
  for (let level = 0; level < 200; level += 1)
    multiplied = `<table:table><table:table-row><table:table-cell table:number-columns-repeated="10">${multiplied}</table:table-cell><table:table-cell/></table:table-row></table:table>`
  const cases: [string, Uint8Array | string, string][] = [
    ['tables in tables', writeOdt(nested(20_000)), 'file-broken'],
    ['a cell that is repeated a thousand million times', writeOdt(filled), 'parser-output'],
    ['a cell that is repeated at every level', writeOdt(multiplied), 'parser-output'],
    ['an entity bomb', writeZip([{ name: 'content.xml', data: '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' }]), 'file-broken'],
    ['an entity bomb in a flat file', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', 'file-broken'],
    ['content that unpacks to gigabytes', writeZip([{ name: 'content.xml', data: Buffer.alloc(100_000_000, 0x20) }]), 'parser-output'],
    ['content that lies about its size', writeZip([{ name: 'content.xml', data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 }]), 'file-broken'],
    ['content cut short', writeZip([{ name: 'content.xml', data: '<office:document-content>' }]), 'file-broken'],
    ['a package of something else', writeZip([{ name: 'a.txt', data: 'a' }]), 'file-broken'],
    ['XML of something else', '<?xml version="1.0"?><svg/>', 'file-broken'],
    ['rubbish', 'not a document', 'file-broken'],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    const startedAt = performance.now()
    await expect(read(bytes, 'odt', 1_000_000)).rejects.toMatchObject({ code })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('nesting and repetition that people might write are read', async () => {
    expect((await read(writeOdt(nested(200).replace('<table:table-cell></', `<table:table-cell>${paragraph('deep')}</`)), 'odt')).text).toBe('deep')
    expect((await read(writeOdt(`<text:p><text:s text:c="1000000000"/>x</text:p>`), 'odt')).text).toBe('x')
  })
})
