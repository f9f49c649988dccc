/**
 * The inner loop of a merge as WebAssembly, with which a processor does two sums of 64 bits at a time. Its few instructions are put
 * together here; numbers of instructions and sections are those of the WebAssembly core specification 2.0, chapter 5.
 */

/** Rows and columns that are worked out together: as many sums as processors hold at once. */
export const tileRows = 4
export const tileColumns = 4

/** Addresses are in bytes, in the memory that the kernel was made with. */
export interface DeltaKernel {
  /**
   * Adds to `tileColumns` columns of `groups` × `tileRows` rows. `rows`: their first number, 32 bits each, `rowBytes` from row to row.
   * `factors`: 64 bits each; by groups, then by ranks, one for each row. `panel` to `panelEnd`: 64 bits each, by ranks, one for each column.
   * Each sum goes through the ranks in order and is rounded to 32 bits once.
   */
  add(rows: number, rowBytes: number, groups: number, factors: number, panel: number, panelEnd: number): void
}

/** Of WebAssembly's interface what is used here: it is missing from Node's types. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: { readonly host: { readonly memory: KernelMemory } }) => { readonly exports: DeltaKernel }
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory
}

/** Growing it makes a new buffer; the old one has no bytes any more. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

export const pageBytes = 65_536

export function createKernelMemory(): KernelMemory {
  return new WebAssembly.Memory({ initial: 0 })
}

export function createDeltaKernel(memory: KernelMemory): DeltaKernel {
  return new WebAssembly.Instance(kernel, { host: { memory } }).exports
}

type Code = readonly number[]

/** LEB128, for numbers below 2^31. */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const sized = (code: Code): Code => [...unsigned(code.length), ...code]
const section = (id: number, ...items: readonly Code[]): Code => [id, ...sized(list(items))]
const name = (text: string): Code => sized([...new TextEncoder().encode(text)])
const vector = (instruction: number, ...more: Code): Code => [0xfd, ...unsigned(instruction), ...more]

const [i32, v128] = [0x7f, 0x7b]
const [asFunction, asMemory] = [0, 2]
const end = 0x0b

// Alignments are exponents of 2 and only hints; then comes what is added to the address.
const get = (local: number): Code => [0x20, local]
const set = (local: number, ...value: readonly Code[]): Code => [...value.flat(), 0x21, local]
const constant = (value: number): Code => [0x41, value]
const plus = (local: number, more: Code): Code => set(local, get(local), more, [0x6a])
const load = (from: number, offset: number): Code => [...get(from), ...vector(0x00, 3, offset)]
const loadTwice = (from: number, offset: number): Code => [...get(from), ...vector(0x0a, 3, offset)]
const multiplied = (one: number, other: number): Code => [...get(one), ...get(other), ...vector(0xf2)]
const sum = (one: Code, other: Code): Code => [...one, ...other, ...vector(0xf0)]
/** Two numbers of 32 bits, read as 64 and, added to, written as 32. */
const widened = (from: number, offset: number): Code => [...get(from), ...vector(0x5d, 2, offset), ...vector(0x5f)]
const narrowed = (to: number, offset: number, value: Code): Code => [...get(to), ...value, ...vector(0x5e), ...vector(0x5b, 2, offset, 0)]
const addTo = (address: number, offset: number, more: number): Code => narrowed(address, offset, sum(widened(address, offset), get(more)))
/** Again while `condition` is not 0. */
const repeat = (body: readonly Code[], condition: Code): Code => [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, end]
const less = (one: number, other: number): Code => [...get(one), ...get(other), 0x49]

// Locals: what is given first, then an address, then vectors of two numbers each.
const [rows, rowBytes, groups, factors, panel, panelEnd] = [0, 1, 2, 3, 4, 5]
const [at, zeros, factor] = [6, 7, 8]
const pairs = tileColumns / 2
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, one) => one)
const firsts = upTo(pairs).map((pair) => 9 + pair)
const sums = upTo(tileRows).map((row) => upTo(pairs).map((pair) => 9 + pairs + row * pairs + pair))

const oneRank: readonly Code[] = [
  ...firsts.map((first, pair) => set(first, load(at, 16 * pair))),
  ...sums.flatMap((ofRow, row) => [
    set(factor, loadTwice(factors, 8 * row)),
    ...ofRow.map((one, pair) => set(one, sum(get(one), multiplied(firsts[pair] ?? 0, factor)))),
  ]),
  plus(factors, constant(8 * tileRows)),
  plus(at, constant(8 * tileColumns)),
]

const oneGroup: readonly Code[] = [
  ...sums.flat().map((one) => set(one, get(zeros))),
  set(at, get(panel)),
  repeat(oneRank, less(at, panelEnd)),
  ...sums.flatMap((ofRow) => [...ofRow.map((one, pair) => addTo(rows, 8 * pair, one)), plus(rows, get(rowBytes))]),
  plus(groups, constant(0x7f)),
]

const body: Code = [
  ...list([
    [1, i32],
    [...unsigned(2 + pairs + sums.flat().length), v128],
  ]),
  ...repeat(oneGroup, get(groups)),
  end,
]

const magic: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const kernel = new WebAssembly.Module(
  Uint8Array.from([
    ...magic,
    ...section(1, [0x60, ...list(upTo(6).map(() => [i32])), 0]),
    ...section(2, [...name('host'), ...name('memory'), asMemory, 0, 0]),
    ...section(3, [0]),
    ...section(7, [...name('add'), asFunction, 0]),
    ...section(10, sized(body)),
  ]),
)
