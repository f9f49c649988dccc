import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { fieldGuide, fieldGuideText } from '../../../fixtures/documents/field-guide.ts'
import { frame, list, objectPart, page, paragraph, style, table, textFrame, writeOdp } from '../../../fixtures/documents/make/odf-writer.ts'
import { characterError } from '../character-error.ts'
import { outline, read } from '../read.ts'

const places = (blocks: readonly Block[]): string[] => blocks.map(({ place }) => (place.kind === 'slide' ? `${place.slide}.${place.shape}` : place.kind))
const hiddenOnes = (blocks: readonly Block[]): string[] => blocks.filter(({ hidden }) => hidden === true).map(({ text }) => text)
const title = textFrame([1, 1, 23, 3], paragraph('Keeping bees'), 'presentation:class="title"')

test('a presentation is read to the letter', async () => {
  const pages = fieldGuide.map(({ heading, paragraphs, items, table: rows }) =>
    page(
      frame([1, 14, 20, 4], table(rows)) +
        textFrame([1, 10, 20, 3], list(items), 'presentation:class="outline"') +
        textFrame([1, 5, 20, 4], paragraphs.map((text) => paragraph(text)).join('')) +
        textFrame([1, 1, 20, 3], paragraph(heading), 'presentation:class="title"'),
    ),
  )
  const { blocks, text } = await read(writeOdp(pages.join('')), 'odp')
  expect(characterError(fieldGuideText, text)).toBe(0)
  expect(places(blocks)).toEqual(['1.1', '1.2', '1.2', '1.2', '1.3', '1.3', '1.3', '1.4', '2.1', '2.2', '2.2', '2.3', '2.3', '2.3', '2.4'])
})

test('titles, subtitles, list items, drawn shapes and groups are told apart and read in order', async () => {
  const plain = '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>'
  const shape = (x: number, y: number, text: string): string =>
    `<draw:custom-shape svg:x="${x}cm" svg:y="${y}cm" svg:width="4cm" svg:height="2cm">${paragraph(text)}<draw:enhanced-geometry/></draw:custom-shape>`
  const content =
    `<draw:g>${shape(12, 10, 'right')}${shape(2, 10, 'left')}</draw:g>` +
    textFrame([1, 5, 20, 2], list(['A point']).replace('<text:list>', '<text:list text:style-name="N">'), '') +
    textFrame([1, 7, 20, 2], list(['Another']), 'presentation:class="outline"') +
    textFrame([1, 4, 20, 1], paragraph('for everyone'), 'presentation:class="subtitle"') +
    `<draw:a>${title}</draw:a>`
  const { blocks } = await read(writeOdp(page(content), { styles: plain }), 'odp')
  expect(outline(blocks)).toEqual([
    'heading 1: Keeping bees',
    'heading 2: for everyone',
    'paragraph: A point',
    'list-item: Another',
    'paragraph: left',
    'paragraph: right',
  ])
})

test('notes and comments come after the last shape; footers and unfilled placeholders are left out', async () => {
  const left = ['footer', 'date-time', 'page-number']
    .map((kind) => textFrame([1, 18, 5, 1], paragraph('Confidential'), `presentation:class="${kind}"`))
    .join('')
  const empty = textFrame([1, 5, 5, 1], paragraph('Click to add text'), 'presentation:class="outline" presentation:placeholder="true"')
  const notes = `<presentation:notes><draw:page-thumbnail/>${textFrame([1, 10, 15, 10], paragraph('Say this first.') + paragraph('Then that.'), 'presentation:class="notes"')}</presentation:notes>`
  const comment = `<office:annotation svg:x="1cm" svg:y="1cm"><dc:creator>Ana Lima</dc:creator><dc:date>2022-01-01T00:00:00</dc:date>${paragraph('Still true?')}</office:annotation>`
  const { blocks } = await read(writeOdp(page(title + left + empty + comment + notes)), 'odp')
  expect(outline(blocks)).toEqual(['heading 1: Keeping bees', 'note: Say this first.\nThen that.', 'note: Ana Lima: Still true?'])
  expect(places(blocks)).toEqual(['1.1', '1.2', '1.3'])
})

