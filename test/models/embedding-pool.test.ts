import { afterEach, expect, test, vi } from 'vitest'
import type { EmbedReply } from '../../models/embedding-calls.ts'
import { createEmbeddingPool, type EmbeddingPool, type EmbeddingWorker } from '../../models/embedding-pool.ts'

const never = new AbortController().signal
const silent = { info: () => undefined, error: () => undefined }

/** Workers whose vector for a text is its number; they answer when told to. */
function workers(
  size: number,
  residentBytes = 1,
): { readonly pool: EmbeddingPool; readonly held: (() => void)[]; readonly recycled: string[]; readonly sizes: number[] } {
  const held: (() => void)[] = []
  const recycled: string[] = []
  const sizes: number[] = []
  const startWorker = (name: string): EmbeddingWorker => ({
    call: ({ texts }) =>
      new Promise<EmbedReply>((resolve) => {
        sizes.push(texts.length)
        held.push(() => resolve({ vectors: Float32Array.from(texts, Number), residentBytes }))
      }),
    recycle: () => void recycled.push(name),
    close: () => Promise.resolve(),
  })
  return { pool: createEmbeddingPool({ name: 'test', size, dimensions: 1, startWorker, log: silent }), held, recycled, sizes }
}

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => String(n))

/** Answers whatever waits, the youngest first. */
async function answerAll(held: (() => void)[]): Promise<void> {
  while (held.length > 0) {
    held.pop()?.()
    await Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => Promise.resolve())
  }
}

afterEach(() => {
  vi.useRealTimers()
})

test('vectors come in the order of the texts, whatever the order of the replies', async () => {
  const { pool, held } = workers(3)
  const work = pool.embed(numbers(100), never)
  await answerAll(held)
  expect((await work).map((vector) => vector[0])).toEqual(numbers(100).map(Number))
})

test('a worker holds two groups at most, of eight texts at most, and the last groups of a job are small', async () => {
  const { pool, held, sizes } = workers(2)
  const work = pool.embed(numbers(64), never)
  expect(held).toHaveLength(4)
  await answerAll(held)
  await work
  expect(Math.max(...sizes)).toBe(8)
  expect(sizes.at(-1)).toBe(1)
})

test('a worker that has grown is renewed once, though it still answers the group after', async () => {
  const { pool, held, recycled } = workers(1, 500_000_000)
  const work = pool.embed(numbers(4), never)
  expect(held).toHaveLength(2)
  await answerAll(held.splice(0))
  expect(recycled).toHaveLength(1)
  await answerAll(held)
  await work
})

test('a worker without work for a minute gives its memory back', async () => {
  vi.useFakeTimers()
  const { pool, held, recycled } = workers(1)
  const work = pool.embed(numbers(3), never)
  await answerAll(held)
  await work
  vi.advanceTimersByTime(59_000)
  expect(recycled).toEqual([])
  vi.advanceTimersByTime(2_000)
  expect(recycled).toEqual(['test'])
  await pool.close()
})
