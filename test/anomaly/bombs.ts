/** Files that are small to keep and ruinous to open, one for each way that we know. */
import { crc32, deflateSync } from 'node:zlib'
import type { Format } from '../../core/types/document.ts'
import { docxParts } from '../fixtures/documents/make/docx-writer.ts'
import { writeZip, type ZipPart } from '../fixtures/documents/make/zip-writer.ts'

export interface Bomb {
  readonly name: string
  readonly format: Format
  make(): Uint8Array
}

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const spaces = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1_000_000, 0x20)

/** A DOCX whose document part is this XML. */
const docx = (xml: string | Uint8Array, more: readonly ZipPart[] = []): Uint8Array =>
  writeZip([...docxParts('').filter(({ name }) => name !== 'word/document.xml'), { name: 'word/document.xml', data: xml }, ...more])

const lying = (name: string, data: Uint8Array): Uint8Array =>
  writeZip([...docxParts('').filter((part) => part.name !== name), { name, data, claimedSize: 1_000 }])

export const bombs: readonly Bomb[] = [
  {
    name: 'a DOCX that unpacks to 300 MB and says so',
    format: 'docx',
    make: () => docx(Buffer.concat([Buffer.from(`<w:document ${w}><w:body>`), spaces(300), Buffer.from('</w:body></w:document>')])),
  },
  { name: 'a DOCX that unpacks to 300 MB and claims 1,000 bytes', format: 'docx', make: () => lying('word/document.xml', spaces(300)) },
  {
    name: 'a DOCX of 20,000 tables in one another',
    format: 'docx',
    make: () => docx(`<w:document ${w}><w:body>${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}</w:body></w:document>`),
  },
  {
    name: 'a DOCX whose entities unfold to a billion letters',
    format: 'docx',
    make: () => {
      const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')
      return docx(`<!DOCTYPE d [<!ENTITY e0 "x">${entities}]><w:document ${w}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>`)
    },
  },
  {
    name: 'a package of 30,000 parts',
    format: 'pptx',
    make: () => writeZip(Array.from({ length: 30_000 }, (_, n) => ({ name: `ppt/slides/slide${n}.xml`, data: '<a/>' }))),
  },
  {
    name: 'an XLSX whose one long text fills a million cells',
    format: 'xlsx',
    make: () => xlsx('y'.repeat(30_000), Array.from({ length: 200_000 }, (_, n) => `<row r="${n + 1}">${'<c t="s"><v>0</v></c>'.repeat(5)}</row>`).join('')),
  },
  {
    name: 'an XLSX with one cell in each far corner',
    format: 'xlsx',
    make: () => xlsx('far', '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row>'),
  },
  {
    name: 'an ODS whose cell is repeated over the whole sheet',
    format: 'ods',
    make: () =>
      writeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
        {
          name: 'content.xml',
          data: `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>again</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
        },
      ]),
  },
  {
    name: 'a PDF whose page is drawn by 400 MB of instructions',
    format: 'pdf',
    make: () => pdf(Buffer.concat([Buffer.from('BT /F 12 Tf (seen) Tj ET '), spaces(400)])),
  },
  {
    name: 'a PDF whose drawing draws itself twice',
    format: 'pdf',
    make: () => pdf(Buffer.from('/X Do'), 1, Buffer.from('/X Do BT /F 12 Tf (seen) Tj ET /X Do')),
  },
  { name: 'a PDF of 100,000 pages with text', format: 'pdf', make: () => pdf(Buffer.from('BT /F 12 Tf 20 100 Td (A page.) Tj ET'), 100_000) },
  {
    name: 'a PDF page of a million letters',
    format: 'pdf',
    make: () => pdf(Buffer.from(`BT /F 1 Tf 1 TL ${`(${'many letters '.repeat(8)}) '`.repeat(10_000)} ET`)),
  },
  {
    name: 'a PDF page of 30,000 boxes with a word in each',
    format: 'pdf',
    make: () =>
      pdf(
        Buffer.from(
          Array.from({ length: 30_000 }, (_, n) => {
            const [x, y] = [5 * (n % 60), 0.6 * Math.floor(n / 60)]
            return `1 g ${x} ${y} 5 .6 re B .9 g BT /F 2 Tf ${x} ${y} Td (box) Tj ET`
          }).join('\n'),
        ),
      ),
  },
  { name: 'a PDF of 200,000 pages', format: 'pdf', make: () => pdf(Buffer.from('BT ET'), 200_000) },
  { name: 'an HTML of a million open tags', format: 'html', make: () => Buffer.from('<div><b>'.repeat(1_000_000)) },
  { name: 'a Markdown of 200,000 open brackets and quotes', format: 'markdown', make: () => Buffer.from(`${'['.repeat(100_000)}\n\n${'> '.repeat(100_000)}x`) },
  { name: 'a JSON a million deep', format: 'json', make: () => Buffer.from('['.repeat(1_000_000)) },
  { name: 'an RTF a million groups deep', format: 'rtf', make: () => Buffer.from(`{\\rtf1 ${'{\\b '.repeat(1_000_000)}x`) },
  {
    name: 'a mail of 5,000 parts in one another',
    format: 'eml',
    make: () => {
      const depth = 5_000
      const parts = Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`)
      return Buffer.from(`From: a@example.org\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${parts.join('')}Content-Type: text/plain\r\n\r\nx\r\n`)
    },
  },
  {
    name: 'a mail with a bomb attached',
    format: 'eml',
    make: () => {
      const inner = Buffer.from(docx(Buffer.concat([Buffer.from(`<w:document ${w}>`), spaces(300)]))).toString('base64')
      return Buffer.from(
        `From: a@example.org\r\nSubject: see attached\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlease read.\r\n--b\r\nContent-Type: application/octet-stream; name="bomb.docx"\r\nContent-Disposition: attachment; filename="bomb.docx"\r\nContent-Transfer-Encoding: base64\r\n\r\n${inner.replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`,
      )
    },
  },
  { name: 'a PNG of 60,000 by 60,000 points', format: 'image', make: () => png(60_000) },
  { name: 'a CSV whose first quote is never closed', format: 'csv', make: () => Buffer.from(`name,"note\n${'one,two,three\n'.repeat(2_000_000)}`) },
  {
    name: 'an EPUB whose chapter unpacks to 300 MB',
    format: 'epub',
    make: () =>
      writeZip([
        { name: 'META-INF/container.xml', data: '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>' },
        {
          name: 'a.opf',
          data: '<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
        },
        { name: 'c.xhtml', data: spaces(300) },
      ]),
  },
]

