/** Text recognition with the true Tesseract, on scans made of our own pages. */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { recognizePage } from '../../../../core/parse/pictures/recognize.ts'
import type { ParseSource } from '../../../../core/parse/source.ts'
import type { Rect } from '../../../../core/types/anchor.ts'
import type { Block, Format, PagePlace } from '../../../../core/types/document.ts'
import { columnOfText, writePdf } from '../../../fixtures/documents/make/pdf-writer.ts'
import { pdfOfScans, type Scan, type ScanLook, scanPage } from '../../../fixtures/documents/make/scan-writer.ts'
import { scannedTexts } from '../../../fixtures/documents/scanned-texts.ts'

type Language = keyof typeof scannedTexts

function sourceOf(bytes: Uint8Array, format: Format): ParseSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { name: `scan.${format}`, size: bytes.length, format, chunks: chunks() }
}

/** The writer's font has only the straight apostrophe. */
const linesOf = (language: Language): string[] => scannedTexts[language].map((line) => line.replaceAll('’', "'"))
const wordsOf = (text: string): string[] => text.replaceAll('’', "'").split(/\s+/).filter(Boolean)
const textOf = (blocks: readonly Block[]): string => blocks.map(({ text }) => text).join('\n')
const linesIn = (blocks: readonly Block[]) => blocks.flatMap(({ place, text }) => (place as PagePlace).lines.map((line) => ({ ...line, text })))
const scanned = async (language: Language, look: ScanLook = {}): Promise<Scan> =>
  await scanPage(writePdf({ pages: [{ texts: columnOfText(linesOf(language)) }] }), 1, look)
const recognized = async (bytes: Uint8Array, format: Format, language: Language = 'eng', page = 1) =>
  await recognizePage(sourceOf(bytes, format), { page, languages: [language] })

/** Share of the page's words that were read right, in their order. */
function rightWords(read: string, language: Language): number {
  const [true_, got] = [wordsOf(linesOf(language).join('\n').replace('# ', '')), wordsOf(read)]
  let before: number[] = Array.from({ length: got.length + 1 }, () => 0)
  for (const word of true_) {
    const row = [0]
    for (const [at, other] of got.entries()) row.push(word === other ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, row[at] ?? 0))
    before = row
  }
  return (before.at(-1) ?? 0) / true_.length
}

test.each(['eng', 'deu', 'fra', 'spa'] as const)('a clean scan in %s: at least 98 of 100 words are right', async (language) => {
  const blocks = await recognized(pdfOfScans([await scanned(language)]), 'pdf', language)
  expect(rightWords(textOf(blocks), language)).toBeGreaterThanOrEqual(0.98)
  expect(blocks[0]).toMatchObject({ kind: 'heading', text: linesOf(language)[0]?.slice(2) })
  for (const { text, place } of blocks) {
    const { lines } = place as PagePlace
    expect(lines.map(({ start }) => start)).toEqual([0, ...lines.slice(0, -1).map(({ end }) => end)])
    expect(lines.at(-1)?.end).toBe(text.length)
  }
})

/** Share of the picture's ink that the rectangles cover, and of the whole picture. */
async function coverage({ jpeg }: Scan, rects: readonly Rect[], dpi: number): Promise<{ readonly ink: number; readonly area: number }> {
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true })
  const boxes = rects.map((rect) => rect.map((points) => (points * dpi) / 72))
  const slack = 3
  const covered = (x: number, y: number): boolean =>
    boxes.some(([left = 0, top = 0, width = 0, height = 0]) => x > left - slack && x < left + width + slack && y > top - slack && y < top + height + slack)
  let [ink, marked] = [0, 0]
  for (let y = 0; y < info.height; y += 2)
    for (let x = 0; x < info.width; x += 2) {
      if ((data[(y * info.width + x) * info.channels] ?? 255) >= 128) continue
      ink += 1
      if (covered(x, y)) marked += 1
    }
  return { ink: marked / ink, area: boxes.reduce((sum, [, , width = 0, height = 0]) => sum + width * height, 0) / (info.width * info.height) }
}

