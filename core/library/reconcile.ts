/** Brings the store into line with a scan, up to what must be read: that is returned, as records. */
import { turn } from '../ports/clock.ts'
import type { FileStamp, Walked } from '../ports/file-source.ts'
import type { FileRecord, FilesStore } from '../ports/stores.ts'
import type { Format } from '../types/document.ts'
import type { Outcome } from '../types/outcome.ts'
import { type Plan, sameStamp } from './diff.ts'

export interface Reconciled {
  readonly toRead: readonly { readonly record: FileRecord; readonly format: Format }[]
  /** Every other file with this run's outcome. */
  readonly settled: readonly { readonly record: FileRecord; readonly outcome: Outcome }[]
  /** Files that were on the disk and no longer are. */
  readonly removed: number
}

/** Files written before everything else has its turn. */
const perTurn = 200

const noStamp: FileStamp = { size: 0, modifiedMs: 0, changedMs: 0, inode: '' }

export async function reconcile(sourceId: string, plan: Plan, files: FilesStore): Promise<Reconciled> {
  files.remove(plan.gone.map(({ id }) => id))
  const moved = plan.moved.map(({ record, walked, format }) => {
    const { path, name, stamp } = walked
    const now = files.move(record.id, { path, name, stamp, format })
    return { record: now, outcome: now.outcome?.kind === 'indexed' ? ({ kind: 'unchanged' } as const) : (now.outcome ?? record.outcome) }
  })
  const settled: Reconciled['settled'][number][] = []
  for (const [at, { record, walked, outcome }] of plan.settled.entries()) {
    if (at % perTurn === perTurn - 1) await turn()
    settled.push({ record: files.put({ ...based(record, sourceId, walked), format: null, ...keptDocument(record, outcome), outcome }), outcome })
  }
  const toRead: Reconciled['toRead'][number][] = []
  for (const [at, { record, walked, format }] of plan.read.entries()) {
    if (at % perTurn === perTurn - 1) await turn()
    toRead.push({ record: files.put({ ...based(record, sourceId, walked), format, outcome: null }), format })
  }
  const hidden = plan.hidden.map((record) => ({ record, outcome: { kind: 'offline' } as const }))
  return {
    toRead,
    settled: [...plan.unchanged, ...moved, ...settled, ...hidden].flatMap(({ record, outcome }) => (outcome === null ? [] : [{ record, outcome }])),
    removed: plan.gone.length,
  }
}

function based(record: FileRecord | null, sourceId: string, walked: Walked): Omit<FileRecord, 'id' | 'format' | 'outcome'> {
  const stamp = walked.kind === 'file' ? walked.stamp : walked.kind === 'skipped' ? { ...noStamp, size: walked.size } : (record?.stamp ?? noStamp)
  const { path, name } = walked
  const crashes = record !== null && sameStamp(record.stamp, stamp) ? record.crashes : 0
  return { sourceId, path, name, stamp, contentHash: record?.contentHash ?? null, documentId: record?.documentId ?? null, crashes }
}

/** A file that is skipped has no document any more; one that cannot be reached now keeps its own. */
function keptDocument(record: FileRecord | null, outcome: Outcome): Pick<FileRecord, 'contentHash' | 'documentId'> {
  return outcome.kind === 'failed' && record !== null
    ? { contentHash: record.contentHash, documentId: record.documentId }
    : { contentHash: null, documentId: null }
}
