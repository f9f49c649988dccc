import { describe, expect, test } from 'vitest'
import { docxOf, docxParts, wordXml, writeDocx } from '../../../fixtures/documents/make/docx-writer.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'
import { outline, read } from '../read.ts'

const document = writeDocx(
  [
    { title: 'The hive book' },
    { heading: 'Spring', level: 1 },
    { paragraph: 'Open the hive when the willow flowers & not before.' },
    { item: 'Count the frames' },
    { heading: 'Harvest', level: 2 },
    {
      table: [
        ['Month', 'Honey'],
        ['June', '12 kg'],
      ],
    },
  ],
  { title: 'Hives & honey' },
)

test('headings, paragraphs, lists and tables come out as blocks in order', async () => {
  const { blocks, end } = await read(document, 'docx')
  expect(outline(blocks)).toEqual([
    'heading 1: The hive book',
    'heading 1: Spring',
    'paragraph: Open the hive when the willow flowers & not before.',
    'list-item: Count the frames',
    'heading 2: Harvest',
    'table: Month\tHoney\nJune\t12 kg',
  ])
  expect(blocks.map(({ place }) => place)).toEqual(blocks.map((_, index) => ({ kind: 'block', block: index + 1 })))
  expect(end).toEqual({ title: 'Hives & honey' })
})

/** A paragraph of runs; a string is a run that has nothing to it. */
const paragraph = (runs: readonly (string | readonly [properties: string, text: string])[], properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs.map((run) => (typeof run === 'string' ? runOf('', run) : runOf(...run))).join('')}</w:p>`
const runOf = (properties: string, text: string): string => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const shown = async (body: string, related: Parameters<typeof docxOf>[1] = []): Promise<string[]> => {
  const { blocks } = await read(docxOf(body, related), 'docx')
  return outline(blocks).map((line, at) => (blocks[at]?.hidden === true ? `hidden ${line}` : line))
}

test('notes and comments follow the paragraph that they belong to', async () => {
  const reference = (name: string, id: number) => `<w:r><w:${name}Reference w:id="${id}"/></w:r>`
  const body =
    `<w:p>${runOf('', 'Bees dance')}${reference('footnote', 2)}${runOf('', ' at noon.')}${reference('comment', 0)}</w:p>` +
    `<w:p>${runOf('', 'They rest.')}${reference('endnote', 5)}${reference('footnote', 2)}</w:p>`
  const note = (name: string, id: number, text: string) => `<w:${name} w:id="${id}"><w:p><w:r><w:${name}Ref/></w:r>${runOf('', text)}</w:p></w:${name}>`
  const related = [
    { type: 'footnotes', name: 'footnotes.xml', data: wordXml('footnotes', note('footnote', 0, 'separator') + note('footnote', 2, 'As Frisch saw.')) },
    { type: 'endnotes', name: 'endnotes.xml', data: wordXml('endnotes', note('endnote', 5, 'In winter.')) },
    { type: 'comments', name: 'comments.xml', data: wordXml('comments', note('comment', 0, 'Check this.')) },
  ]
  expect(await shown(body, related)).toEqual([
    'paragraph: Bees dance at noon.',
    'note: As Frisch saw.',
    'note: Check this.',
    'paragraph: They rest.',
    'note: In winter.',
  ])
})

test('inserted text is read, deleted text is not, and a deleted paragraph end joins two paragraphs', async () => {
  const body =
    `<w:p><w:ins>${runOf('', 'New ')}</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>${runOf('', 'hive.')}</w:p>` +
    `<w:p><w:moveFrom>${runOf('', 'Gone.')}</w:moveFrom></w:p><w:p><w:moveTo>${runOf('', 'Come.')}</w:moveTo></w:p>` +
    `${paragraph(['One '], '<w:rPr><w:del/></w:rPr>')}${paragraph(['sentence.'])}`
  expect(await shown(body)).toEqual(['paragraph: New hive.', 'paragraph: Come.', 'paragraph: One sentence.'])
})

test('a text box is read once, whichever versions of it there are', async () => {
  const box = `<w:txbxContent>${paragraph(['In the box.'])}</w:txbxContent>`
  const drawing = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>${box}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
  expect(await shown(`<w:p>${drawing}${runOf('', 'Beside it.')}</w:p>`)).toEqual(['paragraph: Beside it.', 'paragraph: In the box.'])
})

describe('text that nobody sees is apart', () => {
  const style = {
    type: 'styles',
    name: 'styles.xml',
    data: wordXml('styles', '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'),
  }
  const cases: [string, string][] = [
    ['hidden', '<w:vanish/>'],
    ['white on white', '<w:color w:val="FFFFFF"/>'],
    ['nearly white', '<w:color w:val="FDFEFD"/>'],
    ['black on black', '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'],
    ['of one point', '<w:sz w:val="2"/>'],
    ['hidden by its style', '<w:rStyle w:val="Ghost"/>'],
  ]
  test.each(cases)('%s', async (_, look) => {
    expect(await shown(paragraph(['Seen ', [look, 'unseen'], ' here.']), [style])).toEqual(['paragraph: Seen here.', 'hidden paragraph: unseen'])
  })
  const seen: [string, string][] = [
    ['white on a colour', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'],
    ['white on a marker', '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>'],
    ['not hidden after all', '<w:rStyle w:val="Ghost"/><w:vanish w:val="0"/>'],
    ['in no colour of its own', '<w:color w:val="auto"/>'],
  ]
  test.each(seen)('but text that is %s stays', async (_, look) => {
    expect(await shown(paragraph(['Seen ', [look, 'too.']]), [style])).toEqual(['paragraph: Seen too.'])
  })
})

test('merged cells keep the columns aligned; tables in cells, and notes, follow', async () => {
  const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${text.startsWith('<') ? text : paragraph([text])}</w:tc>`
  const row = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`
  const inner = `<w:tbl>${row(cell('a') + cell('b'))}</w:tbl><w:p/>`
  const body = `<w:tbl>${[
    row(cell('Region') + cell('Honey', '<w:gridSpan w:val="2"/>'), '<w:tblHeader/>'),
    row(cell('North', '<w:vMerge w:val="restart"/>') + cell('May') + cell('12')),
    row(cell('', '<w:vMerge/>') + cell('June') + cell('')),
    row(cell('South') + cell(inner) + cell('9')),
    row(cell('East') + cell('13', '<w:gridSpan w:val="2"/>')),
  ].join('')}</w:tbl>`
  expect(await shown(body)).toEqual(['table: Region\tHoney\tHoney\nNorth\tMay\t12\nNorth\tJune\t\nSouth\t\t9\nEast\t13\t', 'table: a\tb'])
})

test('headings are known by outline, by style and by what styles are called in other languages', async () => {
  const styles = wordXml(
    'styles',
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Überschrift 2"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="Own"/><w:basedOn w:val="a"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Chapter"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="d"><w:name w:val="Bullets"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
  )
  const body = [
    paragraph(['One'], '<w:pStyle w:val="a"/>'),
    paragraph(['Two'], '<w:pStyle w:val="b"/>'),
    paragraph(['Three'], '<w:pStyle w:val="c"/>'),
    paragraph(['Four'], '<w:outlineLvl w:val="3"/>'),
    paragraph(['Five'], '<w:pStyle w:val="c"/><w:outlineLvl w:val="9"/>'),
    paragraph(['Six'], '<w:pStyle w:val="d"/>'),
    paragraph(['Seven'], '<w:pStyle w:val="d"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
  ]
  expect(await shown(body.join(''), [{ type: 'styles', name: 'styles.xml', data: styles }])).toEqual([
    'heading 2: One',
    'heading 2: Two',
    'heading 1: Three',
    'heading 4: Four',
    'paragraph: Five',
    'list-item: Six',
    'paragraph: Seven',
  ])
})

test('fields give their result, equations their letters, symbols their signs', async () => {
  const field = (code: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>${runOf('', 'code')}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${runOf('', result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const body =
    `<w:p>${runOf('', 'Page ')}${field('PAGE', '7')}<w:r><w:t>,</w:t><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t><w:softHyphen/><w:br/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>` +
    '<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>' +
    `<w:sdt><w:sdtPr><w:alias w:val="Name"/></w:sdtPr><w:sdtContent>${paragraph(['In a control.'])}</w:sdtContent></w:sdt>` +
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${runOf('', 'never ended')}</w:p>${paragraph(['After.'])}`
  expect(await shown(body)).toEqual(['paragraph: Page 7, x-y\nα', 'paragraph: ab', 'paragraph: In a control.', 'paragraph: After.'])
})

