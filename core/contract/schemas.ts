/** The shapes that cross a border, checked. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import { type ErrorCode, errors } from '../errors.ts'
import type { Anchor } from '../types/anchor.ts'
import {
  type Answer,
  type AnswerList,
  type AnswerPart,
  type Citation,
  type Claim,
  claimFaults,
  type Disagreement,
  disagreementKinds,
  type Found,
  questionLimit,
  type Receipt,
  type Rewrite,
  type Scope,
  searchModes,
  type UnderstoodLimit,
  verdicts,
} from '../types/answer.ts'
import { formats } from '../types/document.ts'
import { languages } from '../types/language.ts'
import type { FileStatus, LibraryReport, NameFound, RecognitionSnapshot, RunEvent, RunReport, RunSnapshot, Source, SourceStatus } from '../types/library.ts'
import { emptyReasons, type FileGaps, gapKinds, type Outcome, type OutcomeCounts, outcomes, skipReasons } from '../types/outcome.ts'
import type { NetworkEntry, Settings } from '../types/settings.ts'
import { isShortcut } from '../types/shortcut.ts'
import { contextTokens, serverSetting } from './model-schemas.ts'

const count = z.number().int().nonnegative()
const id = z.string().min(1).max(100)
/** Anything a person may have called a file; checked for NUL, which no disk allows. */
export const path = z
  .string()
  .min(1)
  .max(32_768)
  .refine((value) => !value.includes('\0'))
/** x, y, width, height in points, origin top left. */
export const rects = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()).readonly()
const lineRange = z.tuple([z.number().int().min(1), z.number().int().min(1)]).readonly()

export const errorCode = z.enum(Object.keys(errors) as [ErrorCode, ...ErrorCode[]])

const number = z.number().int().min(1)
const attached = { message: number.exactOptional(), part: z.string().exactOptional() }
const headings = z.array(z.string()).readonly()

export const anchor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: number, label: z.string().exactOptional(), rects, ...attached }).readonly(),
  z.object({ kind: z.literal('lines'), lines: lineRange, headings, ...attached }).readonly(),
  z.object({ kind: z.literal('block'), headings, block: number, lastBlock: number.exactOptional(), ...attached }).readonly(),
  z.object({ kind: z.literal('sheet'), sheet: z.string(), range: z.string().max(40), ...attached }).readonly(),
  z.object({ kind: z.literal('slide'), slide: number, shape: number, lastShape: number.exactOptional(), ...attached }).readonly(),
  z.object({ kind: z.literal('message'), message: number, part: z.string(), block: number, lastBlock: number.exactOptional() }).readonly(),
]) satisfies z.ZodType<Anchor>

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

export const scope = z.strictObject({
  sourceIds: z.array(id).readonly().exactOptional(),
  paths: z.array(path).readonly().exactOptional(),
  fileIds: z.array(id).max(10_000).readonly().exactOptional(),
  formats: z.array(z.enum(formats)).readonly().exactOptional(),
  modified: z.strictObject({ from: z.number().exactOptional(), to: z.number().exactOptional() }).readonly().exactOptional(),
}) satisfies z.ZodType<Scope>

export const searchMode = z.enum(searchModes)

export const found = z.object({
  rank: z.number().int().min(1),
  score: z.number(),
  passageId: z.number().int(),
  documentId: id,
  fileId: id,
  file: path,
  anchor,
  text: z.string(),
  context: z.string(),
  hidden: z.literal(true).exactOptional(),
  similarity: z.number().exactOptional(),
  vectorRank: z.number().int().exactOptional(),
  keywordRank: z.number().int().exactOptional(),
}) satisfies z.ZodType<Found>

export const citation = z.object({
  n: z.number().int().min(1),
  fileId: id,
  documentId: id,
  passageId: z.number().int(),
  file: path,
  fileName: z.string(),
  contentHash: z.string(),
  anchor,
  quote: z.string(),
  hidden: z.literal(true).exactOptional(),
  supported: z.boolean().nullable(),
}) satisfies z.ZodType<Citation>

export const claim = z.object({
  start: count,
  end: count,
  citations: z.array(z.number().int().min(1)).readonly(),
  verdict: z.enum(verdicts),
  reason: z.enum(claimFaults).exactOptional(),
}) satisfies z.ZodType<Claim>

const numeral = z.number().int().min(1)

export const disagreement = z.object({
  kind: z.enum(disagreementKinds),
  passages: z.tuple([numeral, numeral]).readonly(),
  quotes: z.tuple([z.string(), z.string()]).readonly(),
  sources: z.tuple([citation, citation]).readonly(),
}) satisfies z.ZodType<Disagreement>

const rewrite = z.object({ query: z.string(), by: z.enum(['model', 'rules']) }) satisfies z.ZodType<Rewrite>

