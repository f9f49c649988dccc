/** What main and the engine say to each other beside the contract: ports, picks, paths, children, the end. */
import { z } from 'zod'
import { settings } from '../core/contract/settings-schemas.ts'
import { errorCode, path } from '../core/contract/values.ts'
import type { ErrorCode, ErrorDetails } from '../core/errors.ts'
import type { Settings } from '../core/types/settings.ts'
import type { SpawnEvent, SpawnRequest } from '../host/processes/electron-spawner.ts'

export type ToEngine =
  /** Brings one window's end of a message port. */
  | { readonly type: 'window' }
  | { readonly type: 'register-picks'; readonly id: number; readonly paths: readonly string[] }
  | { readonly type: 'path-of'; readonly id: number; readonly fileId: string }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'close' }
  | SpawnEvent

/** The settings that main follows. */
export type DesktopSettings = Pick<Settings, 'language' | 'quickAskShortcut' | 'keepInTray' | 'notifications'>

export type WorkState = 'none' | 'working' | 'paused'

/** Answers carry the `id` of what they answer. */
export type FromEngine =
  | { readonly type: 'ready' }
  /** It cannot start, and waits to be ended; another try makes sense only after the user changed something. */
  | { readonly type: 'unusable'; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly type: 'picks'; readonly id: number; readonly picks: readonly string[] }
  | { readonly type: 'path'; readonly id: number; readonly path: string | null }
  | { readonly type: 'desktop-settings'; readonly settings: DesktopSettings }
  | { readonly type: 'work'; readonly state: WorkState }
  /** A run over the library, to its end. */
  | { readonly type: 'ended'; readonly files: number; readonly failed: number; readonly seconds: number }
  /** A model was downloaded. */
  | { readonly type: 'downloaded'; readonly model: string; readonly seconds: number }
  | SpawnRequest

const id = z.number().int().nonnegative()
const count = id

/** The engine reads what strangers wrote: main checks what it says. */
export const fromEngine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('unusable'), code: errorCode, details: z.record(z.string(), z.union([z.string(), z.number()])) }),
  z.strictObject({ type: z.literal('picks'), id, picks: z.array(z.string()).readonly() }),
  z.strictObject({ type: z.literal('path'), id, path: path.nullable() }),
  z.strictObject({
    type: z.literal('desktop-settings'),
    settings: settings.pick({ language: true, quickAskShortcut: true, keepInTray: true, notifications: true }).strict(),
  }),
  z.strictObject({ type: z.literal('work'), state: z.enum(['none', 'working', 'paused']) }),
  z.strictObject({ type: z.literal('ended'), files: count, failed: count, seconds: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('downloaded'), model: z.string().max(1_000), seconds: z.number().nonnegative() }),
  z.strictObject({
    type: z.literal('spawn'),
    child: id,
    entry: z.enum(['parser', 'embedding-worker', 'index-keeper', 'chat-model', 'merge']),
    name: z.string().max(100),
    heapMb: z.number().int().positive().nullable(),
    environment: z.record(
      z.string().refine((name) => !/^(NODE|ELECTRON)_/i.test(name)),
      z.string(),
    ),
  }),
  z.strictObject({ type: z.literal('kill'), child: id }),
]) satisfies z.ZodType<FromEngine>
