/** A question with what goes along with it. */
import type { ChatImage } from '../ports/chat-model.ts'
import type { Found } from '../types/answer.ts'
import type { Exchange } from './earlier.ts'

/** What a conversation brings to a question; all of it may be absent. */
export interface Along {
  /** What was said before on this branch, oldest first. */
  readonly earlier?: readonly Exchange[]
  readonly images?: readonly ChatImage[]
  /** A model that can think does so before it answers. */
  readonly thinking?: boolean
  /** Ends the model, not the line: what was said until then is cited and kept. Before there is any, it ends the line with its reason. */
  readonly stop?: AbortSignal
  /** An answer's text with markers, to be gone on with, and the passages that it was sent, in order of their numbers. */
  readonly beginning?: Beginning
}

export interface Beginning {
  readonly text: string
  readonly passages: readonly Found[]
}

export interface Asked extends Along {
  /** As it was put. */
  readonly question: string
  /** As it is searched for: standing for itself. */
  readonly query: string
  /** Of the few files that the question is limited to, every passage in reading order: sent instead of what was found, where all of it fits. */
  readonly whole?: readonly Found[]
}
