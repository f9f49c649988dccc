/** Repeatable vectors made from words, counted; it can be held, and told to fail. For the plumbing only. */
import { AlcoveError } from '../../core/errors.ts'
import type { Embedder } from '../../core/ports/embedder.ts'
import { fakeTokenizer } from './fake-tokenizer.ts'
import { fakeDimensions, fakeVector } from './fake-vectors.ts'

export interface FakeEmbedder extends Embedder {
  /** Texts embedded. */
  readonly texts: string[]
  /** Called before each group; may wait or throw. */
  before: (texts: readonly string[], signal: AbortSignal) => Promise<void>
}

export function createFakeEmbedder(revision = 'r1'): FakeEmbedder {
  const texts: string[] = []
  const embedder: FakeEmbedder = {
    dimensions: fakeDimensions,
    maxTokens: 256,
    model: 'fake-model',
    revision,
    texts,
    before: async () => {},
    async embed(group, as, signal) {
      if (group.some((text) => fakeTokenizer.count(text) + fakeTokenizer.specialTokens > embedder.maxTokens)) throw new AlcoveError('text-too-long')
      await embedder.before(group, signal)
      signal.throwIfAborted()
      if (as === 'passage') texts.push(...group)
      return group.map((text) => fakeVector(text))
    },
  }
  return embedder
}
