/** Examples and answers for tests of experiments. */
import type { StoredAnswer } from '../../../../core/ports/experiments-store.ts'
import type { Example } from '../../../../core/types/data-set.ts'

export function example(id: string, changes: Partial<Example> = {}): Example {
  return {
    id,
    kind: 'question',
    input: `Question ${id}?`,
    output: 'The lower spring.',
    alternatives: [],
    answerable: true,
    origin: 'document',
    state: 'accepted',
    edited: false,
    passages: [],
    group: id,
    personalData: [],
    scores: { grounding: 1, judge: null },
    generator: null,
    message: null,
    madeAt: 1_000,
    ...changes,
  }
}

export function answer(armId: string, exampleId: string, changes: Partial<StoredAnswer> = {}): StoredAnswer {
  return {
    armId,
    exampleId,
    text: 'The lower spring.',
    refused: false,
    citations: [],
    sent: [],
    scores: { exact: 1, f1: 1, contained: 1 },
    firstTokenMs: 100,
    answerMs: 1_000,
    answerTokens: 10,
    tokensPerSecond: 20,
    memory: null,
    ...changes,
  }
}
