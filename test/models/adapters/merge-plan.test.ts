/** What a merge refuses by headers alone, and what it says of itself: no file is read. */
import { expect, test } from 'vitest'
import { type MergedTensor, type MergePlan, planMerge } from '../../../models/adapters/merge-plan.ts'
import { ggmlBytes } from '../../../models/gguf/ggml-types.ts'
import { type GgufHeader, type GgufTensor, valuesIn } from '../../../models/gguf/header.ts'
import type { GgufValue } from '../../../models/gguf/values.ts'
import { entryBytes } from '../../../models/gguf/write.ts'

type Stored = readonly [name: string, shape: readonly number[], type?: number]
const [q2k, q4k, q8, newer] = [10, 12, 8, 99]
const up = 'blk.0.ffn_up.weight'

function header(entries: Readonly<Record<string, GgufValue>>, stored: readonly Stored[]): GgufHeader {
  const tensors = stored.map(([name, shape, type = 0]): GgufTensor => ({ name, shape, type, at: 4_096, bytes: ggmlBytes(type, valuesIn(shape)) }))
  const places = new Map(Object.keys(entries).map((key, at) => [key, [1_000 * at, 1_000 * at + 10] as const]))
  return { entries: new Map(Object.entries(entries)), places, tensors, alignment: 32, size: 1_000_000 }
}

const model = (stored: readonly Stored[], more: Readonly<Record<string, GgufValue>> = {}) =>
  header({ 'general.architecture': 'llama', 'llama.context_length': 8_192, 'tokenizer.ggml.model': 'llama', ...more }, stored)
const adapter = (stored: readonly Stored[], more: Readonly<Record<string, GgufValue>> = {}) =>
  header({ 'general.architecture': 'llama', 'general.type': 'adapter', 'adapter.type': 'lora', ...more }, stored)
const halves = (rank: number, [columns, rows]: readonly [number, number], type = 0, of = up): readonly Stored[] => [
  [`${of}.lora_a`, [columns, rank], type],
  [`${of}.lora_b`, [rank, rows], type],
]

const order = { basePath: '/shelf/base.gguf', adapterPath: '/shelf/house.gguf', scale: 0.5, baseName: 'gguf:base' }
const plan = (base: GgufHeader, added: GgufHeader): MergePlan => planMerge(order, base, added)
const merged = ({ pieces }: MergePlan): readonly MergedTensor[] => pieces.flatMap((piece) => (piece.kind === 'merged' ? [piece.merged] : []))
const own = ({ pieces }: MergePlan) => Buffer.concat(pieces.flatMap((piece) => (piece.kind === 'own' ? [piece.own] : [])))

test('the factor is strength times alpha by rank; no alpha, or 0, stands for alpha as large as the rank', () => {
  const base = model([[up, [256, 32]]])
  const factors = [8, 0, null].map((alpha) => {
    const more = alpha === null ? {} : { 'adapter.lora.alpha': alpha }
    return merged(plan(base, adapter(halves(4, [256, 32]), more))).map(({ factor }) => factor)
  })
  expect(factors).toEqual([[1], [0.5], [0.5]])
})

test('the table of words and piles of experts are refused by name', () => {
  const words = adapter([
    ['token_embd.weight.lora_a', [4, 320]],
    ['token_embd.weight.lora_b', [4, 64]],
  ])
  const refusedWords = { code: 'adapter-unsupported', details: { path: '/shelf/house.gguf', found: 'token_embd.weight' } }
  expect(() => plan(model([['token_embd.weight', [64, 320]]]), words)).toThrow(expect.objectContaining(refusedWords))
  const pile = 'blk.0.ffn_up_exps.weight'
  const experts = adapter([
    [`${pile}.lora_a`, [64, 4, 8]],
    [`${pile}.lora_b`, [4, 32, 8]],
  ])
  const refusedPile = { code: 'adapter-unsupported', details: { path: '/shelf/house.gguf', found: pile } }
  expect(() => plan(model([[pile, [64, 32, 8]]]), experts)).toThrow(expect.objectContaining(refusedPile))
})

test('a first half of up to 12 million numbers is held in memory; a larger one is refused by its rank', () => {
  const base = model([[up, [12_000, 4]]])
  expect(plan(base, adapter(halves(1_000, [12_000, 4]))).changed).toBe(1)
  const refused = { code: 'adapter-unsupported', details: { path: '/shelf/house.gguf', found: 'rank 1001' } }
  expect(() => plan(base, adapter(halves(1_001, [12_000, 4])))).toThrow(expect.objectContaining(refused))
})

test.each<[string, GgufHeader, GgufHeader, Readonly<Record<string, string | number>>]>([
  ['a changed matrix', model([[up, [256, 32], q2k]]), adapter(halves(4, [256, 32])), { tensor: up, type: 'Q2_K' }],
  ['a changed matrix newer than the table', model([[up, [256, 32], newer]]), adapter(halves(4, [256, 32])), { tensor: up, type: newer }],
  ['a half', model([[up, [256, 32]]]), adapter(halves(256, [256, 32], q2k)), { tensor: `${up}.lora_a`, type: 'Q2_K' }],
  [
    'what is only copied',
    model([
      [up, [256, 32]],
      ['output.weight', [256, 32], newer],
    ]),
    adapter(halves(4, [256, 32])),
    { tensor: 'output.weight', type: newer },
  ],
])('a type that is not read is named with its tensor: %s', (_, base, added, details) => {
  expect(() => plan(base, added)).toThrow(expect.objectContaining({ code: 'merge-unsupported', details: { model: 'gguf:base', ...details } }))
})

test('a file that becomes mostly Q8_0 says so, in place of what it said before; one that does not keeps its word, and a silent one its silence', () => {
  const said = (value: number) => Buffer.from(entryBytes('general.file_type', { type: 'uint32', value }))
  const of = (copiedRows: number, entries: Readonly<Record<string, GgufValue>>) => {
    const base = model(
      [
        [up, [256, 32], q4k],
        ['output.weight', [256, copiedRows], q4k],
      ],
      entries,
    )
    const made = plan(base, adapter(halves(4, [256, 32])))
    const place = base.places.get('general.file_type')?.[0]
    return { type: merged(made)[0]?.type, told: own(made).includes(said(7)), kept: made.pieces.some((piece) => piece.kind === 'copied' && piece.at === place) }
  }
  const mostlyQ4 = { 'general.file_type': 15 }
  expect(of(31, mostlyQ4)).toEqual({ type: q8, told: true, kept: false })
  expect(of(32, mostlyQ4)).toEqual({ type: q8, told: false, kept: true })
  expect(of(31, {})).toEqual({ type: q8, told: false, kept: false })
})
