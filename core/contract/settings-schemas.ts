/** The shapes of settings and of the network's log, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import { languages } from '../types/language.ts'
import type { NetworkEntry, Settings } from '../types/settings.ts'
import { isShortcut } from '../types/shortcut.ts'
import { contextTokens, serverSetting } from './model-schemas.ts'
import { count } from './values.ts'

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
