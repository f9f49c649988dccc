/** The sides of the embedding bench. Each loads and warms up untimed, then embeds the same texts. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { embeddingWorkers } from '../../host/processes/embedding-workers.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { createEmbedder } from '../../models/embedder.ts'
import { loadTokenizer } from '../../models/tokenizer.ts'

export interface Measured {
  readonly seconds: number
  readonly passagesPerSecond: number
  /** Of the largest process. */
  readonly peakMb: number
  readonly cpuMsPerPassage?: number
}

export interface Cell extends Measured {
  readonly batch: number
  readonly threads: number
  readonly processes: number
  readonly tokensPerSecond: number
  readonly tokenizingShare: number
}

export const cellName = ({ batch, threads, processes }: Pick<Cell, 'batch' | 'threads' | 'processes'>): string => `b${batch}-t${threads}-p${processes}`

const never = new AbortController().signal
const silent = { info: () => undefined, error: (event: string, error: unknown) => console.error(event, error) }

/** Alcove's own embedder with its worker processes. */
export async function measureOurs(
  modelFolder: string,
  texts: readonly string[],
  workers?: number,
): Promise<Measured & { readonly vectors: readonly Float32Array[] }> {
  let peakMb = 0
  const start = embeddingWorkers(createForkSpawner({ distFolder: resolve('dist'), environment: process.env }), modelFolder)
  const embedder = createEmbedder({
    modelFolder,
    tokenizer: loadTokenizer(modelFolder),
    startWorker: (name) => {
      const worker = start(name)
      return {
        ...worker,
        call: async (request, signal) => {
          const reply = await worker.call(request, signal)
          peakMb = Math.max(peakMb, reply.residentBytes / 1e6)
          return reply
        },
      }
    },
    ...(workers === undefined ? {} : { workers }),
    log: silent,
  })
  try {
    await embedder.embed(texts.slice(0, 32), 'passage', never)
    const begun = performance.now()
    const vectors = await embedder.embed(texts, 'passage', never)
    const seconds = (performance.now() - begun) / 1_000
    return { seconds, passagesPerSecond: texts.length / seconds, peakMb, vectors }
  } finally {
    await embedder.close()
  }
}

/** Cells of the yardstick, each in processes of its own; vectors are left in `vectorFolder`. */
export function measureCells(
  textsFile: string,
  modelFolder: string,
  cells: { readonly batch: string; readonly threads: string; readonly processes: string },
  vectorFolder: string,
): readonly Cell[] {
  const options = ['--batch', cells.batch, '--threads', cells.threads, '--processes', cells.processes, '--vectors', vectorFolder]
  return lines(
    execFileSync(process.execPath, ['bench/yardstick.mjs', textsFile, modelFolder, ...options], { stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as readonly Cell[]
}

export function readVectors(vectorFolder: string, cell: Cell, dimensions: number): readonly Float32Array[] {
  const bytes = readFileSync(join(vectorFolder, `${cellName(cell)}.f32`))
  const packed = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return Array.from({ length: packed.length / dimensions }, (_, i) => packed.subarray(i * dimensions, (i + 1) * dimensions))
}

/** A rival's loop in a process of its own. */
export function measureRival(textsFile: string, modelFolder: string, batch: number): Measured {
  const [measured] = lines(
    execFileSync(process.execPath, ['bench/rival.mjs', textsFile, modelFolder, '--batch', String(batch)], { stdio: ['ignore', 'pipe', 'ignore'] }),
  )
  return measured as Measured
}

const lines = (output: Buffer): readonly unknown[] =>
  output
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

/** The smallest cosine between vectors of the same text; all have length 1. */
export function smallestCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length) throw new Error('The sides did not embed the same number of texts.')
  return Math.min(...a.map((vector, i) => vector.reduce((dot, value, k) => dot + value * (b[i]?.[k] ?? 0), 0)))
}