test('charts give their title and values', async () => {
  const rows = [
    ['', 'Heather', 'Clover'],
    ['June', '1.5', '3'],
    ['July', 'NaN', '4'],
  ]
  const part = objectPart(
    'Object 1',
    `<office:chart><chart:chart><chart:title>${paragraph('Honey by month')}</chart:title>${table(rows)}</chart:chart></office:chart>`,
  )
  const { blocks } = await read(writeOdp(page(frame([1, 1, 9, 9], '<draw:object xlink:href="./Object 1"/>')), { parts: [part] }), 'odp')
  expect(outline(blocks)).toEqual(['paragraph: Honey by month', 'table: \tHeather\tClover\nJune\t1.5\t3\nJuly\t\t4'])
})

describe('text that nobody sees is flagged', () => {
  const white = style('W', 'text', '<style:text-properties fo:color="#ffffff"/>')
  const whiteFrame = textFrame([1, 5, 20, 3], '<text:p><text:span text:style-name="W">white</text:span></text:p>', 'draw:style-name="F"')
  const bare = style('F', 'graphic', '<style:graphic-properties draw:fill="none"/>')

  test('on hidden slides, in hidden shapes, beside the slide, white on white', async () => {
    const styles = style('HP', 'drawing-page', '<style:drawing-page-properties presentation:visibility="hidden"/>') + white + bare
    const seen = page(
      textFrame([1, 1, 20, 1], paragraph('seen')) +
        textFrame([1, 12, 20, 1], paragraph('switched off'), 'draw:display="none"') +
        textFrame([-30, 3, 10, 5], paragraph('beside')) +
        whiteFrame,
    )
    const { blocks } = await read(writeOdp(page(title, 'draw:style-name="HP"') + seen, { styles }), 'odp')
    expect(hiddenOnes(blocks).sort()).toEqual(['Keeping bees', 'beside', 'switched off', 'white'])
    expect(blocks.filter(({ hidden }) => hidden === undefined).map(({ text }) => text)).toEqual(['seen'])
  })

  test('but not white text over a fill, a picture, a coloured slide or what the master paints', async () => {
    const filled = white + style('F', 'graphic', '<style:graphic-properties draw:fill="solid"/>')
    const coloured = white + bare + style('D', 'drawing-page', '<style:drawing-page-properties draw:fill="solid" draw:fill-color="#003366"/>')
    const picture = frame([0, 0, 25, 19], '<draw:image xlink:href="x.png"/>')
    for (const bytes of [
      writeOdp(page(whiteFrame), { styles: filled }),
      writeOdp(page(picture + whiteFrame), { styles: white + bare }),
      writeOdp(page(whiteFrame, 'draw:style-name="D"'), { styles: coloured }),
      writeOdp(page(whiteFrame), { styles: white + bare, master: picture }),
    ])
      expect(hiddenOnes((await read(bytes, 'odp')).blocks)).toEqual([])
  })
})

describe('hostile files end at once', () => {
  const cases: [string, Uint8Array, string][] = [
    ['groups in groups', writeOdp(page('<draw:g>'.repeat(20_000) + '</draw:g>'.repeat(20_000))), 'file-broken'],
    ['a million shapes and more', writeOdp(page('<draw:rect/>'.repeat(1_600_000))), 'parser-output'],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    const startedAt = performance.now()
    await expect(read(bytes, 'odp', 1_000_000)).rejects.toMatchObject({ code })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('a slide of many thousand shapes is read', async () => {
    const shapes = Array.from({ length: 20_000 }, (_, at) => textFrame([at % 20, Math.floor(at / 20) / 100, 1, 1], paragraph(`shape ${at}`)))
    expect((await read(writeOdp(page(shapes.join(''))), 'odp')).blocks).toHaveLength(20_000)
  })
})
