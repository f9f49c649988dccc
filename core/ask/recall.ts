/** The passages that an answer was sent, as they are stored now. */
import type { Found, Receipt } from '../types/answer.ts'
import type { AskPorts } from './ports.ts'

interface RecallPorts {
  readonly passages: Pick<AskPorts['passages'], 'byIds'>
  readonly files: Pick<AskPorts['files'], 'ofDocument'>
}

/** In order of their numbers; null where one of them is gone, because its file was changed or removed. */
export function recall(receipt: Receipt, { passages, files }: RecallPorts): readonly Found[] | null {
  const numbered = receipt.passages.flatMap(({ n, ...passage }) => (n === null ? [] : [{ ...passage, n }])).toSorted((a, b) => a.n - b.n)
  if (numbered.length === 0 || numbered.some(({ n }, at) => n !== at + 1)) return null
  const stored = new Map(passages.byIds(numbered.map(({ passageId }) => passageId)).map((passage) => [passage.id, passage]))
  const found = numbered.flatMap(({ n, passageId, score }): readonly Found[] => {
    const passage = stored.get(passageId)
    const file = passage === undefined ? null : files.ofDocument(passage.documentId)
    if (passage === undefined || file === null) return []
    const { documentId, anchor, text, context, hidden } = passage
    return [{ rank: n, score, passageId, documentId, fileId: file.id, file: file.path, anchor, text, context, ...(hidden ? { hidden } : {}) }]
  })
  return found.length === numbered.length ? found : null
}
