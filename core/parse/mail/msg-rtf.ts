/** Unpacks the compressed RTF of an Outlook mail. ([MS-OXRTFCP], LZFu.) */
import { AlcoveError } from '../../errors.ts'

/** What every dictionary begins with. */
const prebuffer = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)
const compressedMark = 0x75465a4c
const plainMark = 0x414c454d
const dictionarySize = 4_096
const mostUnpacked = 200_000_000

/** Throws `file-broken` where it is no compressed RTF; what is cut off gives as much as is there. */
export function unpackRtf(bytes: Uint8Array): Uint8Array {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (packed.length < 16) throw new AlcoveError('file-broken')
  const size = packed.readUInt32LE(4)
  const mark = packed.readUInt32LE(8)
  if (mark === plainMark) return packed.subarray(16, 16 + size)
  // a pair of bytes unpacks to no more than seventeen
  if (mark !== compressedMark || size > mostUnpacked || size > packed.length * 10) throw new AlcoveError('file-broken')
  return unpacked(packed, size)
}

function unpacked(packed: Buffer, size: number): Uint8Array {
  const dictionary = Buffer.alloc(dictionarySize)
  prebuffer.copy(dictionary)
  const text = Buffer.alloc(size)
  let length = 0
  let write = prebuffer.length
  const put = (byte: number): void => {
    text[length++] = byte
    dictionary[write] = byte
    write = (write + 1) % dictionarySize
  }
  for (let at = 16; at < packed.length && length < size; ) {
    const control = packed[at++] ?? 0
    for (let bit = 0; bit < 8 && at < packed.length && length < size; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at++] ?? 0)
        continue
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0)
      at += 2
      const from = reference >> 4
      if (from === write) return text.subarray(0, length)
      for (let step = 0; step < (reference & 15) + 2 && length < size; step += 1) put(dictionary[(from + step) % dictionarySize] ?? 0)
    }
  }
  return text.subarray(0, length)
}
