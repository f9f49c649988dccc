import { describe, expect, test } from 'vitest'
import type { PdfPage, PdfText } from '../../../fixtures/documents/make/pdf-writer.ts'
import { columnOfText, writePdf } from '../../../fixtures/documents/make/pdf-writer.ts'
import { read } from '../read.ts'

interface Trick {
  readonly page?: Partial<PdfPage>
  readonly text?: Partial<PdfText>
  /** Layers and such. */
  readonly document?: object
}

const layer = (shown: boolean): Trick => ({
  page: { resources: '/Properties << /Layer 7 0 R >>' },
  text: { set: '/OC /Layer BDC' },
  document: {
    objects: ['<< /Type /OCG /Name (Layer) >>'],
    catalog: `/OCProperties << /OCGs [7 0 R] /D << /Order [7 0 R] /${shown ? 'ON' : 'OFF'} [7 0 R] >> >>`,
  },
})

/** The box that the trick text stands in: at 300, 300. */
const around = '290 290 220 40'
const faint = '/ExtGState << /Faint << /ca 0 /CA 0 >> /Half << /ca 0.5 >> >>'

const hiding: Readonly<Record<string, Trick>> = {
  'invisible print': { text: { invisible: true } },
  'white on paper': { text: { set: '1 g' } },
  'nearly white on paper': { text: { set: '0.98 0.97 0.98 rg' } },
  'the colour of its ground': { page: { under: `0.2 0.3 0.8 rg ${around} re f` }, text: { set: '0.2 0.3 0.8 rg' } },
  'black on black': { page: { under: `0 g ${around} re f` } },
  'white on a white box on a dark one': { page: { under: `0 g 200 200 350 250 re f 1 g ${around} re f` }, text: { set: '1 g' } },
  transparent: { page: { resources: faint }, text: { set: '/Faint gs' } },
  'covered by a box': { page: { over: `1 g ${around} re f` } },
  'covered by a dark box': { page: { over: `0 g ${around} re f` } },
  tiny: { text: { size: 0.4 } },
  'left of the page': { text: { x: -400 } },
  'above the page': { text: { y: 2_000 } },
  'clipped away': { text: { set: '10 10 20 20 re W n' } },
  'in a layer that is off': layer(false),
  'used as a clip alone': { text: { set: '7 Tr' }, page: {} },
}

const showing: Readonly<Record<string, Trick>> = {
  'white on a dark box': { page: { under: `0 g ${around} re f` }, text: { set: '1 g' } },
  'white on a blue box on a white one': { page: { under: `1 g 200 200 350 250 re f 0 0 0.6 rg ${around} re f` }, text: { set: '1 g' } },
  'white on a picture': { page: { pictureAt: [280, 280, 240, 60] }, text: { set: '1 g' } },
  grey: { text: { set: '0.75 g' } },
  'half transparent': { page: { resources: faint }, text: { set: '/Half gs' } },
  'on a yellow mark': { page: { under: `1 1 0 rg ${around} re f` } },
  'inside its clip': { text: { set: `${around} re W n` } },
  'in a layer that is on': layer(true),
  'outlined letters': { text: { set: '1 Tr 0 G 1 g' } },
  'over a thin line': { page: { over: '0 G 290 298 m 510 298 l S' } },
  'beside a box drawn later': { page: { over: '0 g 100 100 50 50 re f' } },
  'behind a pattern of lines': { page: { over: '0.5 G 0.2 w 290 290 220 40 re S' } },
}

const settings: Readonly<Record<string, Partial<PdfPage> & { readonly angle?: number }>> = {
  upright: {},
  cropped: { crop: [20, 20, 600, 780] },
  turned: { rotate: 90 },
  'upside down': { rotate: 180 },
  large: { width: 1_200, height: 1_600 },
  'turned and cropped': { rotate: 270, crop: [20, 20, 600, 780] },
  'with a running head': { texts: columnOfText(['A running head of some length', 'and a second line below it']) },
}

const cases = (tricks: typeof hiding): [string, string, Trick, Partial<PdfPage>][] =>
  Object.entries(tricks).flatMap(([trick, how]) =>
    Object.entries(settings).map(([setting, page]): [string, string, Trick, Partial<PdfPage>] => [trick, setting, how, page]),
  )

async function flagged({ page, text, document }: Trick, setting: Partial<PdfPage>): Promise<readonly [trick: boolean | undefined, plain: boolean | undefined]> {
  const { set = '' } = text ?? {}
  // the mode for drawing text is set inside of it
  const mode = /\d Tr/.exec(set)?.[0]
  const tricked: PdfText = { x: 300, y: 300, size: 12, text: 'Trick words here', ...text, set: mode === undefined ? set : set.replace(mode, '') }
  const plain: PdfText = { x: 72, y: 600, size: 12, text: 'Plain words here' }
  const bytes = writePdf({
    pages: [{ ...setting, ...page, texts: [...(setting.texts ?? []), plain, { ...tricked, ...(mode === undefined ? {} : { mode: Number(mode[0]) }) }] }],
    ...document,
  })
  const { blocks } = await read(bytes, 'pdf')
  const hiddenOf = (words: string): boolean | undefined => {
    const found = blocks.filter((block) => block.text.includes(words))
    return found.length === 1 ? (found[0]?.hidden ?? false) : undefined
  }
  return [hiddenOf('Trick words here'), hiddenOf('Plain words here')]
}

describe('promise 22: text that a person could not see is marked, what people see is not', () => {
  test.each(cases(hiding))('hidden: %s, page %s', async (_trick, _setting, how, setting) => {
    expect(await flagged(how, setting)).toEqual([true, false])
  })

  test.each(cases(showing))('seen: %s, page %s', async (_trick, _setting, how, setting) => {
    expect(await flagged(how, setting)).toEqual([false, false])
  })

  test('a comment that is switched off is hidden, one that is shown is a note', async () => {
    const annotation = (text: string, flags: number): string => `/Subtype /Text /Rect [100 100 120 120] /Contents (${text}) /F ${flags}`
    const { blocks } = await read(writePdf({ pages: [{ annotations: [annotation('Shown', 4), annotation('Switched off', 2)] }] }), 'pdf')
    expect(blocks.map(({ kind, text, hidden }) => [kind, text, hidden])).toEqual([
      ['note', 'Shown', undefined],
      ['note', 'Switched off', true],
    ])
  })
})
