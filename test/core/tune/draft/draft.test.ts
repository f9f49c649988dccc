/** Drafting without an engine around it: what stands beside a question, how many come of a document, and what is not drafted twice. */
import { expect, test } from 'vitest'
import type { ChatModel } from '../../../../core/ports/chat-model.ts'
import { draft } from '../../../../core/tune/draft/draft.ts'
import type { DraftPorts } from '../../../../core/tune/draft/ports.ts'
import type { Found } from '../../../../core/types/answer.ts'
import type { Conversation } from '../../../../core/types/conversation.ts'
import type { DraftPlan, Example } from '../../../../core/types/data-set.ts'
import type { Passage } from '../../../../core/types/passage.ts'
import { answerOf, cited } from '../../chat/answers.ts'

const plan: DraftPlan = {
  kinds: ['question'],
  scope: {},
  conversations: false,
  model: null,
  judge: null,
  perDocument: 1,
  distractors: 2,
  unanswerable: 0,
  labels: [],
  fields: [],
  style: '',
}

const places = ['Malden', 'Birken', 'Cedern', 'Dornau', 'Weschen', 'Fichten', 'Ginster', 'Hasel']
const anchor = { kind: 'lines', lines: [1, 2], headings: [] } as const
const passageOf = (documentId: string, text: string): Passage => ({ id: 1, documentId, ordinal: 0, text, context: '', anchor, tokens: 9 })
const textOf = (place: string) =>
  `A ${place} pump is a device that lifts water. Ask ada@mail.example. A ${place} well is a place that holds water. Ask ada@mail.example.`
const fileOf = (place: string, facts: { readonly contentHash?: string } = {}) => ({
  id: String(places.indexOf(place) + 1),
  path: `/docs/${place}.md`,
  name: `${place}.md`,
  title: null,
  documentId: `id-${place}`,
  contentHash: `hash-${place}`,
  ...facts,
})

/** `found`: what search gives, whatever is asked. */
async function drafted(
  changes: Partial<DraftPlan>,
  found: readonly Partial<Found>[],
  files: readonly (Omit<ReturnType<typeof fileOf>, 'documentId'> & { readonly documentId: string | null })[] = places.map((place) => fileOf(place)),
  held: readonly Example[] = [],
  more: Partial<DraftPorts> = {},
  stop = new AbortController(),
) {
  const ports = {
    files: {
      catalogue: (_: unknown, after: string, limit: number) => files.filter(({ id }) => Number(id) > Number(after)).slice(0, limit),
      byPath: (path: string) => files.find((file) => file.path === path) ?? null,
    },
    passages: {
      document: () => ({ passages: 1, pagePassages: 0 }),
      pagesOf: () => [],
      slice: (id: string) => [passageOf(id, textOf(id.slice(3)))],
    },
    dataSets: { examples: () => held },
    find: async () => found as readonly Found[],
    clock: { now: () => 7, elapsed: () => 7 },
  } as unknown as DraftPorts
  const steps = []
  for await (const step of draft('1', { ...plan, ...changes }, { ...ports, ...more }, stop.signal)) steps.push(step)
  return { examples: steps.flatMap(({ examples }) => examples), removals: steps.flatMap(({ removals }) => removals), last: steps.at(-1) }
}

const beside = (place: string, facts: Partial<Found> = {}): Partial<Found> => ({
  passageId: 5,
  documentId: `id-${place}`,
  file: `/docs/${place}.md`,
  anchor,
  text: 'The mayor walks by the river.',
  context: '',
  ...facts,
})

test('beside a question stand passages that are near and do not say its answer, as many as wanted', async () => {
  const files = [...places.map((place) => fileOf(place)), { ...fileOf('Hasel', { contentHash: 'hash-Malden' }), path: '/docs/copy.md', id: '9' }]
  const { examples } = await drafted(
    { scope: { paths: ['/docs/Malden.md'] } },
    [
      beside('Malden'),
      beside('Birken', { hidden: true }),
      beside('Cedern', { text: 'A Malden pump is a device that lifts water, they say.' }),
      beside('Hasel', { file: '/docs/copy.md' }),
      beside('Nowhere'),
      beside('Dornau'),
      beside('Weschen', { context: 'A Malden pump is a device that lifts water' }),
      beside('Fichten'),
      beside('Ginster'),
    ],
    files,
  )
  const example = examples[0]
  expect(example?.input).toBe('What is a Malden pump?')
  expect(example?.passages.map(({ fileName, golden }) => `${fileName} ${golden}`).toSorted()).toEqual(['Dornau.md false', 'Fichten.md false', 'Malden.md true'])
  expect(example).toMatchObject({ group: 'document:id-Malden', origin: 'document', state: 'waiting', generator: null })
  expect(example?.passages.find(({ golden }) => golden)).toMatchObject({
    passageId: 1,
    documentId: 'id-Malden',
    file: '/docs/Malden.md',
    contentHash: 'hash-Malden',
    anchor,
  })
  expect(example?.personalData).toMatchObject([
    { kind: 'mail', field: 'passages' },
    { kind: 'mail', field: 'passages' },
  ])
})

test('the golden passage stands now here, now there, the last place included', async () => {
  const { examples } = await drafted(
    { distractors: 1 },
    places.map((place) => beside(place)),
  )
  expect(new Set(examples.map(({ passages }) => passages.findIndex(({ golden }) => golden)))).toEqual(new Set([0, 1]))
  expect(examples.every(({ passages }) => passages.length === 2)).toBe(true)
})

