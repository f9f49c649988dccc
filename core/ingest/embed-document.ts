/**
 * The embedding half of the line: passages from the store in slices → vectors known by their text, or from the
 * embedder → the index. Many slices are under way at once, so that no worker waits; how many, the gate says.
 */
import { AlcoveError } from '../errors.ts'
import type { Passage } from '../types/passage.ts'
import { embeddedText, textHash } from './embedded-text.ts'
import type { Gate } from './limits.ts'
import type { IngestPorts, Told } from './ports.ts'

/** Passages per slice. */
const slice = 32
/** The embedder's workers may die; the texts are then given to the next. */
const attempts = 3
/** Vectors of one document that may wait for their commit, in slices. */
const mostUncommitted = 64

export interface EmbedOptions {
  /** Whether some of its vectors may be there already. */
  readonly resumed: boolean
  readonly gate: Gate
  readonly told: Pick<Told, 'embedded' | 'kept'>
}

/** Resolves when every passage of the document has its vector on disk. */
export async function embedDocument(documentId: string, ports: IngestPorts, { resumed, gate, told }: EmbedOptions, signal: AbortSignal): Promise<void> {
  const there = resumed ? await ports.index.vectorIds(documentId) : new Set<number>()
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const uncommitted = new Set<Promise<void>>()
  const all: Promise<void>[] = []
  try {
    for (let after = -1; ; ) {
      const passages = ports.stores.passages.slice(documentId, after, slice)
      const last = passages.at(-1)
      if (last === undefined) break
      after = last.ordinal
      const missing = passages.filter(({ id }) => !there.has(id))
      if (missing.length < passages.length) told.kept(passages.length - missing.length)
      if (missing.length === 0) continue
      const texts = missing.map(embeddedText)
      await gate.enter(missing.length, either)
      const work = embedSlice(missing, texts, ports, () => gate.leave(missing.length), either)
        .then(() => told.embedded(missing.length))
        .catch((error: unknown) => {
          stop.abort(error)
          throw error
        })
        .finally(() => uncommitted.delete(work))
      uncommitted.add(work)
      all.push(work)
      if (uncommitted.size > mostUncommitted) await Promise.race(uncommitted)
    }
    await Promise.all(all)
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled(all)
    throw signal.aborted ? signal.reason : (stop.signal.reason ?? error)
  }
}

async function embedSlice(
  passages: readonly Passage[],
  texts: readonly string[],
  ports: IngestPorts,
  embedded: () => void,
  signal: AbortSignal,
): Promise<void> {
  let rows: readonly { readonly id: number; readonly documentId: string; readonly textHash: string; readonly vector: Float32Array }[]
  try {
    const hashes = await Promise.all(texts.map(textHash))
    const known = await ports.index.knownVectors(hashes)
    const wanted = texts.flatMap((text, at) => (known.has(hashes[at] ?? '') ? [] : [{ text, at }]))
    const fresh =
      wanted.length === 0
        ? []
        : await embed(
            wanted.map(({ text }) => text),
            ports,
            signal,
          )
    const made = new Map(wanted.map(({ at }, nth) => [at, fresh[nth]]))
    rows = passages.map(({ id, documentId }, at) => {
      const hash = hashes[at] ?? ''
      const vector = made.get(at) ?? known.get(hash)
      if (vector === undefined) throw new RangeError('a text without its vector')
      return { id, documentId, textHash: hash, vector }
    })
  } finally {
    embedded()
  }
  signal.throwIfAborted()
  await ports.index.addVectors(rows)
}

async function embed(texts: readonly string[], { embedder }: IngestPorts, signal: AbortSignal): Promise<readonly Float32Array[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await embedder.embed(texts, 'passage', signal)
    } catch (error) {
      const again = error instanceof AlcoveError && error.code === 'model-stopped' && attempt < attempts
      if (!again || signal.aborted) throw error
    }
  }
}
