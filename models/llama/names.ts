/** The names of the in-process engine: `gguf:NAME`, `gguf:NAME+ADAPTER`, `gguf:NAME+ADAPTER@SCALE`. */
import { basename } from 'node:path'

export interface GgufName {
  readonly model: string
  readonly adapter: string | null
  /** 1: as trained, 0: the base alone; null: as it was set when the adapter was added. */
  readonly scale: number | null
}

const shape = /^gguf:(?<model>[^+@]+)(?:\+(?<adapter>[^+@]+)(?:@(?<scale>\d+(?:\.\d+)?))?)?$/u
export const largestScale = 8

/** Null where it is none of ours. */
export function parseGgufName(name: string): GgufName | null {
  const { model, adapter, scale } = shape.exec(name)?.groups ?? {}
  if (model === undefined) return null
  const number = scale === undefined ? null : Number(scale)
  return number !== null && number > largestScale ? null : { model, adapter: adapter ?? null, scale: number }
}

export function ggufName(model: string, adapter: string | null = null): string {
  return adapter === null ? `gguf:${model}` : `gguf:${model}+${adapter}`
}

/** The file's name as a name of ours, which is also a name for files on every system; numbered where it is taken. */
export function newName(path: string, taken: (name: string) => boolean): string {
  const plain = basename(path)
    .replace(/\.gguf$/iu, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 100)
    .replace(/^[.-]+|[.-]+$/gu, '')
  const name = plain === '' ? 'model' : plain
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name}-${number}`
    if (!taken(numbered)) return numbered
  }
}
