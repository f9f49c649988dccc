import { describe, expect, test } from 'vitest'
import { rtfOf } from '../../../fixtures/documents/make/rtf-writer.ts'
import { outline, read } from '../read.ts'

const shown = async (body: string): Promise<string[]> => {
  const { blocks } = await read(rtfOf(body), 'rtf')
  return outline(blocks).map((line, at) => (blocks[at]?.hidden === true ? `hidden ${line}` : line))
}

test('paragraphs, headings and lists come out as blocks in order', async () => {
  const { blocks } = await read(
    rtfOf(
      [
        '\\pard\\s1 The hive\\par',
        '\\pard\\s2 Spring\\par\\pard\\s3 Early spring\\par\\pard\\outlinelevel3 March\\par',
        '\\pard First line\\line second{\\b  bold}\\tab end.\\par\\par',
        '\\pard{\\listtext\\bullet\\tab}\\ls1 Count the frames\\par',
        "\\pard{\\pntext\\'b7\\tab}{\\*\\pn\\pnlvlblt}Feed them\\par",
        '\\pard Last',
      ].join('\n'),
    ),
    'rtf',
  )
  expect(outline(blocks)).toEqual([
    'heading 1: The hive',
    'heading 2: Spring',
    'heading 2: Early spring',
    'heading 4: March',
    'paragraph: First line\nsecond bold end.',
    'list-item: Count the frames',
    'list-item: Feed them',
    'paragraph: Last',
  ])
  expect(blocks.map(({ place }) => place)).toEqual(blocks.map((_, index) => ({ kind: 'block', block: index + 1 })))
})

describe('letters', () => {
  const cases: [string, string, string][] = [
    ['of the document’s code page', "caf\\'e9 \\'93x\\'94", 'café “x”'],
    ['of a font’s code page', "\\f1\\'cf\\'f7\\'e5\\'eb\\'e0 \\f0 ok", 'Пчела ok'],
    ['by their number, with what older programs read', "\\uc1\\u8364?5 \\uc2\\u945\\'61\\'62z \\uc0\\u960 .", '€5 αz π.'],
    ['beyond the first plane', '\\uc1\\u-10179?\\u-8679?', '😙'],
    ['of a font of signs', "\\f2\\'61\\f0  and {\\f2\\u-3999?}", 'α and α'],
    ['by name', '\\lquote x\\rquote  \\emdash  \\~y\\_z\\{\\}\\\\', '‘x’ — y-z{}\\'],
  ]
  test.each(cases)('%s', async (_, written, expected) => {
    const { text } = await read(rtfOf(`\\pard ${written}\\par`), 'rtf')
    expect(text).toBe(expected)
  })
  test('of two bytes, however they are written', async () => {
    const { text } = await read(rtfOf("\\pard\\f3\\'93\\'fa\\'96\\'7b\\'8c\\'ea\\par"), 'rtf')
    expect(text).toBe('日本語')
  })
  test('of a Cyrillic document', async () => {
    const { text } = await read(rtfOf("\\pard\\f0\\'cc\\'b8\\'e4\\par", { start: '\\ansi\\ansicpg1251\\deff0' }), 'rtf')
    expect(text).toBe('Мёд')
  })
})

