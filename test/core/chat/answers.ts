/** Answers to keep and to export. */
import type { Answer, Citation, Receipt } from '../../../core/types/answer.ts'

export function cited(n: number, quote: string, file = '/home/ada/papers/Water report.pdf'): Citation {
  return {
    n,
    fileId: '1',
    documentId: 'document',
    passageId: n,
    file,
    fileName: file.slice(file.lastIndexOf('/') + 1),
    contentHash: 'a'.repeat(64),
    anchor: { kind: 'page', page: 3, rects: [[1, 2, 3, 4]] },
    quote,
    supported: true,
  }
}

export const receipt: Receipt = {
  mode: 'quotes',
  model: null,
  steps: [{ name: 'retrieve', ms: 3.5 }],
  retrieved: 1,
  sent: 1,
  cut: 0,
  files: 1,
  tokens: null,
  markersRemoved: 0,
  firstTokenMs: 5,
  passages: [],
}

export function answerOf(text: string, citations: readonly Citation[] = []): Answer {
  return { answer: text, answered: true, mode: 'quotes', citations, claims: [], disagreements: [], nearest: [], receipt }
}
