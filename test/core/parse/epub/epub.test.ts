import { describe, expect, test } from 'vitest'
import { fieldGuide, fieldGuideText } from '../../../fixtures/documents/field-guide.ts'
import { escapeXml } from '../../../fixtures/documents/make/docx-writer.ts'
import { pageXml, writeEpub } from '../../../fixtures/documents/make/epub-writer.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'
import { characterError } from '../character-error.ts'
import { outline, read } from '../read.ts'

const chapters = fieldGuide.map(({ heading, paragraphs, items, table }, index) => {
  const rows = table.map((row) => `<tr>${row.map((cell) => (cell === '' ? '<td/>' : `<td>${escapeXml(cell)}</td>`)).join('')}</tr>`)
  const body = `<h2 id="top">${escapeXml(heading)}</h2>${paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join('\n')}<ul>${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul><table>${rows.join('')}</table>`
  return { name: `chapter ${index}.xhtml`, href: `chapter%20${index}.xhtml`, body, listed: heading }
})

test.each([2, 3] as const)('a book of version %i is read to the letter, its blocks numbered throughout', async (version) => {
  const { blocks, text } = await read(writeEpub(chapters, { version }), 'epub')
  expect(characterError(fieldGuideText, text)).toBe(0)
  expect(blocks.filter(({ kind }) => kind === 'table').map(({ text }) => text.split('\n').map((row) => row.split('\t')))).toEqual(
    fieldGuide.map(({ table }) => table),
  )
  expect(blocks.map(({ place }) => place)).toEqual(blocks.map((_, index) => ({ kind: 'block', block: index + 1 })))
})

test('chapters come in the order of the spine, what stands beside the line of reading last', async () => {
  const book = writeEpub([
    { name: 'z.xhtml', body: '<p>one</p>' },
    { name: 'notes.xhtml', body: '<p>notes</p>', linear: false },
    { name: 'a.xhtml', body: '<p>two</p>' },
  ])
  expect((await read(book, 'epub')).text).toBe('one\ntwo\nnotes')
})

test.each([2, 3] as const)('a chapter without a heading stands under its name in the table of contents, version %i', async (version) => {
  const book = writeEpub(
    [
      { name: 'a.xhtml', body: '<p>Text of one.</p>', listed: 'Chapter one' },
      { name: 'b.xhtml', body: '<p class="title">CHAPTER TWO</p><p>Text of two.</p>', listed: 'Chapter two' },
      { name: 'c.xhtml', body: '<h3>Chapter three</h3>', listed: 'Three' },
      { name: 'd.xhtml', body: '', listed: 'Cover' },
    ],
    { version },
  )
  expect(outline((await read(book, 'epub')).blocks)).toEqual([
    'heading 1: Chapter one',
    'paragraph: Text of one.',
    'heading 1: CHAPTER TWO',
    'paragraph: Text of two.',
    'heading 3: Chapter three',
  ])
})

test('properties are read', async () => {
  const metadata =
    '<dc:title id="s">A subtitle</dc:title><meta refines="#s" property="title-type">subtitle</meta><dc:title id="t">Wild &amp; free</dc:title><meta refines="#t" property="title-type">main</meta>' +
    '<dc:creator>Vera Beek</dc:creator><dc:creator>Ana Lima</dc:creator><dc:date>2021-03-04</dc:date><meta property="dcterms:modified">2022-01-01T00:00:00Z</meta><dc:language>de-AT</dc:language>'
  expect((await read(writeEpub(chapters, { metadata }), 'epub')).end).toEqual({
    title: 'Wild & free',
    author: 'Vera Beek, Ana Lima',
    created: '2021-03-04',
    modified: '2022-01-01T00:00:00Z',
    language: 'de-AT',
  })
})