test('tables keep their columns, rows that go on, and tables within them', async () => {
  const row = (cells: readonly string[], defs: string) => `\\trowd${defs}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell`).join(' ')}\\row\n`
  const three = '\\cellx1000\\cellx2000\\cellx3000'
  const body =
    `${row(['Region', 'Month', 'Honey'], `\\trhdr${three}`)}${row(['North', 'May', '12'], '\\clvmgf\\cellx1000\\cellx2000\\cellx3000')}${row(['', 'June', ''], '\\clvmrg\\cellx1000\\cellx2000\\cellx3000')}` +
    row(['East', '13'], '\\cellx1010\\cellx3000') +
    `\\trowd${three}\\pard\\intbl South\\cell\\pard\\intbl\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}\\pard\\intbl \\cell 9\\cell\\row` +
    '\\pard After.\\par'
  expect(await shown(body)).toEqual(['table: Region\tMonth\tHoney\nNorth\tMay\t12\nNorth\tJune\t\nEast\t13\t\nSouth\t\t9', 'table: a\tb', 'paragraph: After.'])
})

test('notes and text boxes follow their paragraph; headers, pictures, objects and codes of fields are left out', async () => {
  const body =
    '{\\header Every page\\par}{\\footerf First page\\par}\\pard Bees{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} As Frisch saw.\\par}' +
    ' dance{\\*\\atnid JD}{\\*\\annotation Check this.}.{\\field{\\*\\fldinst HYPERLINK "https://example.org"}{\\fldrslt here}}' +
    '{\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict 0102}}{\\object{\\*\\objdata 0105}{\\result shown}}{\\pict\\bin5 }{\\}x}' +
    '{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt\\pard In the box.\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext\\pard In the box.\\par}}}}\\par'
  expect(await shown(body)).toEqual(['paragraph: Bees dance.hereshown', 'note: As Frisch saw.', 'note: Check this.', 'paragraph: In the box.'])
})

describe('text that nobody sees is apart', () => {
  test.each([
    ['hidden', '\\v '],
    ['white on white', '\\cf2 '],
    ['of one point', '\\fs2 '],
    ['black on black', '\\cf1\\chcbpat1 '],
  ])('%s', async (_, look) => {
    expect(await shown(`\\pard Seen {${look}unseen} here.\\par`)).toEqual(['paragraph: Seen here.', 'hidden paragraph: unseen'])
  })
  test('but not white on a colour, nor in a shaded cell; deleted text is not read', async () => {
    expect(await shown('\\pard {\\cf2\\chcbpat3 white} {\\deleted gone }{\\revised new}\\par')).toEqual(['paragraph: white new'])
    expect(await shown('\\trowd\\clcbpat3\\cellx900\\cellx1800\\pard\\intbl{\\cf2 white}\\cell x\\cell\\row')).toEqual(['table: white\tx'])
  })
})

test('what the file says of itself', async () => {
  const head =
    "{\\info{\\title Hive & honey}{\\author J\\'fcrgen}{\\operator Somebody}{\\creatim\\yr2024\\mo3\\dy1\\hr8\\min30}{\\revtim\\yr2025\\mo1\\dy2}{\\doccomm no}}"
  const { end, text } = await read(rtfOf('\\pard\\lang1031 Ein Satz.{\\lang1033 one}\\par', { head }), 'rtf')
  expect(text).toBe('Ein Satz.one')
  expect(end).toEqual({ title: 'Hive & honey', author: 'Jürgen', created: '2024-03-01T08:30', modified: '2025-01-02T00:00', language: 'de-DE' })
})

test('what is cut off is read as far as it goes; what is no RTF is broken', async () => {
  const whole = rtfOf(`\\pard ${'A sentence of the keeper. '.repeat(50)}\\par\\pard The end.\\par`)
  const { text } = await read(whole.subarray(0, whole.length - 40), 'rtf')
  expect(text).toMatch(/^A sentence of the keeper\. /)
  await expect(read('no rich text at all', 'rtf')).rejects.toMatchObject({ code: 'file-broken' })
})

describe('hostile files end soon', () => {
  test.each<[string, string]>([
    ['groups within groups', '{'.repeat(3_000_000)],
    ['groups beside groups', '{}'.repeat(1_500_000)],
    ['cells without end', `\\trowd\\cellx1\\pard\\intbl a${'\\cell'.repeat(500_000)}`],
    ['tables within tables', '\\intbl\\itap50 a\\nestcell\\nestrow '.repeat(60_000)],
    ['a count beyond the file', '\\bin99999999 x'],
  ])('%s', async (_, body) => {
    const start = performance.now()
    await read(rtfOf(body), 'rtf').catch((error: unknown) => expect(error).toMatchObject({ code: 'file-broken' }))
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})
