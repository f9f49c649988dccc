/** The shapes of sources, files and runs, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import { formats } from '../types/document.ts'
import type {
  FileStatus,
  LibraryReport,
  NameFound,
  RecognitionSnapshot,
  RunEvent,
  RunReport,
  RunSnapshot,
  Source,
  SourceQuoting,
  SourceStatus,
} from '../types/library.ts'
import { emptyReasons, type FileGaps, gapKinds, type Outcome, type OutcomeCounts, outcomes, skipReasons } from '../types/outcome.ts'
import { count, errorCode, id, path } from './values.ts'

export const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('indexed'), passages: count }),
  z.object({ kind: z.literal('unchanged') }),
  z.object({ kind: z.literal('empty'), reason: z.enum(emptyReasons) }),
  z.object({ kind: z.literal('skipped'), reason: z.enum(skipReasons) }),
  z.object({ kind: z.literal('failed'), code: errorCode }),
  z.object({ kind: z.literal('offline') }),
]) satisfies z.ZodType<Outcome>

const fileGaps = z.object({
  scanned: z.object({ read: count, waiting: count, failed: count }).exactOptional(),
  brokenPages: count.exactOptional(),
  unread: z
    .array(z.object({ name: z.string(), reason: z.union([z.enum(emptyReasons), z.enum(skipReasons), errorCode]) }))
    .readonly()
    .exactOptional(),
  hiddenPassages: count.exactOptional(),
}) satisfies z.ZodType<FileGaps>

export const outcomeCounts = z.object({
  scanned: count,
  pending: count,
  indexed: count,
  unchanged: count,
  empty: count,
  skipped: count,
  failed: count,
  offline: count,
}) satisfies z.ZodType<OutcomeCounts>

export const source = z.object({
  id,
  path,
  kind: z.enum(['folder', 'file']),
  state: z.enum(['ready', 'offline']),
  addedAt: z.number(),
  checkedAt: z.number().nullable(),
}) satisfies z.ZodType<Source>

export const sourceStatus = source.extend({
  counts: outcomeCounts,
  passages: count,
  embedded: count,
  bytes: count,
}) satisfies z.ZodType<SourceStatus>

export const sourceQuoting = z.object({
  answers: count,
  conversations: count,
  examples: count,
  dataSets: count,
  versions: count,
  experiments: count,
  adapters: z.array(z.string()).readonly(),
}) satisfies z.ZodType<SourceQuoting>

export const fileStatus = z.object({
  id,
  sourceId: id,
  path,
  name: z.string(),
  size: count,
  format: z.enum(formats).nullable(),
  outcome: outcome.nullable(),
  passages: count,
  gaps: fileGaps.exactOptional(),
}) satisfies z.ZodType<FileStatus>

export const nameFound = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), fileId: id, name: z.string(), path, format: z.enum(formats).nullable() }),
  z.object({ kind: z.literal('folder'), name: z.string(), path, files: count }),
]) satisfies z.ZodType<NameFound>

/** A reason of an outcome, or an error code. */
const reason = z.union([z.enum(emptyReasons), z.enum(skipReasons), errorCode])

/** Which files: all of these hold. */
export const filesQuery = z.strictObject({
  sourceId: id.optional(),
  outcomes: z.array(z.enum(outcomes)).optional(),
  reason: reason.optional(),
  gap: z.enum(gapKinds).optional(),
})

export const libraryReport = z.object({
  notRead: z.array(z.object({ sourceId: id, outcome, files: count })).readonly(),
  gaps: z.array(z.object({ sourceId: id, gap: z.enum(gapKinds), files: count, found: count })).readonly(),
  incomplete: z.array(z.object({ sourceId: id, files: count })).readonly(),
}) satisfies z.ZodType<LibraryReport>

export const runSnapshot = z.object({
  runId: id,
  state: z.enum(['scanning', 'working', 'paused', 'done']),
  stages: z.object({ found: count, read: count, searchable: count, embedded: count }),
  counts: outcomeCounts,
  passages: z.object({ found: count, embedded: count }),
  passagesPerSecond: z.number().nonnegative(),
  secondsLeft: z.number().nonnegative().nullable(),
  startedAt: z.number(),
}) satisfies z.ZodType<RunSnapshot>

export const runReport = z.object({
  runId: id,
  counts: outcomeCounts,
  passages: count,
  removed: count,
  ms: z.number(),
  stopped: z.boolean(),
}) satisfies z.ZodType<RunReport>

export const recognitionSnapshot = z.object({
  state: z.enum(['reading', 'waiting', 'absent']),
  read: count,
  waiting: count,
  failed: count,
  secondsLeft: z.number().nonnegative().nullable(),
}) satisfies z.ZodType<RecognitionSnapshot>

export const runEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), run: runSnapshot }),
  z.object({ type: z.literal('file'), runId: id, file: fileStatus }),
  z.object({ type: z.literal('done'), report: runReport }),
  z.object({ type: z.literal('recognition'), recognition: recognitionSnapshot.nullable(), files: z.array(fileStatus).readonly() }),
]) satisfies z.ZodType<RunEvent>
