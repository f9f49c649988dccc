/** The shapes of chat models and their engines, checked at every border. */
import { z } from 'zod'
import {
  type ChatModelInfo,
  type EngineState,
  engineKinds,
  type LoadedModel,
  type ModelDetails,
  type ModelsState,
  modelCapabilities,
  type Pull,
  type Suggestion,
} from '../types/model.ts'
import type { ServerSetting } from '../types/settings.ts'
import { count, errorCode, failure } from './values.ts'

const loadedModel = z.object({
  size: count.nullable(),
  gpuShare: z.number().min(0).max(1).nullable(),
  contextTokens: count.nullable(),
  expiresAt: z.number().nullable(),
}) satisfies z.ZodType<LoadedModel>

const chatModelInfo = z.object({
  name: z.string(),
  engine: z.enum(engineKinds),
  engineId: z.string(),
  family: z.string().nullable(),
  parameters: z.string().nullable(),
  quantization: z.string().nullable(),
  size: z.number().nullable(),
  contextTokens: z.number().nullable(),
  capabilities: z.array(z.enum(modelCapabilities)).readonly().nullable(),
  loaded: loadedModel.nullable(),
  adapter: z.object({ base: z.string(), name: z.string(), scale: z.number(), passed: z.boolean().exactOptional() }).nullable(),
}) satisfies z.ZodType<ChatModelInfo>

const engineState = z.object({
  kind: z.enum(engineKinds),
  id: z.string(),
  state: z.union([z.literal('ready'), errorCode]),
  address: z.string().nullable(),
  version: z.string().nullable(),
  remote: z.boolean(),
  cloud: z.enum(['off', 'on']).exactOptional(),
}) satisfies z.ZodType<EngineState>

export const pull = z.object({
  id: z.string(),
  model: z.string(),
  state: z.enum(['working', 'done', 'failed', 'stopped']),
  stage: z.enum(['manifest', 'download', 'verify', 'finish', 'success']),
  completed: count,
  total: count,
  bytesPerSecond: z.number().nonnegative().nullable(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<Pull>

export const modelsState = z.object({
  engines: z.array(engineState).readonly(),
  models: z.array(chatModelInfo).readonly(),
  blocked: z.array(z.string()).readonly(),
  chosen: z.string().nullable(),
  pulls: z.array(pull).readonly(),
}) satisfies z.ZodType<ModelsState>

export const modelDetails = z.object({
  name: z.string(),
  family: z.string().nullable(),
  parameters: z.string().nullable(),
  quantization: z.string().nullable(),
  contextTokens: count.nullable(),
  usedContextTokens: count,
  capabilities: z.array(z.enum(modelCapabilities)).readonly().nullable(),
  memory: count.nullable(),
  template: z.string().nullable(),
  license: z.string().nullable(),
}) satisfies z.ZodType<ModelDetails>

export const suggestion = z.object({
  name: z.string(),
  family: z.string(),
  parameters: z.string(),
  quantization: z.string(),
  size: count,
  contextTokens: count,
  capabilities: z.array(z.enum(modelCapabilities)).readonly(),
  memory: count,
  fit: z.enum(['fits', 'tight', 'too-large']),
}) satisfies z.ZodType<Suggestion>

/** It stands in names, before the first `/`. */
export const serverId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u)

export const serverSetting = z.object({ id: serverId, address: z.string().max(500), keyed: z.boolean() }) satisfies z.ZodType<ServerSetting>

/** Tokens by model name. */
export const contextTokens = z.record(z.string().min(1).max(300), z.number().int().min(512).max(4_194_304)).readonly()
