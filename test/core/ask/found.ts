/** Passages for the tests of the ask line. */
import type { Found } from '../../../core/types/answer.ts'

export function found(n: number, text: string, more: Partial<Found> = {}): Found {
  return {
    rank: n,
    score: 1 / n,
    passageId: n,
    documentId: `d${n}`,
    fileId: `f${n}`,
    file: `/docs/${n}.txt`,
    anchor: { kind: 'lines', lines: [n, n], headings: [] },
    text,
    context: '',
    similarity: 0.5,
    ...more,
  }
}
