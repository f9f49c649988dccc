/** Whether an answer's citations bear its sentences out: citation recall and precision as ALCE defines them (Gao and others 2023, arXiv:2305.14627). Pure. */

export interface CitedSentence {
  readonly text: string
  /** Numbers of the passages it cites. */
  readonly cited: readonly number[]
}

/** Whether these passages, read together, bear the sentence out. Asked with passages that exist, never with none. */
export type BearsOut = (sentence: string, passages: readonly number[]) => boolean

export interface CitationScores {
  /** Share of sentences that their cited passages, read together, bear out; one that cites nothing, or a passage that is not there, counts 0. */
  readonly recall: number
  /**
   * Share of citations that are needed: their sentence is borne out, and the passage bears it out alone or the others no longer do
   * without it. Null where nothing is cited (ALCE takes 0, which `recall` says already).
   */
  readonly precision: number | null
}

/** `sentences`: those that claim something; null where there is none. `exists`: whether a passage of this number was sent. */
export function citationScores(sentences: readonly CitedSentence[], exists: (passage: number) => boolean, bearsOut: BearsOut): CitationScores | null {
  if (sentences.length === 0) return null
  const judged = sentences.map((sentence) => judge({ text: sentence.text, cited: [...new Set(sentence.cited)] }, exists, bearsOut))
  const sum = (of: keyof JudgedSentence) => judged.reduce((total, one) => total + one[of], 0)
  const cited = sum('cited')
  return { recall: sum('borneOut') / sentences.length, precision: cited === 0 ? null : sum('needed') / cited }
}

interface JudgedSentence {
  readonly borneOut: number
  readonly cited: number
  readonly needed: number
}

function judge({ text, cited }: CitedSentence, exists: (passage: number) => boolean, bearsOut: BearsOut): JudgedSentence {
  const holds = cited.length > 0 && cited.every(exists) && bearsOut(text, cited)
  if (!holds) return { borneOut: 0, cited: cited.length, needed: 0 }
  const needed = cited.filter((passage) => cited.length === 1 || bearsOut(text, [passage]) || !bearsOut(text, without(cited, passage)))
  return { borneOut: 1, cited: cited.length, needed: needed.length }
}

function without(all: readonly number[], one: number): readonly number[] {
  return all.filter((other) => other !== one)
}
