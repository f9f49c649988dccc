/** Answers of conversations as examples: only those that are borne out whole, each with what it cites. */
import { expect, test } from 'vitest'
import { examplesOf } from '../../../../core/tune/draft/from-conversations.ts'
import type { Answer, Verdict } from '../../../../core/types/answer.ts'
import type { AnswerMessage, Conversation, QuestionMessage } from '../../../../core/types/conversation.ts'
import { answerOf, cited } from '../../chat/answers.ts'

const ports = { passages: { byIds: () => [] }, clock: { now: () => 5, elapsed: () => 5 } }
const text = 'The main ran dry in August [1].'
const claimed = (verdict: Verdict, more: Partial<Answer> = {}): Answer => ({
  ...answerOf(text, [cited(1, 'In August the main ran dry.')]),
  claims: [{ start: 0, end: text.length, citations: [1], verdict }],
  ...more,
})

function conversation(answer: Answer | null, question: Partial<QuestionMessage> = {}, given: Partial<AnswerMessage> = {}): Conversation {
  const asked: QuestionMessage = { id: '1', at: 1, role: 'question', parentId: null, text: 'When did the main run dry?', scope: {}, ...question }
  const answered: AnswerMessage = { id: '2', at: 2, role: 'answer', parentId: '1', state: 'done', text, answer, model: 'small', ...given }
  const summary = { id: '9', title: 't', titledBy: 'question' as const, pinned: false, createdAt: 1, changedAt: 2, messages: 2, scope: {} }
  return { summary, messages: [asked, answered], leafId: '2' }
}

test('a borne out answer becomes an example of its conversation, without markers, with the passage that it cites', () => {
  expect(examplesOf(conversation(claimed('supported')), () => true, ports)).toMatchObject([
    {
      input: 'When did the main run dry?',
      output: 'The main ran dry in August.',
      origin: 'conversation',
      group: 'conversation:9',
      message: { conversationId: '9', messageId: '2' },
      passages: [{ golden: true, text: 'In August the main ran dry.', file: '/home/ada/papers/Water report.pdf' }],
    },
  ])
})

test('a follow-up is taken as it was searched for, and not at all where it was not', () => {
  const rewritten = claimed('supported')
  const receipt = { ...rewritten.receipt, rewrite: { query: 'When did the main of Aldern run dry?', by: 'rules' as const } }
  const follow = { parentId: '0' }
  expect(examplesOf(conversation({ ...rewritten, receipt }, follow), () => true, ports).map(({ input }) => input)).toEqual([
    'When did the main of Aldern run dry?',
  ])
  expect(examplesOf(conversation(rewritten, follow), () => true, ports)).toEqual([])
})

test.each([
  ['weakly borne out', conversation(claimed('weak'))],
  ['not answered', conversation(claimed('supported', { answered: false }))],
  ['stopped', conversation(claimed('supported'), {}, { state: 'stopped' })],
  ['without claims', conversation(claimed('supported', { claims: [] }))],
  ['of a whole file', conversation(claimed('supported'), { task: 'summarise' })],
])('left alone: %s', (_, one) => expect(examplesOf(one, () => true, ports)).toEqual([]))

test('files outside the scope are not drawn from', () => expect(examplesOf(conversation(claimed('supported')), () => false, ports)).toEqual([]))

test('what a person wrote better comes first, then what was rated good; a poor answer is never taken', () => {
  const told = (id: string, answer: Answer, given: Partial<AnswerMessage>) => conversation(answer, {}, { id, ...given }).messages[1] as AnswerMessage
  const { messages, ...rest } = conversation(claimed('supported'))
  const later = [
    told('3', claimed('supported'), { rating: 'poor' }),
    told('4', claimed('weak', { weak: true }), { rating: 'good' }),
    told('5', claimed('unsupported'), { rating: 'poor', correction: 'It ran dry on 3 August [1].' }),
    told('6', claimed('supported', { answered: false }), { rating: 'good' }),
  ]
  const examples = examplesOf({ ...rest, messages: [...messages, ...later] }, () => true, ports)
  expect(examples.map(({ message, output, edited }) => [message?.messageId, output, edited])).toEqual([
    ['5', 'It ran dry on 3 August.', true],
    ['4', 'The main ran dry in August.', false],
    ['2', 'The main ran dry in August.', false],
  ])
})

test('what a person wrote of a stopped answer is taken, of one that cites nothing it is not', () => {
  const correction = 'In August.'
  expect(examplesOf(conversation(claimed('weak'), {}, { state: 'stopped', correction }), () => true, ports)).toHaveLength(1)
  expect(examplesOf(conversation(answerOf('Who knows.', []), {}, { correction }), () => true, ports)).toEqual([])
})
