/** What is kept of an adapter of which nothing is known: it came from outside and was not checked. */
import { outside } from '../../core/engine/tune/adapters.ts'
import type { AdapterRecord } from '../../core/ports/trainings-store.ts'

export function adapterRecord(model: string, known: Partial<AdapterRecord> = {}): AdapterRecord {
  return { ...outside, model, addedAt: 1, ...known }
}
