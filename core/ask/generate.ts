/** Streams the model's text with its markers resolved and the agreed refusal taken out. */
import { AlcoveError } from '../errors.ts'
import type { ChatModel } from '../ports/chat-model.ts'
import type { AnswerPart } from '../types/answer.ts'
import { markerResolver } from './markers.ts'
import type { Budget, Packed } from './pack.ts'
import { prompt } from './prompt.ts'
import { refusalFilter } from './refusal.ts'
import type { StepTimer } from './step-timer.ts'

export interface Generated {
  /** Everything that was shown. */
  readonly text: string
  /** The model said that the passages do not say. */
  readonly refused: boolean
  readonly promptTokens: number | null
  readonly answerTokens: number | null
  readonly markersRemoved: number
  readonly firstTokenMs: number | null
  /** It ran into the limit of its answer and stopped in mid-sentence. */
  readonly stoppedAtLimit: boolean
}

export interface Request {
  readonly model: ChatModel
  readonly budget: Budget
  readonly boundary: string
}

export async function* generate(
  question: string,
  packed: Packed,
  { model, budget, boundary }: Request,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Generated> {
  yield { type: 'step', name: 'generate' }
  const ended = timer.begin('generate')
  const refusal = refusalFilter()
  const markers = markerResolver(packed.sent.length)
  let text = ''
  let firstTokenMs: number | null = null
  let end: { readonly promptTokens: number | null; readonly answerTokens: number | null; readonly reason: 'stop' | 'length' } | null = null
  const options = { contextTokens: budget.context, answerTokens: budget.answer }
  for await (const part of model.chat(prompt(question, packed.sent, boundary), options, signal)) {
    if (part.type === 'end') {
      end = part
      continue
    }
    if (part.type === 'thinking') {
      yield { type: 'thinking-delta', text: part.text }
      continue
    }
    firstTokenMs ??= timer.elapsed()
    const shown = visible(text, markers.push(refusal.push(part.text)))
    if (shown !== '') yield { type: 'text-delta', text: shown }
    text += shown
    // It said all there is to say; leaving the loop stops the model.
    if (refusal.refused && text === '') break
  }
  const rest = visible(text, markers.push(refusal.end()) + markers.end()).trimEnd()
  if (rest !== '') yield { type: 'text-delta', text: rest }
  text += rest
  if (text.trim() === '' && !refusal.refused) throw new AlcoveError('model-cut')
  ended()
  return {
    text,
    refused: refusal.refused,
    promptTokens: end?.promptTokens ?? null,
    answerTokens: end?.answerTokens ?? null,
    markersRemoved: markers.removed,
    firstTokenMs,
    stoppedAtLimit: end?.reason === 'length',
  }
}

/** An answer begins with its first word: models like to begin with blanks. */
function visible(before: string, text: string): string {
  return before === '' ? text.trimStart() : text
}
