/**
 * How fast an adapter is merged into its base, and in how much memory: made files of several hundred megabytes, in the real process.
 *
 *   npm run bench -- merging [--megabytes 400] [--rounds 3] [--rank 16] [--no-save]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Child } from '../core/ports/spawner.ts'
import { createForkSpawner } from '../host/processes/fork-spawner.ts'
import { createMergeProcess } from '../host/processes/merge.ts'
import { ggmlBlock, ggmlBytes, ggmlTypeName } from '../models/gguf/ggml-types.ts'
import { alignUp } from '../models/gguf/header.ts'
import { type EntryValue, entryBytes, joined, startBytes, tensorBytes } from '../models/gguf/write.ts'
import { describeMachine, type Load, measureLoad } from './lib/machine.ts'
import { median, spread, table, writeRun } from './lib/runs.ts'

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '3' },
    rank: { type: 'string', default: '16' },
    'no-save': { type: 'boolean', default: false },
  },
})
const [megabytes, rounds, rank] = [Number(values.megabytes), Number(values.rounds), Number(values.rank)]
const never = new AbortController().signal

/** As in models of 7 or 8 billion parameters. */
const [width, height] = [4_096, 11_008]
const baseTypes = [0, 8, 12]

interface Round {
  readonly type: string
  readonly parameters: number
  readonly load: Load
  /** Of the whole process, start and header included. Seconds. */
  readonly cpu: number
  readonly wall: number
  /** Of writing to a file with its checksum. Seconds. */
  readonly toFile: number
  /** Megabytes of 1,000,000 bytes. */
  readonly peak: number
}

const text = (value: string): EntryValue => ({ type: 'string', value })
const count = (value: number): EntryValue => ({ type: 'uint32', value })

interface Made {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: number
}

async function writeGguf(path: string, entries: Readonly<Record<string, EntryValue>>, tensors: readonly Made[]): Promise<void> {
  let offset = 0
  const infos = tensors.map(({ name, shape, type }) => {
    const info = tensorBytes(name, shape, type, offset)
    offset = alignUp(offset + (ggmlBytes(type, (shape[0] ?? 0) * (shape[1] ?? 0)) ?? 0), 32)
    return info
  })
  const written = Object.entries(entries)
  const head = joined([startBytes(tensors.length, written.length), ...written.map(([key, value]) => entryBytes(key, value)), ...infos])
  const file = await open(path, 'w')
  await file.write(joined([head, new Uint8Array(alignUp(head.length, 32) - head.length)]))
  for (const { shape, type } of tensors) {
    const rows = shape[1] ?? 0
    const row = rowOf(type, shape[0] ?? 0)
    const some = joined(Array.from({ length: 64 }, () => row))
    for (let at = 0; at < rows; at += 64) await file.write(some, 0, row.length * Math.min(64, rows - at))
    const bytes = row.length * rows
    await file.write(new Uint8Array(alignUp(bytes, 32) - bytes))
  }
  await file.close()
}

/** Any bytes, with scales that are numbers. */
function rowOf(type: number, length: number): Uint8Array {
  let state = 1
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  if (type === 0) return new Uint8Array(Float32Array.from({ length }, () => random() - 0.5).buffer)
  const row = Uint8Array.from({ length: ggmlBytes(type, length) ?? 0 }, () => random() * 256)
  const step = ggmlBlock(type)?.bytes ?? 1
  // 0x1400 is 2^-10 as a half
  for (let at = 0; at < row.length; at += step) for (const scale of type === 12 ? [0, 2] : [0]) row.set([0x00, 0x14], at + scale)
  return row
}

