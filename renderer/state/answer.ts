/** One question and what became of it, and how each part of the stream changes that. Plain functions of plain values. */
import type { Answer, AnswerPart, Scope } from '../../core/types/answer.ts'
import type { Failure } from '../client/failure.ts'

export interface Exchange {
  readonly id: string
  readonly question: string
  readonly scope: Scope
  /** The model it was put to; null: quotes were asked for. */
  readonly wanted: string | null
  readonly state: 'waiting' | 'answering' | 'done' | 'stopped' | 'failed'
  readonly mode: 'model' | 'quotes' | null
  readonly model: string | null
  /** The step the engine is at; null once text arrives. */
  readonly step: string | null
  /** Markdown as far as it has arrived; the final text once done. */
  readonly text: string
  readonly answer: Answer | null
  readonly failure: Failure | null
}

export function asked(id: string, question: string, scope: Scope, wanted: string | null): Exchange {
  return { id, question, scope, wanted, state: 'waiting', mode: null, model: null, step: null, text: '', answer: null, failure: null }
}

export function withPart(exchange: Exchange, part: AnswerPart): Exchange {
  switch (part.type) {
    case 'answer-start':
      return { ...exchange, mode: part.mode, model: part.model }
    case 'step':
      return { ...exchange, step: part.name }
    case 'text-delta':
      return { ...exchange, state: 'answering', step: null, text: exchange.text + part.text }
    case 'thinking-delta':
      return { ...exchange, state: 'answering', step: null }
    case 'answer-end':
      return { ...exchange, state: 'done', step: null, mode: part.answer.mode, text: part.answer.answer, answer: part.answer }
  }
}

/** What arrived stays. */
export function withFailure(exchange: Exchange, failure: Failure): Exchange {
  if (failure.code === 'stopped') return { ...exchange, state: 'stopped', step: null }
  return { ...exchange, state: 'failed', step: null, failure }
}

export function isRunning(exchange: Exchange): boolean {
  return exchange.state === 'waiting' || exchange.state === 'answering'
}
