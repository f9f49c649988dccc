import { expect, test } from 'vitest'
import type { Format } from '../../../core/types/document.ts'
import { formatOf } from '../../../core/types/format-of.ts'
import { writeDocx } from '../../fixtures/documents/make/docx-writer.ts'
import { paragraph, writeOdt } from '../../fixtures/documents/make/odf-writer.ts'
import { columnOfText, writePdf } from '../../fixtures/documents/make/pdf-writer.ts'
import { rtfOf } from '../../fixtures/documents/make/rtf-writer.ts'
import { readNamed } from './read.ts'

const said = 'The pump was mended.'
const pdf = writePdf({ pages: [{ texts: columnOfText([said]) }] })
const container = (stream: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(stream, 'utf16le')])
const readByName = (name: string, bytes: Uint8Array | string) => readNamed(name, bytes, formatOf(name) as Format)

test.each([
  ['RTF under the name of old Word', 'letter.doc', rtfOf(said)],
  ['HTML under the name of old Word', 'export.doc', `\ufeff  <html><body><p>${said}</p></body></html>`],
  ['plain text under the name of old Word', 'README.doc', said],
  ['DOCX under the name of old Word', 'letter.doc', writeDocx([{ paragraph: said }])],
  ['a page saved by Word', 'page.doc', `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>${said}</p>`],
  ['ODT renamed', 'renamed.docx', writeOdt(paragraph(said))],
  ['PDF renamed', 'scan.docx', pdf],
  ['PDF under the name of RTF', 'report.rtf', pdf],
  ['a record of another program', 'Header.msg', said],
] as const)('%s is read as what it is', async (_, name, bytes) => {
  expect((await readByName(name, bytes)).text).toBe(said)
})

test.each([
  ['old.doc', 'WordDocument'],
  ['renamed.docx', 'WordDocument'],
  ['old.ppt', 'PowerPoint Document'],
])('%s in the container of old Office is skipped', async (name, stream) => {
  const { blocks, end } = await readByName(name, container(stream))
  expect(blocks).toEqual([])
  expect(end).toEqual({ skipped: 'old-format' })
})

test('what is framed like nothing known is an old format under an old name', async () => {
  const { end } = await readByName('old.doc', Buffer.from([0xdb, 0xa5, 0x2d, 0, 0, 0, 9, 4]))
  expect(end).toEqual({ skipped: 'old-format' })
  await expect(readByName('torn.doc', writeDocx([{ paragraph: said }]).subarray(0, 300))).rejects.toMatchObject({ code: 'file-broken' })
})

test('what is framed like nothing known is broken under the name that promised a frame', async () => {
  await expect(readByName('torn.docx', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))).rejects.toMatchObject({ code: 'file-broken' })
})