test('what the book’s own style sheet hides is flagged', async () => {
  const head = '<link rel="stylesheet" type="text/css" href="css/book.css"/>'
  const book = writeEpub([{ name: 'a.xhtml', body: '<p>seen</p><p class="x">unseen</p>' }], {
    head,
    parts: [{ name: 'OEBPS/css/book.css', data: '.x { display: none }' }],
  })
  expect((await read(book, 'epub')).blocks.map(({ text, hidden }) => [text, hidden])).toEqual([
    ['seen', undefined],
    ['unseen', true],
  ])
})

test('a book without its type, with backslashes and without a container is read', async () => {
  const odd = writeZip([
    { name: 'OPS\\book.opf', data: '<package><manifest><item id="a" href="Text/A.html"/></manifest><spine><itemref idref="a"/></spine></package>' },
    { name: 'OPS\\text\\a.html', data: pageXml('<p>caf&eacute;&nbsp;au lait</p>') },
  ])
  expect((await read(odd, 'epub')).text).toBe('café au lait')
  expect((await read(writeEpub(chapters, { mimetype: false }), 'epub')).blocks.length).toBeGreaterThan(0)
})

test('a missing chapter is reported, and the others are read', async () => {
  const spare = { name: 'b.xhtml', body: '<p>there</p>' }
  const book = writeEpub([{ name: 'a.xhtml', href: 'gone.xhtml', body: '' }, spare])
  const { text, end } = await read(book, 'epub')
  expect(text).toBe('there')
  expect(end.unread).toEqual([{ name: 'gone.xhtml', reason: 'file-broken' }])
})

const encryption = (algorithm: string, part: string): { name: string; data: string } => ({
  name: 'META-INF/encryption.xml',
  data: `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${part}"/></enc:CipherData></enc:EncryptedData></encryption>`,
})

test('a book with disguised fonts is no encrypted book', async () => {
  const book = writeEpub(chapters, { parts: [encryption('http://www.idpf.org/2008/embedding', 'OEBPS/font.otf')] })
  expect((await read(book, 'epub')).text).toBe(fieldGuideText)
})

describe('hostile files end at once', () => {
  const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
  const one = [{ name: 'a.xhtml', body: '<p>x</p>' }]
  const cases: [string, Uint8Array | string, string][] = [
    [
      'an encrypted book',
      writeEpub(chapters, { parts: [encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OEBPS/chapter%201.xhtml')] }),
      'file-encrypted',
    ],
    ['a package document with entities', writeEpub(one, { prolog: entities }), 'file-broken'],
    ['a table of contents with entities', writeEpub(one, { version: 2, parts: [{ name: 'OEBPS/toc.ncx', data: `${entities}<ncx/>` }] }), 'file-broken'],
    ['a container with entities', writeEpub(one, { parts: [{ name: 'META-INF/container.xml', data: `${entities}<container/>` }] }), 'file-broken'],
    ['a chapter that unpacks to gigabytes', writeEpub(one, { parts: [{ name: 'OEBPS/a.xhtml', data: Buffer.alloc(100_000_000, 0x20) }] }), 'parser-output'],
    [
      'a chapter that lies about its size',
      writeEpub(one, { parts: [{ name: 'OEBPS/a.xhtml', data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 }] }),
      'file-broken',
    ],
    ['a book whose chapters are all missing', writeEpub([{ name: 'a.xhtml', href: '../../../etc/passwd', body: '' }]), 'file-broken'],
    ['a package of something else', writeZip([{ name: 'a.txt', data: 'a' }]), 'file-broken'],
    ['rubbish', 'not a book', 'file-broken'],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    const startedAt = performance.now()
    await expect(read(bytes, 'epub', 1_000_000)).rejects.toMatchObject({ code })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('entities of a chapter are not expanded, and deep nesting is read', async () => {
    const bomb = { name: 'OEBPS/a.xhtml', data: `${entities}<html><body><p>&b;</p>${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}</body></html>` }
    expect((await read(writeEpub(one, { parts: [bomb] }), 'epub')).text).toBe('&b;\ndeep')
  })
})
