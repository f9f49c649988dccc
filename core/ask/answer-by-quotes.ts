/** The end of the line without a model: quote → cite. */
import type { AnswerPart, Found } from '../types/answer.ts'
import { passagesRead } from './candidates.ts'
import { citation, nearest } from './cite.ts'
import { type Draft, step } from './line.ts'
import type { AskPorts } from './ports.ts'
import { quotes, quotesAsMarkdown } from './quotes.ts'
import type { StepTimer } from './step-timer.ts'

export async function* answerByQuotes(question: string, found: readonly Found[], ports: AskPorts, timer: StepTimer): AsyncGenerator<AnswerPart, Draft> {
  const result = yield* step('quote', timer, () => quotes(question, found))
  const answer = quotesAsMarkdown(result.quotes)
  const firstTokenMs = result.answered ? timer.elapsed() : null
  if (result.answered) yield { type: 'text-delta', text: answer }
  const citations = yield* step('cite', timer, () => result.quotes.map(({ passage, text }, at) => citation(at + 1, passage, text, true, ports)))
  const numerals = new Map(result.quotes.map(({ passage }, at) => [passage.passageId, at + 1]))
  return {
    answer,
    answered: result.answered,
    citations,
    nearest: result.answered ? [] : nearest(question, found, ports),
    sent: found.slice(0, passagesRead).map((passage) => ({ n: numerals.get(passage.passageId) ?? null, passage })),
    tokens: null,
    markersRemoved: 0,
    firstTokenMs,
    stoppedAtLimit: false,
  }
}