const receiptPassage = z.object({
  n: z.number().int().nullable(),
  passageId: z.number().int(),
  file: path,
  anchor,
  score: z.number(),
  vectorRank: z.number().int().exactOptional(),
  keywordRank: z.number().int().exactOptional(),
  use: z.enum(['sent', 'cut']),
})

const read = { words: z.string(), dropped: z.literal(true).exactOptional() }

const understoodLimit = z.discriminatedUnion('kind', [
  z.object({ ...read, kind: z.literal('files'), names: z.array(z.string()).readonly() }),
  z.object({ ...read, kind: z.literal('folder'), path }),
  z.object({ ...read, kind: z.literal('formats'), formats: z.array(z.enum(formats)).readonly() }),
  z.object({ ...read, kind: z.literal('modified'), from: z.number().exactOptional(), to: z.number().exactOptional() }),
]) satisfies z.ZodType<UnderstoodLimit>

export const earlierLists = z
  .array(z.strictObject({ question: z.string().max(questionLimit), scope }))
  .max(100)
  .readonly()

export const answerList = z.object({
  total: count,
  of: z.enum(['files', 'passages']),
  files: count,
  copies: count,
  unread: count,
  question: z.string(),
  within: earlierLists.exactOptional(),
  items: z
    .array(
      z.object({
        fileId: id,
        file: path,
        fileName: z.string(),
        format: z.enum(formats).nullable(),
        modified: z.number(),
        passages: count,
        copies: z.array(path).readonly(),
        n: number.exactOptional(),
      }),
    )
    .readonly(),
  more: z.boolean(),
}) satisfies z.ZodType<AnswerList>

export const receipt = z.object({
  mode: z.enum(['model', 'quotes']),
  model: z.string().nullable(),
  steps: z.array(z.object({ name: z.string(), ms: z.number() })).readonly(),
  retrieved: count,
  sent: count,
  cut: count,
  files: count,
  tokens: z.object({ prompt: count, answer: count.nullable(), context: count, counted: z.enum(['model', 'bound']) }).nullable(),
  markersRemoved: count,
  firstTokenMs: z.number().nullable(),
  stoppedAtLimit: z.boolean().exactOptional(),
  stopped: z.literal(true).exactOptional(),
  rewrite: rewrite.exactOptional(),
  history: z.object({ sent: count, cut: count }).exactOptional(),
  attributed: count.exactOptional(),
  hidden: count.exactOptional(),
  understood: z.array(understoodLimit).readonly().exactOptional(),
  whole: z.literal(true).exactOptional(),
  sections: z
    .object({
      total: count,
      read: count,
      left: z.array(z.object({ file: path, label: z.string(), reason: z.enum(['empty', 'hidden', 'model-failed']) })).readonly(),
    })
    .exactOptional(),
  passages: z.array(receiptPassage).readonly(),
}) satisfies z.ZodType<Receipt>

export const answer = z.object({
  answer: z.string(),
  answered: z.boolean(),
  mode: z.enum(['model', 'quotes']),
  citations: z.array(citation).readonly(),
  claims: z.array(claim).readonly(),
  disagreements: z.array(disagreement).readonly(),
  weak: z.literal(true).exactOptional(),
  nearest: z.array(citation).readonly(),
  list: answerList.exactOptional(),
  receipt,
}) satisfies z.ZodType<Answer>

export const answerPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stored'), conversationId: id, questionId: id, answerId: id, title: z.string() }),
  z.object({ type: z.literal('rewrite'), rewrite }),
  z.object({ type: z.literal('answer-start'), mode: z.enum(['model', 'quotes']), model: z.string().nullable() }),
  z.object({ type: z.literal('step'), name: z.string() }),
  z.object({ type: z.literal('progress'), done: count, total: count, label: z.string() }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('thinking-delta'), text: z.string() }),
  z.object({ type: z.literal('answer-end'), answer }),
]) satisfies z.ZodType<AnswerPart>

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', ...languages]),
  model: z.string().min(1).max(300).nullable(),
  maxFileMb: z.number().int().min(1).max(100_000),
  hiddenText: z.enum(['leave-out', 'use']),
  recognitionLanguages: z.array(z.string().min(2).max(40)).min(1).max(20).readonly().nullable(),
  ollamaAddress: z.string().max(200),
  servers: z.array(serverSetting).max(50).readonly(),
  contextTokens,
  keepAliveMinutes: z.number().int().min(-1).max(100_000).nullable(),
  thinking: z.boolean(),
  quickAskShortcut: z.string().max(100).refine(isShortcut).nullable(),
  keepInTray: z.boolean(),
  notifications: z.boolean(),
}) satisfies z.ZodType<Settings>

export const networkEntry = z.object({
  id: z.number().int(),
  at: z.number(),
  host: z.string(),
  purpose: z.string(),
  allowed: z.boolean(),
  bytesSent: count,
  bytesReceived: count,
}) satisfies z.ZodType<NetworkEntry>
