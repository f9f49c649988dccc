/** One question and one answer to it, and how each part of the stream changes that. Plain functions of plain values. */

import type { Failure } from '../../core/errors.ts'
import type { Answer, AnswerPart, Rewrite, Scope } from '../../core/types/answer.ts'
import type { AnswerMessage, AnswerRating, FileTask, QuestionImage, QuestionMessage } from '../../core/types/conversation.ts'

/** Work in many sections: how many are done, and the one that is next. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly label: string
}

/** Work on whole files, in place of a question. */
export interface Task {
  readonly kind: FileTask
  readonly fileIds: readonly string[]
}

export interface Exchange {
  readonly id: string
  /** The exchange it follows; null: it begins the conversation. */
  readonly parent: string | null
  /** The same for all answers to one question. */
  readonly questionKey: string
  /** Under which ids the engine keeps them; null until it has said so. */
  readonly stored: { readonly questionId: string; readonly answerId: string | null } | null
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number
  readonly question: string
  /** Null: it is a question as any other. */
  readonly task: Task | null
  readonly scope: Scope
  readonly images: readonly QuestionImage[]
  /** Pictures as they were sent along, for as long as it is not known how the engine keeps them. */
  readonly sent: readonly Blob[]
  /** The model it was put to; null: quotes were asked for. */
  readonly wanted: string | null
  readonly state: 'waiting' | 'answering' | 'done' | 'stopped' | 'failed'
  readonly mode: 'model' | 'quotes' | null
  readonly model: string | null
  /** The follow-up as it was searched for. */
  readonly rewrite: Rewrite | null
  /** The step the engine is at; null once text arrives. */
  readonly step: string | null
  readonly progress: Progress | null
  /** What the model thought, and how long it took in milliseconds; null where that is not known. */
  readonly thinking: string
  readonly thought: { readonly from: number; readonly ms: number } | null
  /** Markdown as far as it has arrived; the final text once done. */
  readonly text: string
  readonly answer: Answer | null
  readonly failure: Failure | null
  /** What a person thought of it; null: nothing. */
  readonly rating: AnswerRating | null
  /** What it should have said, by a person. */
  readonly correction: string | null
}

/** What is known of an exchange when it is asked. */
export type Beginning = Pick<Exchange, 'id' | 'parent' | 'questionKey' | 'at' | 'question' | 'scope' | 'wanted'> &
  Partial<Pick<Exchange, 'images' | 'sent' | 'stored' | 'task'>>

export function asked(beginning: Beginning): Exchange {
  return {
    images: [],
    sent: [],
    stored: null,
    task: null,
    ...beginning,
    state: 'waiting',
    mode: null,
    model: null,
    rewrite: null,
    step: null,
    progress: null,
    thinking: '',
    thought: null,
    text: '',
    answer: null,
    failure: null,
    rating: null,
    correction: null,
  }
}

/** It goes on where it ended. */
export function resumed(exchange: Exchange): Exchange {
  return { ...exchange, state: 'waiting', step: null, progress: null, failure: null, answer: null }
}

function modeOf({ answer, model }: AnswerMessage): Exchange['mode'] {
  return answer?.mode ?? (model === null ? 'quotes' : 'model')
}

function thoughtOf(answer: Answer | null): Exchange['thought'] {
  const ms = answer?.receipt.thoughtMs
  return ms === undefined ? null : { from: 0, ms }
}

export function opinionIn({ rating, correction }: AnswerMessage): Pick<Exchange, 'rating' | 'correction'> {
  return { rating: rating ?? null, correction: correction ?? null }
}

/** As the engine keeps it. A question whose answer was lost is one that was stopped. */
export function kept(parent: string | null, question: QuestionMessage, answer: AnswerMessage | null): Exchange {
  const beginning = asked({
    id: answer?.id ?? question.id,
    parent,
    questionKey: question.id,
    stored: { questionId: question.id, answerId: answer?.id ?? null },
    at: answer?.at ?? question.at,
    question: question.text,
    scope: question.scope,
    images: question.images ?? [],
    task: question.task ? { kind: question.task, fileIds: question.scope.fileIds ?? [] } : null,
    wanted: answer?.model ?? null,
  })
  if (answer === null) return { ...beginning, state: 'stopped' }
  return {
    ...beginning,
    state: answer.state === 'running' ? 'answering' : answer.state,
    mode: modeOf(answer),
    model: answer.model,
    rewrite: answer.answer?.receipt.rewrite ?? null,
    thinking: answer.thinking ?? '',
    thought: thoughtOf(answer.answer),
    text: answer.answer?.answer ?? answer.text,
    answer: answer.answer,
    failure: answer.failure ?? null,
    ...opinionIn(answer),
  }
}

/** `now` in milliseconds since 1970. */
export function withPart(exchange: Exchange, part: AnswerPart, now: number): Exchange {
  switch (part.type) {
    case 'stored':
      return { ...exchange, stored: { questionId: part.questionId, answerId: part.answerId } }
    case 'rewrite':
      return { ...exchange, rewrite: part.rewrite }
    case 'answer-start':
      return { ...exchange, mode: part.mode, model: part.model }
    case 'step':
      return { ...exchange, step: part.name, progress: null }
    case 'progress':
      return { ...exchange, progress: { done: part.done, total: part.total, label: part.label } }
    case 'thinking-delta': {
      const from = exchange.thought?.from ?? now
      return { ...exchange, step: null, thinking: exchange.thinking + part.text, thought: { from, ms: now - from } }
    }
    case 'text-delta':
      return { ...exchange, state: 'answering', step: null, progress: null, text: exchange.text + part.text }
    case 'answer-end':
      return {
        ...exchange,
        state: 'done',
        step: null,
        progress: null,
        mode: part.answer.mode,
        thought: thoughtOf(part.answer) ?? exchange.thought,
        text: part.answer.answer,
        answer: part.answer,
      }
  }
}

/** What arrived stays. */
export function withFailure(exchange: Exchange, failure: Failure): Exchange {
  const ended = { ...exchange, step: null, progress: null }
  return failure.code === 'stopped' ? { ...ended, state: 'stopped' } : { ...ended, state: 'failed', failure }
}

export function isRunning(exchange: Exchange): boolean {
  return exchange.state === 'waiting' || exchange.state === 'answering'
}

/** It broke off before its end, and could be taken up there. */
export function canContinue({ state, text, mode, stored, answer }: Exchange): boolean {
  const brokenOff = state === 'stopped' || (state === 'done' && answer?.receipt.stoppedAtLimit === true)
  return brokenOff && mode === 'model' && text !== '' && stored?.answerId != null
}
