/** Folders for one test, and adapters in them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { decoder } from '../../../models/gguf/decode.ts'
import type { GgufHeader } from '../../../models/gguf/header.ts'
import { openGguf } from '../../../models/gguf/open-gguf.ts'
import { safetensorsFile } from '../../fixtures/models/safetensors-file.ts'
import { fixtures } from '../llama/engine.ts'
import { modules, type StoredTensor, smallBase } from './small-llama.ts'

export const never = new AbortController().signal
export const silent = (): void => undefined

/** Gone with the test. Holds the small base as `base.gguf`. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alcove-adapters-'))
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'base.gguf'), smallBase())
  return folder
}

export const usualConfig = { peft_type: 'LORA', r: 4, lora_alpha: 8, bias: 'none' }

/** `tensors` null: without a file of weights. */
export async function adapterFolder(
  folder: string,
  config: unknown,
  tensors: Readonly<Record<string, StoredTensor>> | null,
  fileName: string = 'adapter_model.safetensors',
): Promise<string> {
  const path = join(folder, 'adapter')
  await rm(path, { recursive: true, force: true })
  await mkdir(path)
  await writeFile(join(path, 'adapter_config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  if (tensors !== null) await writeFile(join(path, fileName), safetensorsFile(tensors))
  return path
}

export interface Contents {
  readonly header: GgufHeader
  /** Raw bytes and decoded numbers of each tensor. */
  readonly tensors: ReadonlyMap<string, { readonly type: number; readonly shape: readonly number[]; readonly bytes: Uint8Array; readonly values: Float32Array }>
}

export async function contentsOf(path: string): Promise<Contents> {
  const file = await openGguf(path, never)
  const tensors: [string, { type: number; shape: readonly number[]; bytes: Uint8Array; values: Float32Array }][] = []
  for (const { name, type, shape, at, bytes } of file.header.tensors) {
    const stored = await file.read(at, new Uint8Array(bytes ?? 0))
    const values = new Float32Array(shape.reduce((product, one) => product * one, 1))
    decoder(type)?.(stored, values)
    tensors.push([name, { type, shape, bytes: stored, values }])
  }
  await file.close()
  return { header: file.header, tensors: new Map(tensors) }
}

/** Our adapter of the colours as PEFT would have written it. */
export async function coloursAsPeft(): Promise<Readonly<Record<string, StoredTensor>>> {
  const { tensors } = await contentsOf(join(fixtures, 'colours.gguf'))
  const trainedAs = new Map(Object.entries(modules).map(([module, [name]]) => [name, module]))
  return Object.fromEntries(
    [...tensors].map(([name, { shape, values }]): readonly [string, StoredTensor] => {
      const { layer = '', part = '', half = '' } = /^blk\.(?<layer>\d)\.(?<part>\w+)\.weight\.lora_(?<half>[ab])$/u.exec(name)?.groups ?? {}
      const [width = 0, height = 0] = shape
      const heads = half === 'b' && (part === 'attn_q' || part === 'attn_k') ? height / 16 : null
      const trainedName = `base_model.model.model.layers.${layer}.${trainedAs.get(part) ?? ''}.lora_${half.toUpperCase()}.weight`
      return [trainedName, { shape: [height, width], values: heads === null ? values : toHalves(values, width, heads) }]
    }),
  )
}

/** The other way round: the second of each pair half a head further down. */
function toHalves(rows: Float32Array, width: number, heads: number): Float32Array {
  const ordered = new Float32Array(rows.length)
  const perHead = rows.length / width / heads
  for (let head = 0; head < heads; head += 1)
    for (let pair = 0; pair < perHead / 2; pair += 1)
      for (const second of [0, 1]) {
        const from = head * perHead + 2 * pair + second
        ordered.set(rows.subarray(from * width, (from + 1) * width), (head * perHead + (second * perHead) / 2 + pair) * width)
      }
  return ordered
}
