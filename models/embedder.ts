/**
 * The embedder of a model folder. It never computes in this process: passages go to a pool of
 * workers, questions to a worker of their own, so that a search never waits behind indexing.
 */
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { AlcoveError } from '../core/errors.ts'
import type { Embedder } from '../core/ports/embedder.ts'
import type { Log } from '../core/ports/log.ts'
import type { Tokenizer } from '../core/ports/tokenizer.ts'
import { readManifest } from './bundled-model.ts'
import type { EmbeddingWorker } from './embedding-pool.ts'
import { createEmbeddingPool } from './embedding-pool.ts'

export interface EmbedderOptions {
  /** Absolute. */
  readonly modelFolder: string
  /** The same model's. */
  readonly tokenizer: Tokenizer
  /** Makes a supervised `embedding-worker` with the setting `modelFolder`; a dead child must fail its calls with `model-stopped`. */
  startWorker(name: string): EmbeddingWorker
  /** Workers for passages. */
  readonly workers?: number
  readonly log: Log
}

export interface ClosableEmbedder extends Embedder {
  /** Ends all workers; waiting and later calls fail with `stopped`. */
  close(): Promise<void>
}

/** All cores but one, yet two on two; more than six gain little and cost 225 MB each. */
export function defaultWorkers(cores = availableParallelism()): number {
  return Math.min(6, Math.max(2, cores - 1))
}

/** Throws `model-broken` where the folder holds no model. Workers start with the first work for them. */
export function createEmbedder({ modelFolder, tokenizer, startWorker, workers = defaultWorkers(), log }: EmbedderOptions): ClosableEmbedder {
  const { id, revision, dimensions, maxTokens } = readManifest(modelFolder)
  const shared = { dimensions, startWorker, log }
  const pools = {
    passage: createEmbeddingPool({ ...shared, name: 'alcove-embedding', size: workers }),
    question: createEmbeddingPool({ ...shared, name: 'alcove-question', size: 1 }),
  }
  return {
    dimensions,
    maxTokens,
    model: id,
    revision,
    async embed(texts, as, signal) {
      await refuseTooLong(texts, tokenizer, maxTokens)
      return await pools[as].embed(texts, signal)
    },
    async close() {
      await Promise.all([pools.passage.close(), pools.question.close()])
    },
  }
}

/** Texts counted before others get a turn: about 5 ms. */
const turn = 256

async function refuseTooLong(texts: readonly string[], tokenizer: Tokenizer, maxTokens: number): Promise<void> {
  for (const [i, text] of texts.entries()) {
    const tokens = tokenizer.count(text) + tokenizer.specialTokens
    if (tokens > maxTokens) throw new AlcoveError('text-too-long', { tokens, limit: maxTokens })
    if (i % turn === turn - 1) await setImmediate()
  }
}
