import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeAll, isBinary } from '../../../../core/parse/shared/decode.ts'
import { samples, unicodeEncodings } from '../../../fixtures/documents/make/languages.ts'
import { read } from '../read.ts'

const cases = samples.flatMap(({ language, text, encodings }) => encodings.map((encoding) => ({ language, text, encoding })))
/** What the encoding can hold of the text. */
const held = (text: string, encoding: string): string => iconv.decode(iconv.encode(text, encoding), encoding)
const withoutMark = (text: string): string => text.replace(/^\ufeff/, '')

test('at least 25 encodings are tried', () => {
  expect(new Set([...cases.map(({ encoding }) => encoding), ...unicodeEncodings]).size).toBeGreaterThanOrEqual(25)
})

test.each(cases)('$language in $encoding is recognised, short and long, without one wrong character', ({ text, encoding }) => {
  for (const written of [text.slice(0, 200), text.repeat(30), `${'plain words '.repeat(3_000)}\n${text}`])
    expect(decodeAll(iconv.encode(written, encoding)) === held(written, encoding)).toBe(true)
})

test.each(unicodeEncodings)('%s is recognised in every language, with its mark and without', (encoding) => {
  for (const { language, text } of samples)
    for (const addBOM of [true, false])
      for (const written of [text, text.repeat(30)])
        expect(withoutMark(decodeAll(iconv.encode(written, encoding, { addBOM }))) === written, `${language}, mark ${addBOM}`).toBe(true)
})

test('Japanese in the seven bits of old mails is recognised', async () => {
  const sevenBits = Buffer.from(iconv.encode('養蜂場の鍵', 'euc-jp').map((byte) => byte & 0x7f))
  const bytes = Buffer.concat([Buffer.from('Key: \u001b$B'), sevenBits, Buffer.from('\u001b(B here\n')])
  expect(decodeAll(bytes)).toBe('Key: 養蜂場の鍵 here\n')
  expect((await read(bytes, 'text', 3)).text).toBe('Key: 養蜂場の鍵 here')
})

test('lines of an older encoding and torn characters cost nothing but themselves', async () => {
  const good = 'Grüße aus Köln, schöne Äpfel\n'
  const mixed = Buffer.concat([Buffer.from(good.repeat(5)), iconv.encode('Früher Äpfel geändert\n', 'latin1'), Buffer.from(good)])
  for (const pieceBytes of [1, 17, 64_000]) expect((await read(mixed, 'text', pieceBytes)).text).toBe(`${good.repeat(5)}Früher Äpfel geändert\n${good}`.trim())
  const torn = Buffer.concat([Buffer.from(good.repeat(5)), Buffer.from('Käse'), Buffer.from([0xc3]), Buffer.from(' und Öl\n'), Buffer.from(good)])
  expect(decodeAll(torn)).toBe(`${good.repeat(5)}Käse\ufffd und Öl\n${good}`)
  expect(decodeAll(Buffer.from('Grüße').subarray(0, 3))).toBe('Gr\ufffd')
})

test('an encoding that a file names is believed, unless its bytes say otherwise', () => {
  const text = 'Пчёлы и ульи'
  expect(decodeAll(iconv.encode(text, 'koi8-r'), 'KOI8-R')).toBe(text)
  expect(decodeAll(iconv.encode(text, 'koi8-r'), 'no such')).not.toBe('')
  expect(decodeAll(Buffer.from(text), 'utf-16')).toBe(text)
  expect(decodeAll(iconv.encode('schöne Äpfel', 'latin1'), 'utf-8')).toBe('schöne Äpfel')
})

/** Bytes that depend on nothing but their number. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 12_345
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 16
  }
  return bytes
}

test('what is no text is binary, what is text is not', () => {
  const offsets = Buffer.alloc(4_096)
  for (let at = 0; at < 1_024; at++) offsets.writeUInt32BE(70_000 + at * 97, at * 4)
  for (const bytes of [noise(64), noise(5_000), noise(100_000), offsets, Buffer.from('%PDF-1.4\n'), Buffer.from([0x1f, 0x8b, 8, 0, 1, 2])])
    expect(isBinary(bytes)).toBe(true)
  for (const text of ['', 'a', 'tab\there\f\r\n', 'red \u001b[31mwords\u001b[0m of a terminal']) expect(isBinary(Buffer.from(text))).toBe(false)
})
