/**
 * Looks into a ZIP before anything unpacks it: its directory, and whether its parts are what they
 * claim to be. Nothing is written, no name in it is used as a path. (APPNOTE 6.3.)
 */
import { Readable } from 'node:stream'
import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { AlcoveError } from '../../errors.ts'

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

const marks = { entry: 0x02014b50, header: 0x04034b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const
const longestComment = 0xffff
const mostEntries = 20_000
const needs64 = 0xffff_ffff
const extra64 = 1

/** Throws `file-broken` where it is no whole ZIP, `parser-output` where it has too many parts. */
export function readDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(bytes)
  for (let end = view.byteLength - 22; end >= Math.max(0, view.byteLength - 22 - longestComment); end -= 1) {
    if (view.getUint32(end, true) !== marks.end) continue
    const entries = entriesBefore(bytes, view, end)
    if (entries !== undefined) return entries
  }
  throw new AlcoveError('file-broken')
}

interface Directory {
  readonly count: number
  readonly at: number
  /** Bytes before the archive, which the offsets in it do not count. */
  readonly before: number
}

/** Undefined where what stands there is no end of a directory, or the directory is damaged. */
function entriesBefore(bytes: Uint8Array, view: DataView, end: number): readonly ZipEntry[] | undefined {
  const directory = directoryBefore(view, end)
  if (directory === undefined) return undefined
  if (directory.count > mostEntries) throw new AlcoveError('parser-output')
  const entries: ZipEntry[] = []
  let { at } = directory
  for (let index = 0; index < directory.count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== marks.entry) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const [unpacked, packed, headerAt] = sizesOf(view, at, at + 46 + nameLength, extraLength)
    entries.push({
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
      packed,
      unpacked,
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      headerAt: headerAt + directory.before,
    })
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return entries
}

function directoryBefore(view: DataView, end: number): Directory | undefined {
  const [count, size, offset] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  if (count === 0xffff || size === needs64 || offset === needs64) {
    const large = directory64Before(view, end)
    if (large !== undefined) return large
  }
  const at = [end - size, offset].find(
    (place) => place >= 0 && place <= end && (count === 0 || (place + 4 <= end && view.getUint32(place, true) === marks.entry)),
  )
  return at === undefined ? undefined : { count, at, before: at - offset }
}

function directory64Before(view: DataView, end: number): Directory | undefined {
  const locator = end - 20
  if (locator < 0 || view.getUint32(locator, true) !== marks.locator64) return undefined
  const stated = wide(view, locator + 8)
  const at = [stated, locator - 56].find((place) => place >= 0 && place + 56 <= locator && view.getUint32(place, true) === marks.end64)
  if (at === undefined) return undefined
  const before = at - stated
  return { count: wide(view, at + 32), at: wide(view, at + 48) + before, before }
}

/** Unpacked, packed, header: the fields that do not fit stand in the extra field, in this order. */
function sizesOf(view: DataView, at: number, extraAt: number, extraLength: number): readonly [unpacked: number, packed: number, header: number] {
  const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
  let field = narrow.includes(needs64) ? findExtra(view, extraAt, extraLength) : undefined
  const [unpacked = 0, packed = 0, header = 0] = narrow.map((value) => {
    if (value !== needs64 || field === undefined || field.at + 8 > field.end) return value
    const large = wide(view, field.at)
    field = { ...field, at: field.at + 8 }
    return large
  })
  return [unpacked, packed, header]
}

function findExtra(view: DataView, from: number, length: number): { readonly at: number; readonly end: number } | undefined {
  const last = Math.min(from + length, view.byteLength)
  for (let at = from; at + 4 <= last; ) {
    const end = at + 4 + view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === extra64 && end <= last) return { at: at + 4, end }
    at = end
  }
  return undefined
}

/** Sizes beyond what a number holds exactly are lies, and fail as such. */
const wide = (view: DataView, at: number): number => Number(view.getBigUint64(at, true))

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // an old archive: its code page is not said
    return Buffer.from(bytes).toString('latin1')
  }
}

/** The entry's bytes as they are packed; throws `file-broken` where they are not there. */
function packedBytes(bytes: Uint8Array, { headerAt, packed }: ZipEntry): Uint8Array {
  const view = viewOf(bytes)
  if (headerAt < 0 || headerAt + 30 > bytes.length || view.getUint32(headerAt, true) !== marks.header) throw new AlcoveError('file-broken')
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  if (from + packed > bytes.length) throw new AlcoveError('file-broken')
  return bytes.subarray(from, from + packed)
}

/** Unpacks one entry; throws `file-broken` where it is damaged or larger than it claims. */
export function readEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const packed = packedBytes(bytes, entry)
  if (entry.method === 0) return packed
  if (entry.method !== 8) throw new AlcoveError('file-broken')
  return inflate(packed, entry.unpacked)
}

/** Throws `file-broken` where it is damaged or larger than `most` bytes. */
export function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    throw new AlcoveError('file-broken', {}, error)
  }
}

/** As `readEntry`, in pieces, for entries that are not to be held whole. */
export async function* streamEntry(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(bytes, entry)
  if (entry.method === 0) {
    yield packed
    return
  }
  if (entry.method !== 8) throw new AlcoveError('file-broken')
  let size = 0
  // handed over in pieces: one write would be unpacked at once, whoever reads it
  const unpacking = Readable.from(pieces(packed)).pipe(createInflateRaw({ chunkSize: 65_536 }))
  try {
    for await (const piece of unpacking as AsyncIterable<Uint8Array>) {
      size += piece.length
      if (size > entry.unpacked) throw new AlcoveError('file-broken')
      yield piece
    }
  } catch (error) {
    throw error instanceof AlcoveError ? error : new AlcoveError('file-broken', {}, error)
  } finally {
    unpacking.destroy()
  }
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
}
