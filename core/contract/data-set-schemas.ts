/** The shapes of data sets, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import {
  type DataSet,
  type DataSetCounts,
  type DataSetVersion,
  type DraftPlan,
  type DraftProgress,
  type Example,
  type ExamplePassage,
  type ExampleText,
  exampleKinds,
  exampleOrigins,
  exampleStates,
  type FrozenExample,
  type Leak,
  type PersonalDataFlag,
  personalDataKinds,
  type Removal,
  removalReasons,
  splits,
} from '../types/data-set.ts'
import { scope } from './answer-schemas.ts'
import { anchor, count, failure, fromOne, id, modelName, path } from './values.ts'

export const dataSetName = z.string().trim().min(1).max(200)
export const exampleKind = z.enum(exampleKinds)
export const exampleState = z.enum(exampleStates)
/** From 0 to 1. */
export const share = z.number().min(0).max(1)
/** UTF-16 code units: more than any model trains on. */
const longText = z.string().max(200_000)

const examplePassage = z.object({
  passageId: z.number().int(),
  documentId: id,
  file: path,
  fileName: z.string(),
  contentHash: z.string(),
  anchor,
  text: z.string(),
  golden: z.boolean(),
}) satisfies z.ZodType<ExamplePassage>

const personalDataFlag = z.object({
  kind: z.enum(personalDataKinds),
  field: z.enum(['input', 'output', 'passages']),
  passage: count.exactOptional(),
  start: count,
  end: count,
}) satisfies z.ZodType<PersonalDataFlag>

export const exampleText = z.object({
  kind: exampleKind,
  input: longText,
  output: longText,
  alternatives: z.array(longText).max(20).readonly(),
  answerable: z.boolean(),
}) satisfies z.ZodType<ExampleText>

export const example = exampleText.extend({
  id,
  origin: z.enum(exampleOrigins),
  state: exampleState,
  edited: z.boolean(),
  passages: z.array(examplePassage).readonly(),
  group: z.string(),
  personalData: z.array(personalDataFlag).readonly(),
  scores: z.object({ grounding: share.nullable(), judge: share.nullable() }).readonly(),
  generator: z.object({ model: modelName, promptVersion: count }).readonly().nullable(),
  message: z.object({ conversationId: id, messageId: id }).readonly().nullable(),
  madeAt: z.number(),
}) satisfies z.ZodType<Example>

export const frozenExample = example.extend({ split: z.enum(splits), hash: z.string() }) satisfies z.ZodType<FrozenExample>

export const removal = z.object({
  reason: z.enum(removalReasons),
  input: z.string(),
  of: id.nullable(),
  line: fromOne.nullable(),
  at: z.number(),
}) satisfies z.ZodType<Removal>

export const draftPlan = z.strictObject({
  kinds: z.array(exampleKind).min(1).readonly(),
  scope,
  conversations: z.boolean(),
  model: modelName.nullable(),
  judge: z.strictObject({ model: modelName, threshold: share }).readonly().nullable(),
  perDocument: z.number().int().min(1).max(1_000),
  distractors: z.number().int().min(0).max(4),
  unanswerable: z.number().min(0).max(0.5),
  labels: z.array(z.string().trim().min(1).max(200)).max(200).readonly(),
  fields: z.array(z.string().trim().min(1).max(200)).max(100).readonly(),
  style: z.string().trim().max(2_000),
}) satisfies z.ZodType<DraftPlan>

const draftProgress = z.object({
  state: z.enum(['working', 'done', 'failed', 'stopped']),
  done: count,
  total: count,
  drafted: count,
  removed: count,
  failure: failure.exactOptional(),
}) satisfies z.ZodType<DraftProgress>

const dataSetCounts = z.object({ waiting: count, accepted: count, rejected: count, personalData: count, documents: count }) satisfies z.ZodType<DataSetCounts>

const bySplit = z.object({ train: count, validation: count, test: count }).readonly()

export const dataSetVersion = z.object({
  id,
  dataSetId: id,
  number: fromOne,
  frozenAt: z.number(),
  seed: z.number().int(),
  hash: z.string(),
  counts: bySplit,
  groups: bySplit,
  kinds: z.partialRecord(exampleKind, count).readonly(),
  removed: count,
}) satisfies z.ZodType<DataSetVersion>

export const dataSet = z.object({
  id,
  name: z.string(),
  createdAt: z.number(),
  changedAt: z.number(),
  counts: dataSetCounts,
  plan: draftPlan.nullable(),
  progress: draftProgress.nullable(),
  versions: z.array(dataSetVersion).readonly(),
}) satisfies z.ZodType<DataSet>

export const leak = z.object({
  kind: z.enum(['document', 'same-text', 'near-text']),
  split: z.enum(['validation', 'test']),
  exampleId: id,
  trainId: id,
  input: z.string(),
  file: path.nullable(),
}) satisfies z.ZodType<Leak>