function xlsx(text: string, rows: string): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return writeZip([
    {
      name: '[Content_Types].xml',
      data: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${kinds}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/workbook.xml', data: `<workbook xmlns="${main}" xmlns:r="${kinds}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>` },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${main}"><si><t>${text}</t></si></sst>` },
    { name: 'xl/worksheets/sheet1.xml', data: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>` },
  ])
}

/** One page object, shown so often, drawn by this content, which may draw the form X. */
function pdf(content: Buffer, pages = 1, form = Buffer.from('')): Uint8Array {
  const packed = deflateSync(content)
  const resources = '/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>'
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${pages} /Kids [${'3 0 R '.repeat(pages)}] >>`),
    Buffer.from(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R ${resources} >>`),
    Buffer.concat([Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`), packed, Buffer.from('\nendstream')]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    Buffer.concat([
      Buffer.from(`<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] ${resources} /Length ${form.length} >>\nstream\n`),
      form,
      Buffer.from('\nendstream'),
    ]),
  ]
  const pieces = [Buffer.from('%PDF-1.4\n')]
  const starts: number[] = []
  let at = pieces[0]?.length ?? 0
  objects.forEach((object, index) => {
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    starts.push(at)
    pieces.push(piece)
    at += piece.length
  })
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  pieces.push(Buffer.from(`xref\n0 7\n0000000000 65535 f \n${rows}trailer << /Size 7 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(pieces)
}

/** A white picture: one bit a point, all of it in one run. (PNG, second edition.) */
function png(side: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  const rows = Buffer.alloc((1 + Math.ceil(side / 8)) * side, 0xff)
  for (let row = 0; row < side; row += 1) rows[row * (1 + Math.ceil(side / 8))] = 0
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}
