/** Walks through the header of a GGUF file, a window at a time: what a file claims of its sizes is held against what is left of it. */
import type { FileHandle } from 'node:fs/promises'

/** Bytes read at once. */
const windowBytes = 262_144
/** No header is longer; the largest known, with a vocabulary of 260,000 words and their merges, have 25 MB. */
export const longestHeader = 64_000_000

/** Why a file is no GGUF, or not all of one: for the log. */
export class GgufFault extends Error {}

export interface GgufCursor {
  /** Bytes from the file's start. */
  readonly at: number
  /** Bytes that are left to read, of the file and of what a header may have. */
  readonly left: number
  skip(bytes: number): Promise<void>
  /** So many texts, each after its length. */
  skipStrings(count: number): Promise<void>
  uint8(): Promise<number>
  uint32(): Promise<number>
  /** Also what stands for a count or a length: never more than JavaScript counts exactly. */
  uint64(): Promise<number>
  number(read: (view: DataView, at: number) => number | bigint, bytes: number): Promise<number>
  /** UTF-8 after its length; `longest` in bytes. */
  string(longest: number): Promise<string>
}

export function createGgufCursor(file: FileHandle, size: number, signal: AbortSignal): GgufCursor {
  const end = Math.min(size, longestHeader)
  let window = new DataView(new ArrayBuffer(0))
  let windowAt = 0
  let at = 0

  /** Where in the window the next `bytes` stand, which are then behind us. */
  const take = async (bytes: number): Promise<number> => {
    if (!inWindow(bytes)) await fill(bytes)
    at += bytes
    return at - bytes - windowAt
  }
  const inWindow = (bytes: number): boolean => at >= windowAt && at + bytes <= windowAt + window.byteLength
  const fill = async (bytes: number): Promise<void> => {
    claim(bytes)
    signal.throwIfAborted()
    const buffer = new Uint8Array(Math.min(Math.max(bytes, windowBytes), end - at))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead < bytes) throw new GgufFault('the file became shorter')
    window = new DataView(buffer.buffer, 0, bytesRead)
    windowAt = at
  }
  const claim = (bytes: number): void => {
    if (bytes > end - at) throw new GgufFault(`${bytes} bytes are claimed at ${at} of ${end}`)
  }
  const number: GgufCursor['number'] = async (read, bytes) => {
    const place = await take(bytes)
    const value = Number(read(window, place))
    if (bytes === 8 && Number.isInteger(value) && !Number.isSafeInteger(value)) throw new GgufFault(`a number too large at ${at - bytes}`)
    return value
  }
  const uint64 = (): Promise<number> => number((view, place) => view.getBigUint64(place, true), 8)

  return {
    get at() {
      return at
    },
    get left() {
      return end - at
    },
    async skip(bytes) {
      claim(bytes)
      at += bytes
    },
    async skipStrings(count) {
      for (let skipped = 0; skipped < count; skipped += 1) {
        // a vocabulary has hundreds of thousands: waited for only where there is something to wait for
        if (!inWindow(8)) await fill(8)
        const length = window.getBigUint64(at - windowAt, true)
        if (length > end) throw new GgufFault(`a text of ${length} bytes at ${at}`)
        claim(8 + Number(length))
        at += 8 + Number(length)
      }
    },
    uint8: () => number((view, place) => view.getUint8(place), 1),
    uint32: () => number((view, place) => view.getUint32(place, true), 4),
    uint64,
    number,
    async string(longest) {
      const length = await uint64()
      if (length > longest) throw new GgufFault(`a text of ${length} bytes at ${at}`)
      const place = await take(length)
      return new TextDecoder().decode(new Uint8Array(window.buffer, window.byteOffset + place, length))
    },
  }
}
