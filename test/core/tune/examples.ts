/** Examples for tests of data sets. */
import type { Example, ExamplePassage, FrozenExample, Split } from '../../../core/types/data-set.ts'

export function passageOf(document: string, text = `Everything about ${document}.`, golden = true): ExamplePassage {
  return {
    passageId: 1,
    documentId: `id-${document}`,
    file: `/docs/${document}.md`,
    fileName: `${document}.md`,
    contentHash: `hash-${document}`,
    anchor: { kind: 'lines', lines: [1, 2], headings: [] },
    text,
    golden,
  }
}

let made = 0

export function exampleOf(document: string, facts: Partial<Example> = {}): Example {
  made += 1
  return {
    id: String(made),
    kind: 'question',
    input: `What is number ${made} of ${document}?`,
    output: `It is the value ${made * 7} in ${document}.`,
    alternatives: [],
    answerable: true,
    origin: 'document',
    state: 'accepted',
    edited: false,
    passages: [passageOf(document)],
    group: `document:id-${document}`,
    personalData: [],
    scores: { grounding: 1, judge: null },
    generator: null,
    message: null,
    madeAt: 1_000,
    ...facts,
  }
}

export function frozenOf(split: Split, document: string, facts: Partial<Example> = {}): FrozenExample {
  const example = exampleOf(document, facts)
  return { ...example, split, hash: `hash-${example.id}` }
}
