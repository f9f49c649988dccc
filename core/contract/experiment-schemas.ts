/** The shapes of experiments, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import {
  type Advice,
  type AdvicePoint,
  type AdviceQuestions,
  type Arm,
  type ArmAnswer,
  type ArmDifference,
  type ArmResult,
  type ArmSpeed,
  adviceChoices,
  armKinds,
  type BlindPair,
  type Estimate,
  type Experiment,
  type ExperimentResults,
  type ExperimentRow,
  type ExperimentSettings,
  experimentStates,
  measures,
} from '../types/experiment.ts'
import { citation } from './answer-schemas.ts'
import { example, leak } from './data-set-schemas.ts'
import { count, failure, id, modelName } from './values.ts'

export const arm = z.object({ id, kind: z.enum(armKinds), model: modelName }) satisfies z.ZodType<Arm>

export const experimentSettings = z.strictObject({
  seed: z.number().int().min(0).max(2_147_483_647),
  answerTokens: z.number().int().min(1).max(8_192),
  contextTokens: z.number().int().min(64).max(1_048_576).nullable(),
  limit: z.number().int().min(1).max(100_000).nullable(),
  judge: modelName.nullable(),
}) satisfies z.ZodType<ExperimentSettings>

export const experiment = z.object({
  id,
  name: z.string(),
  versionId: id,
  dataSet: z.string(),
  arms: z.array(arm).readonly(),
  settings: experimentSettings,
  state: z.enum(experimentStates),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  questions: count,
  done: count,
  failed: count,
  secondsLeft: z.number().nullable(),
  armId: id.nullable(),
  failure: failure.exactOptional(),
  leaks: z.array(leak).readonly(),
}) satisfies z.ZodType<Experiment>

const measure = z.enum(measures)
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number(), n: count }) satisfies z.ZodType<Estimate>

const armSpeed = z.object({
  firstTokenMs: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  answerMs: z.number().nullable(),
  memory: z.number().nullable(),
  trainingSeconds: z.number().nullable(),
}) satisfies z.ZodType<ArmSpeed>

const armResult = z.object({
  armId: id,
  answers: count,
  failed: count,
  refused: count,
  scores: z.partialRecord(measure, estimate).readonly(),
  speed: armSpeed,
  rated: z.object({ won: count, tied: count, lost: count }).readonly(),
}) satisfies z.ZodType<ArmResult>

const armDifference = z.object({
  a: id,
  b: id,
  measure,
  difference: estimate,
  p: z.number(),
  mcnemar: z.number().nullable(),
  verdict: z.enum(['a', 'b', 'alike', 'unclear']),
  needed: count.nullable(),
}) satisfies z.ZodType<ArmDifference>

export const experimentResults = z.object({
  experiment,
  arms: z.array(armResult).readonly(),
  differences: z.array(armDifference).readonly(),
  main: measure,
  halfWidth: z.number(),
  notSearchedFor: count,
  tiny: z.boolean(),
}) satisfies z.ZodType<ExperimentResults>

const armAnswer = z.object({
  armId: id,
  text: z.string(),
  refused: z.boolean(),
  citations: z.array(citation).readonly(),
  scores: z.partialRecord(measure, z.number()).readonly(),
  firstTokenMs: z.number().nullable(),
  answerMs: z.number(),
  answerTokens: z.number().nullable(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<ArmAnswer>

export const experimentRow = z.object({ example, answers: z.array(armAnswer).readonly() }) satisfies z.ZodType<ExperimentRow>

export const blindPair = z.object({
  id,
  input: z.string(),
  reference: z.string(),
  left: z.string(),
  right: z.string(),
  rated: count,
  total: count,
}) satisfies z.ZodType<BlindPair>

export const adviceQuestions = z.strictObject({
  need: z.enum(['facts', 'style', 'both']),
  mustCite: z.boolean(),
  changes: z.enum(['daily', 'monthly', 'rarely']),
  speedMatters: z.boolean(),
}) satisfies z.ZodType<AdviceQuestions>

const advicePoint = z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).readonly() }) satisfies z.ZodType<AdvicePoint>

export const advice = z.object({
  choice: z.enum(adviceChoices),
  reasons: z.array(advicePoint).readonly(),
  wouldChange: z.array(advicePoint).readonly(),
}) satisfies z.ZodType<Advice>