test('what the file says of itself, and the strict variant', async () => {
  const core =
    '<dc:title>Hive &amp; honey</dc:title><dc:creator>Ada Imker</dc:creator><dcterms:created>2024-03-01T08:30:00Z</dcterms:created><dcterms:modified>2025-01-02T09:00:00Z</dcterms:modified>'
  const styles = wordXml('styles', '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>')
  const bytes = docxOf(paragraph(['Strictly.']), [{ type: 'styles', name: 'styles.xml', data: styles }], { strict: true, core })
  const { blocks, end } = await read(bytes, 'docx')
  expect(outline(blocks)).toEqual(['paragraph: Strictly.'])
  expect(end).toEqual({ title: 'Hive & honey', author: 'Ada Imker', created: '2024-03-01T08:30:00Z', modified: '2025-01-02T09:00:00Z', language: 'de-DE' })
})

test('a document of headers only is not empty, and headers are left out of others', async () => {
  const header = { type: 'header', name: 'header1.xml', data: wordXml('hdr', paragraph(['Letterhead.'])) }
  expect(await shown('<w:p/>', [header])).toEqual(['paragraph: Letterhead.'])
  expect(await shown(paragraph(['Body.']), [header])).toEqual(['paragraph: Body.'])
})

test('20,000 tables within each other end at once', async () => {
  const start = performance.now()
  await expect(shown('<w:tbl><w:tr><w:tc>'.repeat(20_000))).rejects.toMatchObject({ code: 'file-broken' })
  expect(performance.now() - start).toBeLessThan(5_000)
})

describe('files that cannot be read', () => {
  const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  const cases: [string, Uint8Array, string][] = [
    ['an encrypted document', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), 'file-encrypted'],
    ['an old document with a new name', compound, 'file-broken'],
    ['a document cut in half', document.subarray(0, document.length / 2), 'file-broken'],
    ['rubbish', Buffer.from('not a document'), 'file-broken'],
    ['a ZIP of something else', writeZip([{ name: 'a.txt', data: 'a' }]), 'file-broken'],
    ['a document with entities', writeZip(docxParts('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')), 'file-broken'],
    ['a document whose parts unpack to gigabytes', writeZip(docxParts(`${' '.repeat(100_000_000)}<x/>`)), 'parser-output'],
    [
      'a document that lies about its size',
      writeZip(
        docxParts('<x/>').map((part) => (part.name === 'word/document.xml' ? { ...part, data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 } : part)),
      ),
      'file-broken',
    ],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    await expect(read(bytes, 'docx', 1_000_000)).rejects.toMatchObject({ code })
  })
})
