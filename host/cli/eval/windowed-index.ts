/** A passage index in which a passage may have several vectors and ranks by its best. */
import type { PassageIndex } from '../../../core/ports/passage-index.ts'

/** Window ids start here; passage ids stay below. */
export const firstWindow = 1_000_000_000

export type SearchedIndex = Pick<PassageIndex, 'searchWords' | 'searchVectors' | 'similarities'>

/** `windows`: by window id, the passage it belongs to. `most`: the largest number of windows of one passage. */
export function windowedIndex(index: SearchedIndex, windows: ReadonlyMap<number, number>, most: number): SearchedIndex {
  const windowsOf = new Map<number, number[]>()
  for (const [window, passage] of windows) windowsOf.set(passage, [...(windowsOf.get(passage) ?? []), window])
  return {
    searchWords: (query, k, documents) => index.searchWords(query, k, documents),
    async searchVectors(vector, k, documents) {
      const best = new Map<number, Awaited<ReturnType<PassageIndex['searchVectors']>>[number]>()
      for (const hit of await index.searchVectors(vector, k * most, documents)) {
        const id = windows.get(hit.id) ?? hit.id
        if (!best.has(id)) best.set(id, { ...hit, id })
      }
      return [...best.values()].slice(0, k)
    },
    async similarities(vector, ids) {
      const found = await index.similarities(
        vector,
        ids.flatMap((id) => windowsOf.get(id) ?? [id]),
      )
      const best = new Map<number, number>()
      for (const [id, cosine] of found) {
        const passage = windows.get(id) ?? id
        best.set(passage, Math.max(best.get(passage) ?? -1, cosine))
      }
      return best
    },
  }
}
