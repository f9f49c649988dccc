/**
 * Promises 17 and 19: what is ruinous to open costs at most ten seconds and a gigabyte in one parser process, next to
 * nothing in the engine's, and the next file is read as if nothing had been.
 */
import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { AlcoveError } from '../../core/errors.ts'
import type { FileBytes } from '../../core/ports/parser.ts'
import type { Format } from '../../core/types/document.ts'
import { createMemoryMeter } from '../../host/cli/eval/peak-memory.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { createParserPool } from '../../host/processes/parser-pool.ts'
import { bombs } from './bombs.ts'

const meter = createMemoryMeter(createForkSpawner({ distFolder: resolve(import.meta.dirname, '../../dist'), environment: process.env }))
const pool = createParserPool({ spawner: meter.spawner, size: 1 })
afterAll(() => pool.close())

/** A parser has a second to be ended in, and machines are shared: the promise is ten seconds on a quiet one. */
const mostMs = 20_000
const mostMb = 1_100
const mostHereMb = 50

function fileOf(bytes: Uint8Array, format: Format): FileBytes {
  async function* read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 262_144) yield bytes.subarray(at, at + 262_144)
  }
  return { name: `bomb.${format}`, size: bytes.length, format, read }
}

/** The characters read, or the code of the failure. */
async function ending(file: FileBytes): Promise<number | string> {
  let characters = 0
  try {
    for await (const part of pool.parse(file, new AbortController().signal)) for (const { text } of part.blocks) characters += text.length
    return characters
  } catch (error) {
    if (error instanceof AlcoveError) return error.code
    throw error
  }
}

const plain = fileOf(Buffer.from('A plain note.'), 'text')

test.each(bombs)('$name', { timeout: 90_000 }, async ({ make, format }) => {
  const bytes = make()
  expect(bytes.length).toBeLessThan(40_000_000)
  expect(await ending(plain)).toBe(13)
  global.gc?.()
  const before = process.memoryUsage().rss
  const started = performance.now()
  await meter.start()
  const end = await ending(fileOf(bytes, format))
  const ms = performance.now() - started
  const peakMb = await meter.peakMb()
  process.stdout.write(`${String(end).padStart(16)} ${Math.round(ms)} ms ${peakMb ?? '?'} MB\n`)
  expect(ms).toBeLessThan(mostMs)
  expect(peakMb ?? 0).toBeLessThan(mostMb)
  expect((process.memoryUsage().rss - before) / 1_000_000).toBeLessThan(mostHereMb)
  expect(await ending(plain)).toBe(13)
})
