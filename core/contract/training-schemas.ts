/** The shapes of trainings and adapters, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import { type Adapter, adapterRoutes, type Deployment, type Preflight, preflightChecks, type Staleness } from '../types/adapter.ts'
import {
  type LossPoint,
  settingRanges,
  type TrainerState,
  type Training,
  type TrainingBase,
  type TrainingEstimate,
  type TrainingSettings,
  trainingDevices,
  trainingStates,
} from '../types/training.ts'
import { count, failure, fromOne, id, modelName, path } from './values.ts'

const device = z.enum(trainingDevices)

export const trainerState = z.object({
  state: z.enum(['ready', 'missing', 'installing', 'unfit', 'failed']),
  python: z.object({ path, version: z.string() }).readonly().nullable(),
  device: device.nullable(),
  download: count.nullable(),
  size: count.nullable(),
  hosts: z.array(z.string()).readonly(),
  packages: z.array(z.string()).readonly(),
  installed: count.nullable(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<TrainerState>

/** A folder only from the command line: windows name models. */
export const trainingBase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('model'), name: modelName }).readonly(),
  z.strictObject({ kind: z.literal('folder'), path, model: modelName }).readonly(),
]) satisfies z.ZodType<TrainingBase>

const within = ([least, most]: readonly [number, number]) => z.number().min(least).max(most)

export const trainingSettings = z.strictObject({
  rank: within(settingRanges.rank).int(),
  alpha: within(settingRanges.alpha),
  rsLora: z.boolean(),
  dropout: within(settingRanges.dropout),
  learningRate: within(settingRanges.learningRate),
  epochs: within(settingRanges.epochs),
  maxLength: within(settingRanges.maxLength).int(),
  batch: within(settingRanges.batch).int(),
  accumulation: within(settingRanges.accumulation).int(),
  targets: z.union([
    z.literal('all'),
    z
      .array(z.string().regex(/^[\w.]+$/u))
      .min(1)
      .max(50)
      .readonly(),
  ]),
  layers: fromOne.nullable(),
  warmUp: z.number().min(0).max(0.5),
  patience: fromOne.nullable(),
  seed: within(settingRanges.seed).int(),
  withPassages: z.boolean(),
  shuffled: z.boolean(),
}) satisfies z.ZodType<TrainingSettings>

export const trainingEstimate = z.object({
  memory: count,
  fit: z.enum(['fits', 'tight', 'too-large']),
  seconds: z.number().nullable(),
  steps: count,
  examples: count,
  tooLong: count,
  device,
  warning: z.literal('few').nullable(),
}) satisfies z.ZodType<TrainingEstimate>

const lossPoint = z.object({ step: count, train: z.number().nullable(), validation: z.number().nullable() }) satisfies z.ZodType<LossPoint>

export const training = z.object({
  id,
  name: z.string(),
  versionId: id,
  base: trainingBase,
  settings: trainingSettings,
  sweepId: id.nullable(),
  best: z.boolean(),
  state: z.enum(trainingStates),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  device: device.nullable(),
  step: count,
  steps: count,
  secondsLeft: z.number().nullable(),
  losses: z.array(lossPoint).readonly(),
  bestStep: count.nullable(),
  examples: count,
  tooLong: count,
  seconds: z.number(),
  memory: count.nullable(),
  adapter: modelName.nullable(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<Training>

export const preflight = z.object({
  at: z.number(),
  passed: z.boolean(),
  results: z
    .array(
      z.object({ check: z.enum(preflightChecks), state: z.enum(['passed', 'failed', 'unknown']), count: count.exactOptional(), of: count.exactOptional() }),
    )
    .readonly(),
  samples: z.array(z.object({ prompt: z.string(), base: z.string(), adapted: z.string() })).readonly(),
}) satisfies z.ZodType<Preflight>

const deployment = z.object({ route: z.enum(['merged', 'adapter']), model: modelName, at: z.number() }) satisfies z.ZodType<Deployment>
const staleness = z.object({ documents: count, changed: count, gone: count }) satisfies z.ZodType<Staleness>

export const adapterRoute = z.enum(adapterRoutes)

export const adapter = z.object({
  model: modelName,
  name: z.string(),
  base: modelName,
  baseSha256: z.string(),
  size: count,
  origin: z.enum(['trained', 'outside']),
  addedAt: z.number(),
  trainingId: id.nullable(),
  versionId: id.nullable(),
  settings: trainingSettings.nullable(),
  validationLoss: z.number().nullable(),
  preflight: preflight.nullable(),
  staleness: staleness.nullable(),
  deployments: z.array(deployment).readonly(),
}) satisfies z.ZodType<Adapter>
