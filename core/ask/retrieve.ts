/** Finds candidates by keyword and by meaning, side by side. */
import { AlcoveError } from '../errors.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Hit } from '../ports/passage-index.ts'
import type { Scope, SearchMode } from '../types/answer.ts'
import type { SearchPorts } from './ports.ts'
import type { StepTimer } from './step-timer.ts'

/** How many each side brings: measured, 50 lose a little, more than 100 bring nothing. */
const depth = 100

export interface Candidates {
  readonly mode: SearchMode
  readonly keyword: readonly Hit[]
  readonly vector: readonly Hit[]
  /** Cosine with the question of every candidate that has a vector, whichever side found it. */
  readonly similarities: ReadonlyMap<number, number>
}

export async function retrieve(
  query: string,
  options: { readonly k: number; readonly mode: SearchMode; readonly scope: Scope },
  ports: SearchPorts,
  timer: StepTimer,
  signal: AbortSignal,
): Promise<Candidates> {
  const { mode, scope } = options
  const count = Math.max(depth, options.k)
  const documents = ports.files.documentsIn(scope)
  const byKeyword = mode === 'vector' ? [] : timer.run('keyword', () => ports.index.searchWords(query, count, documents))
  const byMeaning = mode === 'keyword' ? null : findByMeaning(query, count, documents, ports, timer, signal)
  const [keyword, meaning] = await Promise.all([byKeyword, byMeaning])
  signal.throwIfAborted()
  if (!meaning) return { mode, keyword, vector: [], similarities: new Map() }
  const similarities = new Map(meaning.hits.map((hit) => [hit.id, hit.score]))
  const unknown = keyword.flatMap((hit) => (similarities.has(hit.id) ? [] : [hit.id]))
  if (unknown.length > 0) {
    const rest = await timer.run('similarities', () => ports.index.similarities(meaning.vector, unknown))
    for (const [id, cosine] of rest) similarities.set(id, cosine)
  }
  return { mode, keyword, vector: meaning.hits, similarities }
}

async function findByMeaning(query: string, count: number, documents: readonly string[] | null, ports: SearchPorts, timer: StepTimer, signal: AbortSignal) {
  const vector = await timer.run('embed', () => questionVector(query, ports.embedder, signal))
  const hits = await timer.run('vector', () => ports.index.searchVectors(vector, count, documents))
  return { vector, hits }
}

/** A question too long for the model is not cut: its halves are embedded, and their mean, at length 1, stands for it. */
async function questionVector(text: string, embedder: Embedder, signal: AbortSignal): Promise<Float32Array> {
  try {
    const [vector] = await embedder.embed([text], 'question', signal)
    if (vector) return vector
    throw new AlcoveError('model-stopped')
  } catch (error) {
    if (!(error instanceof AlcoveError && error.code === 'text-too-long') || text.length < 2) throw error
    const blank = text.lastIndexOf(' ', Math.floor(text.length / 2))
    const cut = blank > 0 ? blank : Math.floor(text.length / 2)
    const [first, second] = await Promise.all([questionVector(text.slice(0, cut), embedder, signal), questionVector(text.slice(cut), embedder, signal)])
    const sum = first.map((value, at) => value + (second[at] ?? 0))
    const length = Math.hypot(...sum) || 1
    return sum.map((value) => value / length)
  }
}
