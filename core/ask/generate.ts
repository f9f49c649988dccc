/** Streams the model's text with its markers resolved and the agreed refusal taken out. */
import { AlcoveError } from '../errors.ts'
import type { ChatModel, ChatPart } from '../ports/chat-model.ts'
import type { AnswerPart } from '../types/answer.ts'
import { either } from './either.ts'
import { joiner } from './go-on.ts'
import { markerResolver } from './markers.ts'
import type { Budget, Packed } from './pack.ts'
import { type Along, prompt } from './prompt.ts'
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
  /** From the first thought to the last; null where there was none. */
  readonly thoughtMs: number | null
  /** It ran into the limit of its answer and stopped in mid-sentence. */
  readonly stoppedAtLimit: boolean
  /** A person stopped it. */
  readonly stopped: boolean
}

export interface Request {
  readonly model: ChatModel
  readonly budget: Budget
  readonly boundary: string
  readonly along?: Along
  readonly thinking?: boolean
  /** Ends the model, not the line: what was said until then is cited and kept. */
  readonly stop?: AbortSignal
}

export async function* generate(
  question: string,
  packed: Packed,
  { model, budget, boundary, along = {}, stop, thinking }: Request,
  timer: StepTimer,
  signal: AbortSignal,
): AsyncGenerator<AnswerPart, Generated> {
  yield { type: 'step', name: 'generate' }
  const ended = timer.begin('generate')
  const refusal = refusalFilter()
  const markers = markerResolver(packed.sent.length)
  const beginning = along.beginning ?? ''
  const join = joiner(beginning)
  let text = beginning
  let firstTokenMs: number | null = null
  let firstThoughtMs: number | null = null
  let thoughtMs: number | null = null
  let end: { readonly promptTokens: number | null; readonly answerTokens: number | null; readonly reason: 'stop' | 'length' } | null = null
  const options = { contextTokens: budget.context, answerTokens: budget.answer, ...(thinking === undefined ? {} : { thinking }) }
  const turns = prompt(question, packed.sent, boundary, along)
  for await (const part of untilStopped(model.chat(turns, options, either(signal, stop)), stop)) {
    if (part.type === 'end') {
      end = part
      continue
    }
    if (part.type === 'thinking') {
      firstThoughtMs ??= timer.elapsed()
      thoughtMs = timer.elapsed() - firstThoughtMs
      yield { type: 'thinking-delta', text: part.text }
      continue
    }
    firstTokenMs ??= timer.elapsed()
    const shown = visible(text, markers.push(join.push(refusal.push(part.text))))
    if (shown !== '') yield { type: 'text-delta', text: shown }
    text += shown
    // It said all there is to say; leaving the loop stops the model.
    if (refusal.refused && text === beginning) break
  }
  const rest = visible(text, markers.push(join.push(refusal.end()) + join.end()) + markers.end()).trimEnd()
  if (rest !== '') yield { type: 'text-delta', text: rest }
  text += rest
  const stopped = stop?.aborted === true && end === null
  if (stopped && text === '') stop.throwIfAborted()
  if (text.trim() === '' && !refusal.refused) throw new AlcoveError('model-cut')
  ended()
  return {
    text,
    refused: refusal.refused,
    promptTokens: end?.promptTokens ?? null,
    answerTokens: end?.answerTokens ?? null,
    markersRemoved: markers.removed,
    firstTokenMs,
    thoughtMs,
    stoppedAtLimit: end?.reason === 'length',
    stopped,
  }
}

/** Ends quietly where the stream fails because it was stopped. */
async function* untilStopped(parts: AsyncIterable<ChatPart>, stop: AbortSignal | undefined): AsyncGenerator<ChatPart> {
  try {
    for await (const part of parts) {
      if (stop?.aborted === true) return
      yield part
    }
  } catch (error) {
    if (stop?.aborted !== true) throw error
  }
}

/** An answer begins with its first word: models like to begin with blanks. */
function visible(before: string, text: string): string {
  return before === '' ? text.trimStart() : text
}
