/** Paths that people dropped go from the preload script to the engine; the page gets picks, which name them. */
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { channels } from './channels.ts'
import type { EngineProcess } from './engine-process.ts'
import { reportFailure } from './failures.ts'
import { answer } from './senders.ts'

const path = z
  .string()
  .min(1)
  .max(32_768)
  .refine((value) => !value.includes('\0') && isAbsolute(value))

export function takeDrops(engine: EngineProcess): void {
  answer(channels.drop, z.array(path).max(10_000), async (paths, window) => (await reportFailure(window, () => engine.registerPicks(paths))) ?? [])
}
