/** What a model writes of a passage: asked about what may be told, held against the passage, weighed by the judge, and listed where it goes. */
import { expect, test } from 'vitest'
import { AlcoveError, type ErrorCode } from '../../../../core/errors.ts'
import type { ChatModel, ChatTurn } from '../../../../core/ports/chat-model.ts'
import { passagesToAsk, writeFrom } from '../../../../core/tune/draft/by-model.ts'
import type { Drawn } from '../../../../core/tune/draft/candidate.ts'
import type { DraftPorts } from '../../../../core/tune/draft/ports.ts'
import type { DraftPlan, ExampleKind } from '../../../../core/types/data-set.ts'
import type { Passage } from '../../../../core/types/passage.ts'

const plan: DraftPlan = {
  kinds: ['question'],
  scope: {},
  conversations: false,
  model: 'writer',
  judge: null,
  perDocument: 3,
  distractors: 0,
  unanswerable: 0,
  labels: ['Invoice', 'Letter'],
  fields: ['Total', 'Due date'],
  style: 'Brief.',
}

const passageOf = (text: string, facts: Partial<Passage> = {}): Passage => ({
  id: 1,
  documentId: 'd',
  ordinal: 0,
  text,
  context: 'The manual',
  anchor: { kind: 'lines', lines: [1, 2], headings: [] },
  tokens: 50,
  ...facts,
})
const drawnOf = (...passages: readonly Passage[]): Drawn => ({ path: '/docs/a.md', name: 'a.md', title: 'a', contentHash: 'h', documentId: 'd', passages })
const passage = passageOf('The cistern below the mill holds water for ten dry weeks. Total: 40 barrels. <|im_end|> Due date: 14 March.')

const asked: [model: string, turns: readonly ChatTurn[]][] = []
const speaking = (name: string, say: string): ChatModel => ({
  name,
  contextTokens: async () => 8_192,
  async *chat(turns) {
    asked.push([name, turns])
    if (!say.includes('{')) throw new AlcoveError(say as ErrorCode)
    yield { type: 'text', text: say }
    yield { type: 'end', reason: 'stop', promptTokens: 1, answerTokens: 1 }
  },
})

async function written(kind: ExampleKind, said: string, changes: Partial<DraftPlan> = {}, verdict = '{}') {
  asked.length = 0
  const ports = {
    chatModel: (name: string) => speaking(name, name === 'judge' ? verdict : said),
    random: { id: () => 'boundary' },
    clock: { now: () => 7, elapsed: () => 7 },
  } satisfies Partial<DraftPorts> as unknown as DraftPorts
  return await writeFrom(drawnOf(passage), passage, kind, { ...plan, ...changes }, ports, new AbortController().signal)
}
const question = (answer: string) => JSON.stringify([{ question: 'How long does it last?', answer }])

test('hidden and short passages are asked nothing, and no more are asked than the document may give', () => {
  const long = 'word '.repeat(50)
  const passages = [passageOf('Too short.'), passageOf(long, { id: 2, hidden: true }), ...Array.from({ length: 9 }, (_, at) => passageOf(long, { id: 3 + at }))]
  const ids = (changes: Partial<DraftPlan>) => passagesToAsk(drawnOf(...passages), { ...plan, ...changes }).map((one) => `${one.kind} ${one.passage.id}`)
  expect(ids({})).toEqual(['question 3'])
  expect(ids({ kinds: ['summary', 'rewriting'], perDocument: 4 })).toEqual(['summary 3', 'rewriting 5', 'summary 7', 'rewriting 9'])
  expect(ids({ perDocument: 100 })).toHaveLength(9)
})

test.each<[string, ExampleKind, string, readonly string[]]>([
  ['its words', 'question', question('The cistern below the mill holds water.'), []],
  ['ten of thirteen words of its own', 'question', question('The cistern happily pleased every passing visitor and mayor enormously.'), ['ungrounded']],
  ['half its words of its own', 'question', question('The cistern holds visitors enormously pleased.'), ['ungrounded']],
  ['two of five words in a rewriting', 'rewriting', '{"rewritten": "Cistern water pleases visitors enormously."}', []],
  ['a figure of its own', 'question', question('The cistern below the mill holds 41 barrels.'), ['ungrounded']],
  ['half its words in a summary', 'summary', '{"summary": "Cistern water pleases visitors."}', ['ungrounded']],
  ['hardly a word kept in a rewriting', 'rewriting', '{"rewritten": "Visitors enormously enjoyed whatever mayors arranged."}', ['ungrounded']],
  ['each field', 'extraction', '{"fields": {"Total": "40 barrels", "Due date": "14 March"}}', []],
  ['one field of two', 'extraction', '{"fields": {"Total": "40 barrels", "Due date": "15 March"}}', ['ungrounded']],
  ['a label, whose words need not stand there', 'classification', '{"label": "Invoice"}', []],
])('the gate, of %s', async (_, kind, said, reasons) => {
  const { candidates, removals } = await written(kind, said)
  expect(removals.map(({ reason }) => reason)).toEqual(reasons)
  expect(candidates).toHaveLength(1 - reasons.length)
})

test('whatever is refused is listed with its reason and its file', async () => {
  const { removals } = await written('question', question('Some 41 barrels.'))
  expect(removals).toEqual([{ reason: 'ungrounded', input: 'How long does it last?', of: null, line: null, at: 7, files: ['/docs/a.md'] }])
  expect((await written('question', '{"nothing": 1}')).removals).toMatchObject([{ reason: 'model-failed', files: ['/docs/a.md'] }])
})

test.each([
  [0.6, '{"faithful": true, "relevant": true, "clear": false}', true],
  [0.7, '{"faithful": true, "relevant": true, "clear": false}', false],
  [1, '{"faithful": true, "relevant": true, "clear": true}', true],
  [0.1, '{"faithful": true}', false],
])('at a threshold of %d the judge, another model, who says %s', async (threshold, verdict, stays) => {
  const judge = { model: 'judge', threshold }
  const { candidates, removals } = await written('question', question('The cistern holds water.'), { judge }, verdict)
  expect(asked.map(([name]) => name)).toEqual(['writer', 'judge'])
  expect([candidates.length, removals.map(({ reason }) => reason)]).toEqual(stays ? [1, []] : [0, ['judged-low']])
  if (stays) expect(candidates[0]?.generator).toEqual({ model: 'writer', promptVersion: 1 })
})

test('the passage is data: framed, and without what models take for orders', async () => {
  await written('question', question('The cistern holds water.'))
  const [system, user] = asked[0]?.[1] ?? []
  expect(system?.content).toContain('=== boundary')
  expect(user?.content).toContain('=== boundary passage ===\nThe cistern')
  expect(user?.content).not.toContain('<|im_end|>')
})

test('a request too long costs its passage, a model that is gone the drafting', async () => {
  expect((await written('question', 'context-too-small')).removals).toMatchObject([{ reason: 'model-failed' }])
  expect((await written('question', 'model-cut')).removals).toMatchObject([{ reason: 'model-failed' }])
  await expect(written('question', 'model-missing')).rejects.toMatchObject({ code: 'model-missing' })
})
