/** One stored answer while it is given: the text so far is kept every second, the end as it is. */

import { AlcoveError, toFailure } from '../../errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AnswerNow, ConversationsStore } from '../../ports/conversations-store.ts'
import type { AnswerPart } from '../../types/answer.ts'

export interface AnswerRecord {
  /** Takes note of a part. */
  take(part: AnswerPart): void
  /** Keeps how it ended. `stopped`: by a person or with the engine. */
  end(how: 'ended' | 'stopped' | { readonly failure: unknown }): void
}

/** Milliseconds. */
const keptEvery = 1_000

/** `before`: what there was of an answer that is gone on with; an end that is worth less leaves it as it was. */
export function recordAnswer(
  answerId: string,
  { model, before }: { readonly model: string | null; readonly before?: AnswerNow },
  { conversations, clock }: { readonly conversations: Pick<ConversationsStore, 'saveAnswer'>; readonly clock: Clock },
): AnswerRecord {
  const begun = before?.text ?? ''
  let now: AnswerNow = {
    state: 'running',
    text: begun,
    answer: before?.answer ?? null,
    model,
    ...(before?.thinking === undefined ? {} : { thinking: before.thinking }),
  }
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = () => conversations.saveAnswer(answerId, clock.now(), now)
  const saveIfPossible = () => {
    timer = undefined
    try {
      save()
    } catch (error) {
      // a full disk may have room again; where it has none, the end of the answer fails with it
      if (!(error instanceof AlcoveError)) throw error
    }
  }
  const soon = () => {
    timer ??= setTimeout(saveIfPossible, keptEvery)
  }

  return {
    take(part) {
      if (part.type === 'answer-start') now = { ...now, model: part.model }
      if (part.type === 'text-delta') now = { ...now, text: now.text + part.text }
      if (part.type === 'thinking-delta') now = { ...now, thinking: (now.thinking ?? '') + part.text }
      if (part.type === 'answer-end') now = { ...now, state: part.answer.receipt.stopped ? 'stopped' : 'done', text: part.answer.answer, answer: part.answer }
      if (part.type === 'text-delta' || part.type === 'thinking-delta') soon()
    },
    end(how) {
      clearTimeout(timer)
      if (now.state === 'running') {
        const failed = typeof how === 'object'
        if (before !== undefined && now.text === begun) now = before
        else now = { ...now, state: failed ? 'failed' : 'stopped', ...(failed ? { failure: toFailure(how.failure) } : {}) }
      }
      save()
    },
  }
}
