/** An answer that counts: three files hold a name, one of them twice on the disk. */
import type { Answer, Citation, ListedFile } from '../../core/types/answer.ts'
import { answers, citations } from './scripted-library.ts'

const day = 86_400_000
const [page, second, lines] = citations
if (!page || !second || !lines) throw new Error('The script has no citations')

function item({ n, file, fileName }: Pick<Citation, 'n' | 'file' | 'fileName'>, days: number, passages: number, copies: readonly string[] = []): ListedFile {
  return { fileId: `${file} ${n}`, file, fileName, format: 'pdf', modified: 1_790_000_000_000 - days * day, passages, copies, n }
}

const rules = { ...second, file: '/home/ada/papers/rules/Society rules.docx', fileName: 'Society rules.docx' }

export const countedAnswer: Answer = {
  ...answers.quotes,
  answer:
    'Three files hold “lower spring”. One more file holds the same bytes as one of these and is not counted.\n\n- Water report 2025\\.pdf [1]\n- Society rules\\.docx [2]\n- Letter to the council\\.md [3]',
  citations: [page, rules, lines],
  list: {
    total: 3,
    of: 'files',
    files: 3,
    copies: 1,
    unread: 0,
    question: 'Which files name the lower spring?',
    items: [item(page, 3, 14), item(rules, 200, 2, ['/home/ada/papers/old/Society rules.docx']), item(lines, 31, 1)],
    more: false,
  },
  receipt: {
    ...answers.quotes.receipt,
    steps: [
      { name: 'count', ms: 41 },
      { name: 'cite', ms: 2 },
    ],
    retrieved: 3,
    sent: 3,
  },
}
