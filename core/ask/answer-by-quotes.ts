/** The end of the line without a model: quote → cite. What is quoted is supported by its making. */
import type { AnswerPart, Claim, Found } from '../types/answer.ts'
import { passagesRead } from './candidates.ts'
import { citation, nearest } from './cite.ts'
import { disagreements } from './disagreement.ts'
import { type Draft, step } from './line.ts'
import type { AskPorts } from './ports.ts'
import { quotes, quotesAsMarkdown } from './quotes.ts'
import type { StepTimer } from './step-timer.ts'
import { disagreement } from './verify.ts'

export async function* answerByQuotes(question: string, found: readonly Found[], ports: AskPorts, timer: StepTimer): AsyncGenerator<AnswerPart, Draft> {
  const result = yield* step('quote', timer, () => quotes(question, found))
  const answer = quotesAsMarkdown(result.quotes)
  const firstTokenMs = result.answered ? timer.elapsed() : null
  if (result.answered) yield { type: 'text-delta', text: answer }
  const citations = yield* step('cite', timer, () => result.quotes.map(({ passage, text }, at) => citation(at + 1, passage, text, true, ports)))
  const quoted = result.quotes.map(({ passage }) => passage)
  const differing = yield* step('verify', timer, () =>
    disagreements(
      result.quotes.map(({ text }, passage) => ({ passage, text })),
      quoted,
    ),
  )
  const numerals = new Map(result.quotes.map(({ passage }, at) => [passage.passageId, at + 1]))
  return {
    answer,
    answered: result.answered,
    citations,
    claims: quotedClaims(answer),
    disagreements: differing.map((one) => disagreement(one, quoted, ports)),
    nearest: result.answered ? [] : nearest(question, found, ports),
    sent: found.slice(0, passagesRead).map((passage) => ({ n: numerals.get(passage.passageId) ?? null, passage })),
    tokens: null,
    markersRemoved: 0,
    firstTokenMs,
    stoppedAtLimit: false,
  }
}

/** One for each quoted paragraph. */
function quotedClaims(answer: string): readonly Claim[] {
  return [...answer.matchAll(/(?<=^> ).+$/gmu)].map(({ 0: quote, index }, at) => ({
    start: index,
    end: index + quote.length,
    citations: [at + 1],
    verdict: 'supported',
  }))
}
