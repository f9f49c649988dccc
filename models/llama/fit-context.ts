/** How much context a model is given on this computer. */
import { totalmem } from 'node:os'
import type { ShelfModel } from './model-shelf.ts'

/** As for Ollama: ten passages and a long answer fit. */
const usualContext = 8_192
const smallestContext = 1_024
/** Of the computer’s memory, for weights and context; the rest is the system’s and what else is open. */
const share = 0.75

/** The same each time: it depends on how much memory there is, not on how much is free. `wanted` null: as much as is usual. */
export function fitContext({ contextTokens, contextBytes, size }: ShelfModel, wanted: number | null, memory: number = totalmem()): number {
  const room = contextBytes === null ? (wanted ?? usualContext) : Math.floor((memory * share - size) / contextBytes)
  const whole = Math.floor(room / smallestContext) * smallestContext
  return Math.min(contextTokens, wanted ?? usualContext, Math.max(smallestContext, whole))
}
