/** A chat model as an experiment asks it: everything that could make arms differ is the same for all, and the time is taken. */
import type { ChatModel } from '../../ports/chat-model.ts'
import type { Clock } from '../../ports/clock.ts'

export interface Manner {
  /** Tokens of request and answer together. */
  readonly contextTokens: number
  /** Tokens of an answer, at most. */
  readonly answerTokens: number
  readonly seed: number
}

export interface Timing {
  /** Milliseconds from the request to the first word; null where none came. */
  readonly firstTokenMs: number | null
  readonly answerTokens: number | null
  /** Behind the first token; null where there are too few to tell. */
  readonly tokensPerSecond: number | null
}

export interface EvenModel extends ChatModel {
  /** Of the last answer. */
  timing(): Timing
  /** It came to its end and said nothing: a bad answer, and no failure. */
  saidNothing(): boolean
}

const none: Timing = { firstTokenMs: null, answerTokens: null, tokensPerSecond: null }

/** The likeliest token each time, no thinking aloud, one size of context and of answer. */
export function evenModel(model: ChatModel, { contextTokens, answerTokens, seed }: Manner, clock: Clock): EvenModel {
  let last = none
  let ended = false
  return {
    name: model.name,
    contextTokens: async () => contextTokens,
    async *chat(turns, options, signal) {
      last = none
      ended = false
      const began = clock.elapsed()
      let first: number | null = null
      const even = {
        contextTokens,
        answerTokens: Math.min(answerTokens, options.answerTokens),
        thinking: false,
        seed,
        ...(options.fields === undefined ? {} : { fields: options.fields }),
      }
      for await (const part of model.chat(turns, even, signal)) {
        if (part.type === 'end') {
          ended = true
          last = timed(began, first, clock.elapsed(), part.answerTokens)
        } else if (first === null) {
          first = clock.elapsed()
          last = timed(began, first, first, null)
        }
        yield part
      }
    },
    timing: () => last,
    saidNothing: () => ended && last.firstTokenMs === null,
  }
}

function timed(began: number, first: number | null, ended: number, answerTokens: number | null): Timing {
  const seconds = first === null ? 0 : (ended - first) / 1_000
  const behind = answerTokens === null ? 0 : answerTokens - 1
  return {
    firstTokenMs: first === null ? null : first - began,
    answerTokens,
    tokensPerSecond: behind > 0 && seconds > 0 ? behind / seconds : null,
  }
}