test('of the share wanted the answer is that nothing says it: the golden passage is gone, and so is the output', async () => {
  const { examples } = await drafted(
    { unanswerable: 0.25, distractors: 0 },
    places.map((place) => beside(place)),
  )
  const refused = examples.filter(({ answerable }) => !answerable)
  expect([examples.length, refused.length]).toEqual([8, 2])
  for (const { output, alternatives, passages } of refused) expect([output, alternatives, passages.map(({ golden }) => golden)]).toEqual(['', [], [false]])
  expect((await drafted({ unanswerable: 0.5 }, [])).examples.every(({ answerable }) => answerable)).toBe(true)
})

test('kinds other than questions keep their passage to themselves, and are never unanswerable', async () => {
  const labels = ['Docs', 'Mail']
  const { examples } = await drafted(
    { kinds: ['classification'], labels, unanswerable: 0.5 },
    places.map((place) => beside(place)),
  )
  expect(examples).toHaveLength(8)
  for (const { output, answerable, passages } of examples) expect([output, answerable, passages.map(({ golden }) => golden)]).toEqual(['Docs', true, [true]])
})

test('no more come of a document than wanted, copies are drawn once, and what is there is not drafted again', async () => {
  const two = await drafted({ perDocument: 2, distractors: 0 }, [])
  expect(two.examples).toHaveLength(16)
  const one = await drafted({ distractors: 0 }, [], [...places.map((place) => fileOf(place)), { ...fileOf('Malden'), id: '9', path: '/docs/z.md' }])
  expect([one.examples.length, one.last]).toMatchObject([8, { done: 8, total: 8 }])
  const again = await drafted(
    { perDocument: 2, distractors: 0 },
    [],
    undefined,
    one.examples.map((example) => ({ ...example, id: '1' })),
  )
  expect(again.examples.map(({ input }) => input)).toEqual(places.map((place) => `What is a ${place} well?`))
})

test('files come page by page, however many there are', async () => {
  const waiting = Array.from({ length: 500 }, (_, at) => ({ ...fileOf('Malden'), id: String(at + 1), documentId: null }))
  const { examples } = await drafted({ distractors: 0 }, [], [...waiting, { ...fileOf('Birken'), id: '501' }])
  expect(examples.map(({ input }) => input)).toEqual(['What is a Birken pump?'])
})

const writing = (said: readonly object[]): ChatModel => ({
  name: 'writer',
  contextTokens: async () => 8_192,
  async *chat() {
    yield { type: 'text', text: JSON.stringify(said) }
    yield { type: 'end', reason: 'stop', promptTokens: 1, answerTokens: 1 }
  },
})
const one = { question: 'Whom to ask?', answer: 'Ask ada@mail.example.' }
const written = writing([one, one])
const long = (id: string) => [1, 2, 3].map((at) => ({ ...passageOf(id, `${textOf(id)} `.repeat(3)), id: at }))

test('what a model repeats of a document is listed, and it is asked nothing once it was stopped', async () => {
  const passages = { document: () => null, pagesOf: () => [], byIds: () => [], slice: long }
  const ports = { passages, chatModel: () => written, random: { id: () => 'boundary' } }
  const { examples, removals } = await drafted({ model: 'writer', perDocument: 9, distractors: 0 }, [], [fileOf('Malden')], [], ports)
  expect(examples).toHaveLength(1)
  expect(removals).toHaveLength(5)
  expect(removals[0]).toMatchObject({ reason: 'exact-duplicate', input: 'Whom to ask?', files: ['/docs/Malden.md'] })
  const said = ['Whom?', 'How?', 'When?'].map((question) => ({ question, answer: 'Ask ada@mail.example.' }))
  const three = { ...ports, chatModel: () => writing(said) }
  expect((await drafted({ model: 'writer', perDocument: 2, distractors: 0 }, [], [fileOf('Malden')], [], three)).examples).toHaveLength(2)
  const stop = new AbortController()
  let asked = 0
  const chatModel = (): ChatModel => {
    asked += 1
    stop.abort(new Error('enough'))
    return written
  }
  await expect(drafted({ model: 'writer', perDocument: 9 }, [], [fileOf('Malden')], [], { ...ports, chatModel }, stop)).rejects.toThrow('enough')
  expect(asked).toBe(1)
})

test('conversations give theirs when asked to, within the scope, and once', async () => {
  const text = 'The main ran dry in August [1].'
  const answer = answerOf(text, [cited(1, 'In August the main ran dry.')])
  const answered = { ...answer, claims: [{ start: 0, end: text.length, citations: [1], verdict: 'supported' as const }] }
  const messages: Conversation['messages'] = [
    { id: '1', at: 1, role: 'question', parentId: null, text: 'When did the main run dry?', scope: {} },
    { id: '2', at: 2, role: 'answer', parentId: '1', state: 'done', text, answer: answered, model: 'small' },
  ]
  const summary = { id: '9', title: 't', titledBy: 'question' as const, pinned: false, createdAt: 1, changedAt: 2, messages: 2, scope: {} }
  const more = {
    conversations: { list: () => [summary, { ...summary, id: '8' }], get: (id: string) => ({ summary: { ...summary, id: '9' }, messages, leafId: id }) },
    passages: { document: () => null, pagesOf: () => [], byIds: () => [], slice: () => [] },
  }
  const asked = async (changes: Partial<DraftPlan>, files: Parameters<typeof drafted>[2]) => {
    const { examples } = await drafted(changes, [], files, [], more)
    return examples.map(({ input }) => input)
  }
  const [file] = answer.citations
  const own = { ...fileOf('Malden'), path: file?.file ?? '' }
  expect(await asked({ conversations: true }, [])).toEqual(['When did the main run dry?'])
  expect(await asked({}, [])).toEqual([])
  expect(await asked({ conversations: true, scope: { paths: ['/docs'] } }, [own])).toEqual(['When did the main run dry?'])
  expect(await asked({ conversations: true, scope: { paths: ['/docs'] } }, [fileOf('Birken')])).toEqual([])
})