/** What the operating system counts of a process; Linux only. */
function counted(child: Child | undefined): { readonly cpu: number; readonly peak: number } {
  const folder = `/proc/${child?.pid ?? 0}`
  const [user = 0, system = 0] = readFileSync(`${folder}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []
  const peak = Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1] ?? 0)
  return { cpu: (user + system) / 100, peak: (peak * 1_024) / 1e6 }
}

async function measure(type: number, scratch: string): Promise<Round> {
  const [basePath, adapterPath, to] = [join(scratch, 'base.gguf'), join(scratch, 'adapter.gguf'), join(scratch, 'merged.gguf')]
  const matrices = Math.max(1, Math.round((megabytes * 1e6) / (ggmlBytes(type, width * height) ?? 1)))
  const names = Array.from({ length: matrices }, (_, at) => `blk.${at}.ffn_up.weight`)
  const says = { 'general.architecture': text('llama') }
  const model = { ...says, 'llama.context_length': count(4_096), 'tokenizer.ggml.model': text('llama') }
  await writeGguf(
    basePath,
    model,
    names.map((name) => ({ name, shape: [width, height], type })),
  )
  const halves = names.flatMap((name) => [
    { name: `${name}.lora_a`, shape: [width, rank], type: 0 },
    { name: `${name}.lora_b`, shape: [rank, height], type: 0 },
  ])
  await writeGguf(adapterPath, { ...says, 'general.type': text('adapter'), 'adapter.type': text('lora') }, halves)
  const forks = createForkSpawner({ distFolder: resolve('dist'), environment: process.env })
  let child: Child | undefined
  const merger = createMergeProcess({
    spawn: (options) => {
      child = forks.spawn(options)
      return child
    },
  })
  try {
    const order = { basePath, adapterPath, scale: 1 }
    const { parameters } = await merger.measure(order, never)
    const load = await measureLoad()
    const before = counted(child)
    const since = performance.now()
    await merger.bytes(order, never)
    const wall = (performance.now() - since) / 1_000
    const cpu = counted(child).cpu - before.cpu
    const writing = performance.now()
    await merger.merge(order, to, never)
    return { type: ggmlTypeName(type) ?? '', parameters, load, cpu, wall, toFile: (performance.now() - writing) / 1_000, peak: counted(child).peak }
  } finally {
    await merger.close()
    for (const path of [basePath, adapterPath, to]) rmSync(path, { force: true })
  }
}

const millions = ({ parameters }: Round, seconds: number): number => parameters / 1e6 / seconds

const scratch = mkdtempSync(join(tmpdir(), 'alcove-bench-'))
try {
  const measured: Round[] = []
  for (let round = 0; round < rounds; round += 1) for (const type of baseTypes) measured.push(await measure(type, scratch))
  const rows = [...new Set(measured.map(({ type }) => type))].map((type) => {
    const own = measured.filter((one) => one.type === type)
    return [
      type === 'Q4_K' ? 'Q4_K, becomes Q8_0' : type,
      ((own[0]?.parameters ?? 0) / 1e6).toFixed(0),
      spread(own.map((one) => millions(one, one.cpu))),
      spread(own.map((one) => millions(one, one.wall))),
      spread(own.map((one) => millions(one, one.toFile))),
      spread(
        own.map(({ peak }) => peak),
        0,
      ),
    ]
  })
  const busy = measured.map(({ load }) => load.othersBusy)
  const report = `Rank ${rank}, every matrix adapted, ${rounds} rounds. Checksum of the result included; bars are 30 million parameters a second and 300 MB.
Others used ${(100 * median(busy)).toFixed(0)} % of the cores (median of the second before each round).

${table(['base', 'million parameters', 'million a CPU second', 'million a second, no file', 'million a second, to a file', 'peak MB of the process'], rows)}
`
  console.log(report)
  if (!values['no-save']) {
    const command = `npm run bench -- merging --megabytes ${megabytes} --rounds ${rounds} --rank ${rank}`
    const saved = writeRun({ name: 'merging', command, machine: describeMachine(['zod']), raw: { rank, width, height, measured }, report })
    console.log(`written to ${saved}`)
  }
} finally {
  rmSync(scratch, { recursive: true })
}
