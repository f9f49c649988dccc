import officeCrypto from 'officecrypto-tool'
import { describe, expect, test } from 'vitest'
import type { OfficePackage } from '../../../../core/parse/office/package.ts'
import { officePackage } from '../../../../core/parse/office/package.ts'
import { docxOf } from '../../../fixtures/documents/make/docx-writer.ts'
import { encryptOdf } from '../../../fixtures/documents/make/encrypted-odf.ts'
import { writeZip } from '../../../fixtures/documents/make/zip-writer.ts'

const main = 'word/document.xml'
const document = docxOf('<w:p><w:r><w:t>The hive stands by the willow.</w:t></w:r></w:p>')

function open(bytes: Uint8Array, password?: string): Promise<OfficePackage> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return officePackage({ name: 'a.docx', size: bytes.length, format: 'docx', chunks: chunks(), ...(password === undefined ? {} : { password }) })
}

async function streamed(file: OfficePackage, name: string): Promise<string> {
  let text = ''
  for await (const piece of file.stream(name)) text += piece
  return text
}

test('parts are found whatever their case, leading slash or kind of slash, whole and in pieces', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<x>Bienenkönigin</x>', 'utf16le')])
  const file = await open(
    writeZip([
      { name: 'Word\\Document.XML', data: '\ufeff<x>Bär</x>' },
      { name: '/a/b.xml', data: utf16 },
      { name: 'folder/', data: '' },
    ]),
  )
  expect(file.names).toEqual(['Word/Document.XML', 'a/b.xml'])
  expect(file.has('/word/document.xml')).toBe(true)
  expect(file.text('word\\document.xml')).toBe('<x>Bär</x>')
  expect(await streamed(file, 'a/b.xml')).toBe('<x>Bienenkönigin</x>')
  expect(file.text('nowhere.xml')).toBeUndefined()
  expect(await streamed(file, 'nowhere.xml')).toBe('')
})

test('an archive with bytes before it is read, and one of many entries', async () => {
  const prefixed = Buffer.concat([Buffer.from('MZ something before'), document])
  expect((await open(prefixed)).text(main)).toContain('willow')
  // the end's fields say "look in the large one" from here on
  await expect(open(writeZip(Array.from({ length: 20_001 }, (_, at) => ({ name: `${at}.xml`, data: '' }))))).rejects.toMatchObject({ code: 'parser-output' })
})

test('an archive with the directory for large files is read', async () => {
  const end = document.length - 22
  const [count, size, at] = [document[end + 10] ?? 0, Buffer.from(document).readUInt32LE(end + 12), Buffer.from(document).readUInt32LE(end + 16)]
  const large = Buffer.alloc(56 + 20 + 22)
  large.write('PK\u0006\u0006', 0, 'latin1')
  large.writeBigUInt64LE(44n, 4)
  large.writeBigUInt64LE(BigInt(count), 24)
  large.writeBigUInt64LE(BigInt(count), 32)
  large.writeBigUInt64LE(BigInt(size), 40)
  large.writeBigUInt64LE(BigInt(at), 48)
  large.write('PK\u0006\u0007', 56, 'latin1')
  large.writeBigUInt64LE(BigInt(end), 64)
  large.writeUInt32LE(1, 72)
  large.write('PK\u0005\u0006', 76, 'latin1')
  large.fill(0xff, 84, 96)
  expect((await open(Buffer.concat([document.subarray(0, end), large]))).text(main)).toContain('willow')
})

describe('bombs and lies', () => {
  test('a part that is larger than it claims is broken, whole and in pieces', async () => {
    const file = await open(writeZip([{ name: 'a.xml', data: Buffer.alloc(1_000_000, 0x20), claimedSize: 1_000 }]))
    expect(() => file.text('a.xml')).toThrow('file-broken')
    await expect(streamed(file, 'a.xml')).rejects.toMatchObject({ code: 'file-broken' })
  })
  test('a part that unpacks to many times its size is refused before it is unpacked', async () => {
    const file = await open(writeZip([{ name: 'a.xml', data: Buffer.alloc(60_000_000, 0x20) }]))
    expect(() => file.text('a.xml')).toThrow('parser-output')
  })
  test('parts that are too large together are refused at once', async () => {
    const parts = Array.from({ length: 10 }, (_, at) => ({ name: `${at}.xml`, data: 'x', claimedSize: 40_000_000 }))
    await expect(open(writeZip(parts))).rejects.toMatchObject({ code: 'parser-output' })
  })
  test('a document type is refused, in pieces too', async () => {
    const file = await open(writeZip([{ name: 'a.xml', data: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }]))
    expect(() => file.text('a.xml')).toThrow('file-broken')
    await expect(streamed(file, 'a.xml')).rejects.toMatchObject({ code: 'file-broken' })
  })
})

describe('a document under a password', () => {
  const password = 'Bienenkönigin 7'
  const kinds: [string, Uint8Array][] = [
    ['agile', officeCrypto.encrypt(Buffer.from(document), { password })],
    ['standard', officeCrypto.encrypt(Buffer.from(document), { password, type: 'standard' })],
    ['OpenDocument', writeZip(encryptOdf([{ name: 'content.xml', data: '<x>by the willow</x>' }], password))],
  ]
  test.each(kinds)('%s: opens with it, and says what is missing or wrong', async (_, bytes) => {
    const file = await open(bytes, password)
    const part = file.has(main) ? main : 'content.xml'
    expect(file.text(part)).toContain('by the willow')
    expect(await streamed(file, part)).toContain('by the willow')
    await expect(open(bytes)).rejects.toMatchObject({ code: 'file-encrypted', details: {} })
    const wrong = async () => (await open(bytes, 'another')).text('content.xml')
    await expect(wrong()).rejects.toMatchObject({ code: 'password-wrong', details: {} })
  })
  test('is not locked where only its macros are', async () => {
    const [macros, manifest] = encryptOdf([{ name: 'Basic/Standard/Module1.xml', data: '<x/>' }], password)
    const file = await open(writeZip([{ name: 'content.xml', data: '<x>by the willow</x>' }, macros, manifest].filter((part) => part !== undefined)))
    expect(file.text('content.xml')).toContain('by the willow')
    expect(() => file.text('Basic/Standard/Module1.xml')).toThrow('file-encrypted')
  })
  test('opens without asking where Office does', async () => {
    const file = await open(officeCrypto.encrypt(Buffer.from(document), { password: 'VelvetSweatshop' }))
    expect(file.text(main)).toContain('by the willow')
  })
  test('ways to encrypt that are not known are said to be so, once a password is there', async () => {
    const [content, manifest] = encryptOdf([{ name: 'content.xml', data: '<x/>' }], password)
    const other = writeZip([
      content ?? { name: '', data: '' },
      {
        name: 'META-INF/manifest.xml',
        data: String(manifest?.data).replace('PBKDF2', 'urn:org:documentfoundation:names:experimental:office:manifest:argon2id'),
      },
    ])
    await expect(open(other)).rejects.toMatchObject({ code: 'file-encrypted' })
    await expect(open(other, password)).rejects.toMatchObject({ code: 'encryption-unsupported' })
  })
})