test.each([
  ['level', { dpi: 200 }],
  ['tilted', { dpi: 200, degrees: 2 }],
  ['coarse', { dpi: 150 }],
  ['lying on its side', { dpi: 200, degrees: 90 }],
  ['upside down', { dpi: 200, degrees: 180 }],
  ['lying on its other side', { dpi: 200, degrees: 270 }],
] as const)('a scan that is %s is read like any other, and its rectangles lie on the printed lines', async (_, look) => {
  const scan = await scanned('spa', look)
  const blocks = await recognized(pdfOfScans([scan], look.dpi), 'pdf', 'spa')
  expect(rightWords(textOf(blocks), 'spa')).toBeGreaterThanOrEqual(0.98)
  const lines = linesIn(blocks)
  expect(lines.length).toBe(linesOf('spa').length)
  const { ink, area } = await coverage(
    scan,
    lines.map(({ rect }) => rect),
    look.dpi,
  )
  expect(ink).toBeGreaterThan(0.99)
  // a rectangle around a tilted line is higher than the line
  expect(area).toBeLessThan('degrees' in look && look.degrees === 2 ? 0.25 : 0.12)
})

test('columns are read one after the other; words parted at the end of a line are joined, compounds keep their hyphen', async () => {
  const left = [
    'The committee resolves that the reser-',
    'voir is to be cleaned before the dry',
    'season begins, by the firm that laid the',
    'state-of-',
    'the-art pump beside the lower spring.',
    'Its bill was read out and found to be',
    'reasonable, with one abstention: the',
    'treasurer had not been given a copy.',
  ]
  const right = [
    'Nobody may swim in it while the',
    'cleaning lasts, not even at night, and',
    'dogs are kept on a short lead. Those who',
    'bring a spade of their own are given',
    'bread and cider at noon by the parish,',
    'as in other years, and may take the mud',
    'home for their gardens. It is said to be',
    'good for leeks and bad for carrots.',
  ]
  const texts = [...columnOfText(left), ...columnOfText(right, { left: 330 })]
  const text = textOf(await recognized(pdfOfScans([await scanPage(writePdf({ pages: [{ texts }] }))]), 'pdf')).replaceAll('\n', ' ')
  expect(text).toContain('that the reservoir is to be')
  expect(text).toContain('the state-of-the-art pump')
  expect(text.indexOf('given a copy.')).toBeGreaterThan(0)
  expect(text.indexOf('Nobody may swim in it while the cleaning')).toBeGreaterThan(text.indexOf('given a copy.'))
})

test('a heading close above its text is told from it', async () => {
  const texts = columnOfText(['# Annex', 'The smith was paid four geese for shoeing the pony of the', 'doctor, and a fifth goose for keeping quiet about it.'])
  const blocks = await recognized(pdfOfScans([await scanPage(writePdf({ pages: [{ texts }] }), 1, { dpi: 150 })], 150), 'pdf')
  expect(blocks.map(({ kind, text }) => [kind, text.slice(0, 9)])).toEqual([
    ['heading', 'Annex'],
    ['paragraph', 'The smith'],
  ])
})

test('a page without text, and one of speckles only, have no blocks', async () => {
  const noise = Buffer.alloc(300 * 400)
  let seed = 7
  for (let at = 0; at < noise.length; at += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    noise[at] = seed >>> 24
  }
  const speckles = await sharp(noise, { raw: { width: 300, height: 400, channels: 1 } })
    .png()
    .toBuffer()
  expect(await recognized(pdfOfScans([null]), 'pdf')).toEqual([])
  expect(await recognized(speckles, 'image')).toEqual([])
})

test('a photograph is read upright and enlarged where it is small; its rectangles are points of the page as drawn', async () => {
  const { jpeg } = await scanned('eng', { dpi: 100, noise: 4 })
  const turned = await sharp(jpeg).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer()
  const blocks = await recognized(turned, 'image')
  expect(rightWords(textOf(blocks), 'eng')).toBeGreaterThanOrEqual(0.98)
  const [, line] = linesIn(blocks)
  const [x = 0, y = 0, width = 0] = line?.rect ?? []
  // 100 dots per inch on a page 792 points high, shown 842 points high
  const scale = 842 / 792
  expect(x / scale).toBeCloseTo(72, -0.5)
  expect(y / scale).toBeCloseTo(78, -0.5)
  expect(width / scale).toBeGreaterThan(350)
})

test('a page or a format that there is not fails as such', async () => {
  const bytes = pdfOfScans([null])
  await expect(recognized(bytes, 'pdf', 'eng', 2)).rejects.toMatchObject({ code: 'page-missing' })
  await expect(recognized(Buffer.from('plain'), 'text')).rejects.toMatchObject({ code: 'page-missing' })
  await expect(recognized(Buffer.from('no picture'), 'image')).rejects.toMatchObject({ code: 'file-broken' })
})
