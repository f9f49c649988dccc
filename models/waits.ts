/** How long a chat model may be silent. */

/** Waits for the first token (a large model is loaded from a slow disk, a long request read by a slow processor) and between tokens. Milliseconds. */
export interface Waits {
  readonly firstTokenMs: number
  readonly betweenTokensMs: number
}

export const usualWaits: Waits = { firstTokenMs: 600_000, betweenTokensMs: 120_000 }
