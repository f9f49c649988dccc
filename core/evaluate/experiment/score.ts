/** What one answer scores in each measure that its example's kind has. Pure. */
import { type ClaimChecker, claimChecker } from '../../ask/claims/check.ts'
import { claimsIn } from '../../ask/claims/claims-in.ts'
import { withoutMarkers } from '../../ask/earlier.ts'
import type { Found } from '../../types/answer.ts'
import type { Example } from '../../types/data-set.ts'
import type { Measure } from '../../types/experiment.ts'
import { answerMatch } from '../measures/answer-match.ts'
import { sentenceBleu } from '../measures/bleu.ts'
import { sentenceChrf } from '../measures/chrf.ts'
import { citationScores } from '../measures/citations.ts'
import { labelIn } from '../measures/classification.ts'
import { extraction } from '../measures/extraction.ts'
import { faithfulness } from '../measures/faithfulness.ts'
import { rougeL } from '../measures/rouge.ts'
import { rankingScores } from '../retrieval-metrics.ts'
import type { Said } from './ask-arm.ts'

export type Scores = Readonly<Partial<Record<Measure, number>>>

/** Passages looked at for the measures of retrieval. */
export const retrievalDepth = 10

/** `found`: null for an arm without passages. `labels`: those that classification chooses among. */
export function scoresOf(example: Example, said: Said, found: readonly Found[] | null, labels: readonly string[]): Scores {
  return {
    ...(example.answerable ? textScores(example, said, labels) : unanswerableScores(said)),
    ...(found === null ? {} : { ...retrievalScores(example, found), ...groundScores(said) }),
  }
}

/** As they are compared with references. */
export function plainAnswer({ text, refused }: Pick<Said, 'text' | 'refused'>): string {
  return refused ? '' : withoutMarkers(text).replaceAll(/\*\*|__|`/gu, '')
}

export function referencesOf({ output, alternatives }: Example): readonly string[] {
  return [output, ...alternatives]
}

/** As SQuAD 2 has it: to refuse is the one right answer. */
function unanswerableScores({ refused }: Said): Scores {
  const right = refused ? 1 : 0
  return { exact: right, f1: right, contained: right, refusalsRight: right }
}

function textScores(example: Example, said: Said, labels: readonly string[]): Scores {
  const references = referencesOf(example)
  const output = plainAnswer(said)
  const texts = { rougeL: rougeL(output, references), bleu: sentenceBleu(output, references), chrf: sentenceChrf(output, references) }
  const kept = { answersKept: said.refused ? 0 : 1 }
  switch (example.kind) {
    case 'question':
      return { ...answerMatch(output, references), ...texts, ...kept }
    case 'classification':
      return { accuracy: labelIn(output, labels) === example.output ? 1 : 0, ...kept }
    case 'extraction': {
      // a JSON object is read as it was written
      const read = extraction(said.refused ? '' : withoutMarkers(said.text), example.output)
      return { ...(read === null ? {} : { fieldF1: read.fieldF1, exact: read.exact }), ...kept }
    }
    case 'summary':
    case 'rewriting':
      return { ...texts, ...kept }
  }
}

/** Of what was found for the question, before anything was cut. A passage that was cut anew is known by its text. */
function retrievalScores(example: Example, found: readonly Found[]): Scores {
  const golden = example.passages.filter((passage) => passage.golden)
  if (!example.answerable || golden.length === 0) return {}
  const nameOf = ({ documentId, text }: Pick<Found, 'documentId' | 'text'>) =>
    golden.findIndex((passage) => (passage.documentId === documentId || passage.text === text) && overlaps(passage.text, text))
  const ranking = found.map((passage, at) => {
    const which = nameOf(passage)
    return which < 0 ? `other ${at}` : `golden ${which}`
  })
  const gains = new Map(golden.map((_, at) => [`golden ${at}`, 1]))
  const scores = rankingScores({ ranking, gains }, retrievalDepth)
  return scores === null ? {} : { hit: scores.hit, mrr: scores.mrr, ndcg: scores.ndcg }
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.includes(b) || b.includes(a)
}

function groundScores({ text, refused, sent }: Said): Scores {
  if (refused) return {}
  const checker = claimChecker(sent)
  const sentences = claimsIn(text).map((sentence) => ({ text: sentence.text, cited: sentence.citations }))
  const cited = citationScores(
    sentences,
    (n) => n >= 1 && n <= sent.length,
    (sentence, passages) => supports(checker, sentence, passages),
  )
  const faithful = faithfulness(
    sentences.map((sentence) => supports(checker, sentence.text, sent.length === 0 ? [] : nearest(checker, sentence.text, sentence.cited))),
  )
  return {
    ...(cited === null ? {} : { citationRecall: cited.recall, ...(cited.precision === null ? {} : { citationPrecision: cited.precision }) }),
    ...(faithful === null ? {} : { faithfulness: faithful }),
  }
}

function supports(checker: ClaimChecker, claim: string, passages: readonly number[]): boolean {
  return (
    checker.check(
      claim,
      passages.map((n) => n - 1),
    ).verdict === 'supported'
  )
}

/** A statement may rest on any passage that was sent, cited or not. Numbers from 1. */
function nearest(checker: ClaimChecker, claim: string, cited: readonly number[]): readonly number[] {
  return [...new Set([...cited, ...checker.nearest(claim, 3).map((at) => at + 1)])]
}
