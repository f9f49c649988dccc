/** Whether a compound file's tables can be walked to their end: before any reader follows them. ([MS-CFB].) */
import { AlcoveError } from '../../errors.ts'

const endOfChain = 0xfffffffe
const largestRegular = 0xfffffffa
const noStream = 0xffffffff
const entryBytes = 128
const types = { storage: 1, stream: 2, root: 5 } as const
const mostEntries = 200_000
/** Smaller streams share sectors. Bytes. */
const leastRegular = 4_096

/** Throws `file-broken` at a loop, and where streams claim more bytes than the file has. */
export function checkCfb(bytes: Buffer): void {
  if (bytes.length < 512) throw new AlcoveError('file-broken')
  const shift = bytes.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw new AlcoveError('file-broken')
  const sector = 1 << shift
  const sectors = Math.ceil(bytes.length / sector)
  const table = allocationTable(bytes, sector, sectors)
  const directory = chain(bytes.readUInt32LE(48), table, sectors)
  const entries = directory.flatMap((number) => entriesIn(bytes, (number + 1) * sector, sector))
  if (entries.length === 0 || entries.length > mostEntries) throw new AlcoveError('file-broken')
  checkTree(entries)
  checkStreams(entries, table, sectors, bytes)
}

function allocationTable(bytes: Buffer, sector: number, sectors: number): Uint32Array {
  const places: number[] = []
  for (let at = 76; at < 512; at += 4) places.push(bytes.readUInt32LE(at))
  let next = bytes.readUInt32LE(68)
  for (let steps = 0; next <= largestRegular; steps += 1) {
    const start = (next + 1) * sector
    if (steps > sectors || start + sector > bytes.length) throw new AlcoveError('file-broken')
    for (let at = 0; at < sector - 4; at += 4) places.push(bytes.readUInt32LE(start + at))
    next = bytes.readUInt32LE(start + sector - 4)
  }
  const known = places.filter((place) => place <= largestRegular).slice(0, Math.max(1, bytes.readUInt32LE(44)))
  const perSector = sector / 4
  const table = new Uint32Array(known.length * perSector).fill(noStream)
  for (const [index, place] of known.entries()) {
    const start = (place + 1) * sector
    for (let slot = 0; slot < perSector && start + slot * 4 + 4 <= bytes.length; slot += 1)
      table[index * perSector + slot] = bytes.readUInt32LE(start + slot * 4)
  }
  return table
}

/** The sectors of a chain; one longer than the file is a loop. */
function chain(first: number, table: Uint32Array, sectors: number): readonly number[] {
  const found: number[] = []
  for (let at = first; at !== endOfChain && at <= largestRegular; at = table[at] ?? endOfChain) {
    if (found.length > sectors) throw new AlcoveError('file-broken')
    found.push(at)
  }
  return found
}

interface Entry {
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  /** Bytes. */
  readonly size: number
}

function entriesIn(bytes: Buffer, start: number, sector: number): readonly Entry[] {
  const entries: Entry[] = []
  for (let at = start; at < start + sector && at + entryBytes <= bytes.length; at += entryBytes) {
    entries.push({
      type: bytes[at + 66] ?? 0,
      left: bytes.readUInt32LE(at + 68),
      right: bytes.readUInt32LE(at + 72),
      child: bytes.readUInt32LE(at + 76),
      start: bytes.readUInt32LE(at + 116),
      size: bytes.readUInt32LE(at + 120),
    })
  }
  return entries
}

/** Every entry is reached once at most. */
function checkTree(entries: readonly Entry[]): void {
  const seen = new Set<number>()
  const waiting = [0]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entry = entries[at]
    if (entry === undefined || seen.has(at)) throw new AlcoveError('file-broken')
    seen.add(at)
    for (const next of [entry.left, entry.right, entry.type === types.stream ? noStream : entry.child]) if (next !== noStream) waiting.push(next)
  }
}

function checkStreams(entries: readonly Entry[], table: Uint32Array, sectors: number, bytes: Buffer): void {
  const small = smallTable(chain(bytes.readUInt32LE(60), table, sectors), bytes)
  let claimed = 0
  for (const { type, size, start } of entries) {
    if (type === types.root) chain(start, table, sectors)
    if (type !== types.stream) continue
    claimed += size
    if (claimed > bytes.length) throw new AlcoveError('file-broken')
    if (size >= leastRegular) chain(start, table, sectors)
    else if (size > 0) chain(start, small, small.length)
  }
}

/** The allocation table of the small streams. */
function smallTable(places: readonly number[], bytes: Buffer): Uint32Array {
  const sector = 1 << bytes.readUInt16LE(30)
  const table = new Uint32Array((places.length * sector) / 4).fill(noStream)
  for (const [index, place] of places.entries()) {
    const start = (place + 1) * sector
    for (let at = 0; at < sector && start + at + 4 <= bytes.length; at += 4) table[(index * sector + at) / 4] = bytes.readUInt32LE(start + at)
  }
  return table
}
