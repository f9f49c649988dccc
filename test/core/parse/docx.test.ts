import { describe, expect, test } from 'vitest'
import { docxParts, writeDocx } from '../../fixtures/documents/make/docx-writer.ts'
import { writeZip } from '../../fixtures/documents/make/zip-writer.ts'
import { outline, read } from './read.ts'

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

describe('files that cannot be read', () => {
  const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  const cases: [string, Uint8Array, string][] = [
    ['an encrypted document', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), 'file-encrypted'],
    ['an old document with a new name', compound, 'file-broken'],
    ['a document cut in half', document.subarray(0, document.length / 2), 'file-broken'],
    ['rubbish', Buffer.from('not a document'), 'file-broken'],
    ['a ZIP of something else', writeZip([{ name: 'a.txt', data: 'a' }]), 'file-broken'],
    ['a document with entities', writeZip(docxParts('<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')), 'file-broken'],
    [
      'a document whose parts unpack to gigabytes',
      writeZip([...docxParts('<x/>'), { name: 'word/bomb.xml', data: Buffer.alloc(100_000_000, 0x20) }]),
      'parser-output',
    ],
    [
      'a document that lies about its size',
      writeZip([...docxParts('<x/>'), { name: 'word/bomb.xml', data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 }]),
      'file-broken',
    ],
  ]
  test.each(cases)('%s', async (_, bytes, code) => {
    await expect(read(bytes, 'docx', 1_000_000)).rejects.toMatchObject({ code })
  })
})
