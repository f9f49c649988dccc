/** Makes the supervised children that the embedder pulls its vectors from. */
import type { EmbedReply, EmbedRequest } from '../../models/embedding-calls.ts'
import type { EmbeddingWorker } from '../../models/embedding-pool.ts'
import type { Spawner } from './spawner.ts'
import { createWorker } from './worker.ts'

/** For a handful of texts, start of the child included; the slowest machine needs a few seconds. */
const deadlineMs = 120_000

export function embeddingWorkers(spawner: Spawner, modelFolder: string): (name: string) => EmbeddingWorker {
  return (name) =>
    createWorker<EmbedRequest, EmbedReply>({
      spawner,
      child: { entry: 'embedding-worker', name, settings: { modelFolder } },
      onDead: 'model-stopped',
      deadlineMs,
    })
}
