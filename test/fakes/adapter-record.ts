/** What is kept of an adapter of which nothing is known: it came from outside and was not checked. */
import type { AdapterRecord } from '../../core/ports/trainings-store.ts'

export function adapterRecord(model: string, known: Partial<AdapterRecord> = {}): AdapterRecord {
  return {
    model,
    addedAt: 1,
    trainingId: null,
    versionId: null,
    settings: null,
    validationLoss: null,
    sample: null,
    preflight: null,
    deployments: [],
    ...known,
  }
}
