/** The shapes of questions and answers, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
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
  ownDates,
  questionLimit,
  type Receipt,
  type Rewrite,
  type Scope,
  searchModes,
  type UnderstoodLimit,
  verdicts,
} from '../types/answer.ts'
import { formats } from '../types/document.ts'
import { anchor, count, fromOne, id, path } from './values.ts'

export const scope = z.strictObject({
  sourceIds: z.array(id).readonly().exactOptional(),
  paths: z.array(path).readonly().exactOptional(),
  fileIds: z.array(id).max(10_000).readonly().exactOptional(),
  formats: z.array(z.enum(formats)).readonly().exactOptional(),
  modified: z
    .strictObject({ from: z.number().exactOptional(), to: z.number().exactOptional(), own: z.enum(ownDates).exactOptional() })
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<Scope>

export const searchMode = z.enum(searchModes)

export const found = z.object({
  rank: fromOne,
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
  n: fromOne,
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
  citations: z.array(fromOne).readonly(),
  verdict: z.enum(verdicts),
  reason: z.enum(claimFaults).exactOptional(),
}) satisfies z.ZodType<Claim>

export const disagreement = z.object({
  kind: z.enum(disagreementKinds),
  passages: z.tuple([fromOne, fromOne]).readonly(),
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
  z.object({ ...read, kind: z.literal('modified'), from: z.number().exactOptional(), to: z.number().exactOptional(), own: z.enum(ownDates).exactOptional() }),
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
        n: fromOne.exactOptional(),
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
  thoughtMs: z.number().exactOptional(),
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
