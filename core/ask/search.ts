/** Search without an answer: retrieve → fuse → raise what stands close → locate. */
import type { Found, Scope, SearchMode } from '../types/answer.ts'
import type { Passage } from '../types/passage.ts'
import { asFound } from './as-found.ts'
import { raiseClose } from './closeness.ts'
import { fuse, type Ranked } from './fuse.ts'
import type { SearchPorts } from './ports.ts'
import { type Candidates, retrieve } from './retrieve.ts'
import { startTimer } from './step-timer.ts'

/** Passages whose texts are looked at for closeness; measured, more change nothing. */
const looked = 30

export interface SearchOptions {
  readonly k: number
  readonly mode: SearchMode
  readonly scope: Scope
}

export interface SearchResult {
  readonly results: readonly Found[]
  /** Milliseconds by step, and `total`. */
  readonly timings: Readonly<Record<string, number>>
}

export async function search(query: string, options: SearchOptions, ports: SearchPorts, signal: AbortSignal): Promise<SearchResult> {
  const timer = startTimer(ports.clock)
  const candidates = await retrieve(query, options, ports, timer, signal)
  const results = await timer.run('fuse', () => rank(query, candidates, options, ports))
  return { results, timings: { ...Object.fromEntries(timer.steps.map((step) => [step.name, step.ms])), total: timer.elapsed() } }
}

/** From candidates to the best `k` passages, each with its text and the file it stands in. */
export function rank(query: string, candidates: Candidates, options: Pick<SearchOptions, 'k' | 'scope'>, ports: SearchPorts): readonly Found[] {
  const fused = fuse(candidates)
  const reach = Math.max(options.k, candidates.mode === 'hybrid' ? looked : 0)
  const passages = new Map(ports.passages.byIds(fused.slice(0, reach).map((one) => one.id)).map((passage) => [passage.id, passage]))
  const ordered = candidates.mode === 'hybrid' ? [...raiseClose(query, fused.slice(0, looked), textsOf(fused, passages)), ...fused.slice(looked)] : fused
  return locate(ordered.slice(0, reach), passages, options, ports)
}

function textsOf(fused: readonly Ranked[], passages: ReadonlyMap<number, Passage>): ReadonlyMap<number, string> {
  return new Map(
    fused.slice(0, looked).flatMap(({ id }) => {
      const passage = passages.get(id)
      return passage ? [[id, `${passage.context}\n${passage.text}`] as const] : []
    }),
  )
}

/** Leaves out what has gone from the store or the scope since it was indexed. */
function locate(
  ranked: readonly Ranked[],
  passages: ReadonlyMap<number, Passage>,
  options: Pick<SearchOptions, 'k' | 'scope'>,
  ports: SearchPorts,
): readonly Found[] {
  const files = new Map(ranked.map(({ documentId }) => [documentId, null as ReturnType<SearchPorts['files']['ofDocument']>]))
  for (const documentId of files.keys()) files.set(documentId, ports.files.ofDocument(documentId, options.scope))
  const here = ranked.flatMap((one) => {
    const passage = passages.get(one.id)
    const file = files.get(one.documentId)
    return passage && file ? [{ one, passage, file }] : []
  })
  return here
    .slice(0, options.k)
    .map(({ one: { id: passageId, ...scores }, passage, file }, at) => ({ ...asFound(passage, file, at + 1), ...scores, passageId }))
}
