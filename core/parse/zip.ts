/**
 * Looks into a ZIP before anything unpacks it: its directory, and whether its parts are what they
 * claim to be. Nothing is written, no name in it is used as a path. (APPNOTE 6.3.)
 */
import { inflateRawSync } from 'node:zlib'
import { AlcoveError } from '../errors.ts'

export interface ZipEntry {
  readonly name: string
  /** Bytes. */
  readonly packed: number
  readonly unpacked: number
  readonly encrypted: boolean
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly headerAt: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const headerMark = 0x04034b50
const longestComment = 0xffff
const mostEntries = 20_000

/** Throws `file-broken` where it is no whole ZIP. */
export function readDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > mostEntries) throw new AlcoveError('parser-output')
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark) throw new AlcoveError('file-broken')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - longestComment); at -= 1) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw new AlcoveError('file-broken')
}

/** Unpacks one entry; throws `file-broken` where it is damaged or larger than it claims. */
export function readEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { headerAt } = entry
  if (headerAt + 30 > bytes.length || view.getUint32(headerAt, true) !== headerMark) throw new AlcoveError('file-broken')
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  const packed = bytes.subarray(from, from + entry.packed)
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw new AlcoveError('file-broken')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) })
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
}
