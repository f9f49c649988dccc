/**
 * Looks at a source, or at some of its files, and brings the store into line with the disk up to what must be read.
 * What an earlier run has in hand is left to it: it is named, to be looked at again when that run is through with it.
 */
import { diff } from '../library/diff.ts'
import { type Reconciled, reconcile } from '../library/reconcile.ts'
import { scan } from '../library/scan.ts'
import type { Clock } from '../ports/clock.ts'
import type { FileSource, Walked } from '../ports/file-source.ts'
import type { FileRecord, Stores } from '../ports/stores.ts'
import type { Source } from '../types/library.ts'

export interface LookPorts {
  readonly stores: Pick<Stores, 'sources' | 'files' | 'settings'>
  readonly disk: FileSource
  readonly clock: Clock
}

export interface Found extends Reconciled {
  readonly inHand: readonly FileRecord[]
}

/** Whether an earlier run is at work on the file. */
export type InHand = (fileId: string) => boolean

/** Bytes per megabyte, as in the setting. */
const megabyte = 1_000_000

export async function lookAtSource(source: Source, isInHand: InHand, ports: LookPorts, signal: AbortSignal): Promise<Found> {
  const { stores, disk, clock } = ports
  const before = { device: stores.sources.device(source.id), held: stores.files.ofSource(source.id).length > 0 }
  const scanned = await scan(source, before, disk, signal)
  signal.throwIfAborted()
  // only now: a run that is at work has ended files meanwhile
  const records = stores.files.ofSource(source.id)
  if (scanned.state === 'offline') {
    stores.sources.checked(source.id, 'offline', clock.now())
    return offline(records)
  }
  stores.sources.checked(source.id, 'ready', clock.now(), scanned.device)
  return await compare(source, records, scanned.walked, isInHand, ports)
}

/** Each by itself; `again`: to be read whatever the store says of it. */
export async function lookAtFiles(
  source: Source,
  fileIds: readonly string[],
  { again, isInHand }: { readonly again: boolean; readonly isInHand: InHand },
  ports: LookPorts,
  signal: AbortSignal,
): Promise<Found> {
  const { stores, disk } = ports
  const records = fileIds
    .map((id) => stores.files.byId(id))
    .filter((record) => record?.sourceId === source.id)
    .filter((record) => record !== null)
  if (!(await disk.reachable(source.path))) return offline(records)
  const walked: Walked[] = []
  for (const { path } of records) if (await disk.reachable(path)) for await (const entry of disk.walk(path, signal)) walked.push(entry)
  signal.throwIfAborted()
  const known = again ? records.map((record) => ({ ...record, outcome: null })) : records
  return await compare(source, known, walked, isInHand, ports)
}

async function compare(source: Source, records: readonly FileRecord[], walked: readonly Walked[], isInHand: InHand, { stores }: LookPorts): Promise<Found> {
  const inHand = records.filter(({ id }) => isInHand(id))
  const paths = new Set(inHand.map(({ path }) => path))
  const plan = diff(
    records.filter(({ path }) => !paths.has(path)),
    walked.filter(({ path }) => !paths.has(path)),
    { maxBytes: stores.settings.read().maxFileMb * megabyte },
  )
  return { ...(await reconcile(source.id, plan, stores.files)), inHand }
}

function offline(records: readonly FileRecord[]): Found {
  return { toRead: [], settled: records.map((record) => ({ record, outcome: { kind: 'offline' } })), removed: 0, inHand: [] }
}
