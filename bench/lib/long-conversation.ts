/** Conversations as long as people make them, written straight into a profile: answers with tables, citations and full receipts. */
import { openStores } from '../../core/store/open-stores.ts'
import type { Answer, Citation } from '../../core/types/answer.ts'

const sentences = [
  'The lower spring failed in the middle of August [1], and the society answered in two ways.',
  'It resolved to lay **a second main** from the upper reservoir before the next dry season [2].',
  'Until then, members may draw water on two days of each week [3].',
  'The treasurer holds that the reserve covers one half of the cost, and the council was asked for the other.',
] as const

const rows = '\n\n| Month | Litres |\n| --- | --- |\n| July | 4,100 |\n| August | 1,250 |\n'
const list = '\n\n- Watering cans only.\n- No hoses after eight.\n- A notice at the gate says when it ends.\n'

const citation = (n: number): Citation => ({
  n,
  fileId: `file-${n}`,
  documentId: `document-${n}`,
  passageId: n,
  file: `/home/ada/papers/Water report ${n}.pdf`,
  fileName: `Water report ${n}.pdf`,
  contentHash: 'a'.repeat(64),
  anchor: { kind: 'page', page: n, rects: [[72, 125, 430, 12]] },
  quote: 'The lower spring ran dry on 14 August and did not return until the rains of October.',
  supported: true,
})

function answerOf(turn: number): Answer {
  const text = `${sentences.join(' ')}${turn % 3 === 0 ? rows : ''}${turn % 5 === 0 ? list : ''}\n\nThis was asked for the ${turn + 1}th time.`
  return {
    answer: text,
    answered: true,
    mode: 'model',
    citations: [1, 2, 3].map(citation),
    claims: [],
    disagreements: [],
    nearest: [],
    receipt: {
      mode: 'model',
      model: 'small:1b',
      steps: ['retrieve', 'fuse', 'pack', 'generate', 'cite'].map((name) => ({ name, ms: 12 })),
      retrieved: 30,
      sent: 8,
      cut: 22,
      files: 3,
      tokens: { prompt: 3_120, answer: 96, context: 8_192, counted: 'model' },
      markersRemoved: 0,
      firstTokenMs: 40,
      passages: Array.from({ length: 30 }, (_, at) => ({
        n: at < 8 ? at + 1 : null,
        passageId: at,
        file: '/home/ada/papers/Water report 1.pdf',
        anchor: { kind: 'page', page: at + 1, rects: [] },
        score: 1 / (at + 1),
        use: at < 8 ? 'sent' : 'cut',
      })),
    },
  }
}

/** `database`: the profile's `alcove.db`, open nowhere else. Sets the model and where it is, too. */
export function writeConversation(
  database: string,
  messages: number,
  settings: { readonly model: string; readonly ollamaAddress: string },
): { readonly title: string } {
  const stores = openStores(database)
  const title = `A conversation of ${messages} messages`
  stores.settings.write(settings)
  const at = Date.now() - messages * 1_000
  const { id } = stores.conversations.create({ title, titledBy: 'person', pinned: false, createdAt: at, scope: {} })
  let parentId: string | null = null
  for (let turn = 0; turn < messages / 2; turn += 1) {
    const question = stores.conversations.addQuestion(id, {
      parentId,
      at: at + turn * 2_000,
      text: `Question ${turn + 1}: what came of the spring?`,
      scope: {},
      images: [],
    })
    const answer = answerOf(turn)
    parentId = stores.conversations.addAnswer(id, {
      parentId: question.id,
      at: at + turn * 2_000 + 1_000,
      state: 'done',
      text: answer.answer,
      answer,
      model: 'small:1b',
    }).id
  }
  stores.close()
  return { title }
}
