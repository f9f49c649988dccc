/** How a file ended whose document was read. */
import type { DocumentRecord } from '../ports/stores.ts'
import type { Outcome } from '../types/outcome.ts'

export function outcomeOf({ passages, pagePassages, unreadPages }: Pick<DocumentRecord, 'passages' | 'pagePassages' | 'unreadPages'>): Outcome {
  const all = passages + pagePassages
  if (all > 0) return { kind: 'indexed', passages: all }
  return { kind: 'empty', reason: unreadPages > 0 ? 'scanned' : 'no-text' }
}
