import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { Block } from '../../../../core/types/document.ts'
import { outline, read, readNamed } from '../read.ts'

const starts = (block: Block | undefined): unknown => (block?.place.kind === 'lines' ? block.place.starts : null)
const letter = 'Grüße aus Köln: „Schöne Äpfel“, café, naïve – 5 € für Ærø'

test('paragraphs are parted by empty lines and know where each of their lines begins', async () => {
  const { blocks } = await read('First line\nsecond line\n\n\nNext paragraph\r\nits end\rold Mac line\n', 'text')
  expect(outline(blocks)).toEqual(['paragraph: First line\nsecond line', 'paragraph: Next paragraph\nits end\nold Mac line'])
  expect(starts(blocks[0])).toEqual([
    [0, 1],
    [11, 2],
  ])
  expect(starts(blocks[1])).toEqual([
    [0, 5],
    [15, 6],
    [23, 7],
  ])
})

test.each([
  ['UTF-8', Buffer.from(letter)],
  ['UTF-8 with its mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(letter)])],
  ['UTF-16 little-endian with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(letter, 'utf-16le')])],
  ['UTF-16 big-endian with its mark', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(letter, 'utf-16be')])],
  ['UTF-16 little-endian without', iconv.encode(letter, 'utf-16le')],
  ['Windows-1252', iconv.encode(letter, 'windows-1252')],
])('%s is recognised, in pieces of any size', async (_, bytes) => {
  for (const pieceBytes of [1, 3, 64_000]) expect((await read(bytes, 'text', pieceBytes)).text).toBe(letter)
})

test('Japanese in Shift-JIS and Russian in KOI8-R are recognised', async () => {
  const japanese = 'これは日本語の文章です。図書館で本を読むのが好きです。明日は雨が降るでしょう。'
  const russian = 'Библиотека открыта каждый день с девяти утра до восьми вечера. Для записи нужен паспорт, а книги выдаются на две недели.'
  expect((await read(iconv.encode(japanese, 'shift_jis'), 'text')).text).toBe(japanese)
  expect((await read(iconv.encode(russian, 'koi8-r'), 'text')).text).toBe(russian)
})

test('a long file that is plain at first and accented at its end is decoded right', async () => {
  const plain = 'only plain letters here\n'.repeat(8_000)
  for (const encoding of ['utf-8', 'windows-1252']) expect((await read(iconv.encode(plain + letter, encoding), 'text')).text.endsWith(letter)).toBe(true)
})

test('bytes that are no text are said to be binary, and nothing is read', async () => {
  const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806', 'hex')
  const { blocks, end } = await read(picture, 'text')
  expect(blocks).toEqual([])
  expect(end).toEqual({ skipped: 'binary' })
})

test('what nobody sees is taken out, letters stay as they are written', async () => {
  const { text } = await read('zero\u200bwidth \u{e0041}tag\u0007 e\u0301 stays e\u0301, so does 👩‍🚀', 'text')
  expect(text).toBe('zerowidth tag e\u0301 stays e\u0301, so does 👩‍🚀')
})

test('a line without an end is cut, losing nothing, and never inside a character', async () => {
  const endless = '😀word '.repeat(20_000)
  const { blocks } = await read(endless, 'text')
  expect(Math.max(...blocks.map((block) => block.text.length))).toBeLessThanOrEqual(16_000)
  expect(
    blocks
      .map((block) => block.text)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ).toBe(endless.trim())
  const solid = '😀'.repeat(30_000)
  expect((await read(solid, 'text')).blocks.map((block) => block.text).join('')).toBe(solid)
})

test('line numbers hold over parts: the last line of a long log', async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `2026-11-21 event ${index + 1}`)
  const { blocks, parts } = await read(lines.join('\n'), 'text')
  expect(parts.length).toBeGreaterThan(5)
  const last = blocks.at(-1)
  const place = last?.place.kind === 'lines' ? last.place.starts.at(-1) : undefined
  expect(place?.[1]).toBe(30_000)
  expect(last?.text.slice(place?.[0])).toBe('2026-11-21 event 30000')
})

test('an empty file and one of blanks have no blocks', async () => {
  expect((await read('', 'text')).blocks).toEqual([])
  expect((await read('\n \n\t\n', 'text')).blocks).toEqual([])
})

const shapes = async (name: string, text: string): Promise<string[]> =>
  (await readNamed(name, text, 'text')).blocks.map(
    ({ kind, level, text: words, place }) => `${place.kind === 'lines' ? place.starts[0]?.[1] : ''} ${kind}${level ?? ''}: ${words}`,
  )

test('underlined lines are headings, in the order of their marks in reStructuredText', async () => {
  const text = '======\nTitle\n======\n\nPart\n====\nBody of it.\n\nDetail\n------\n\nMore\n\nPart two\n========\n\nEnd\n'
  expect(await shapes('a.rst', text)).toEqual([
    '2 heading1: Title',
    '5 heading2: Part',
    '7 paragraph: Body of it.',
    '9 heading3: Detail',
    '12 paragraph: More',
    '14 heading2: Part two',
    '17 paragraph: End',
  ])
})

test('in plain text only what is surely a heading is one', async () => {
  expect(await shapes('README', 'Bees\n====\n\nName   Value\n------------\na      1\n\n----\n\nShort\n------------------\n')).toEqual([
    '1 heading1: Bees',
    '4 paragraph: Name   Value\n------------\na      1',
    '8 paragraph: ----',
    '10 paragraph: Short\n------------------',
  ])
  expect((await readNamed('README', 'Bees\n====\n\nText', 'text')).end).toEqual({ title: 'Bees' })
})

test('headings of AsciiDoc and Org are told from their marks', async () => {
  expect(await shapes('a.adoc', '= Bees\nAnna Roth\n\n== Hives\n\nText\n')).toEqual([
    '1 heading1: Bees',
    '2 paragraph: Anna Roth',
    '4 heading2: Hives',
    '6 paragraph: Text',
  ])
  expect(await shapes('a.org', 'Intro\n* Bees\ntext\n** Hives\nmore\n')).toEqual([
    '1 paragraph: Intro',
    '2 heading1: Bees',
    '3 paragraph: text',
    '4 heading2: Hives',
    '5 paragraph: more',
  ])
})
