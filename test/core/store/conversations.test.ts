/** Conversations on a real database: the tree, the list, the words, and that what is erased is gone from the files. */
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AnswerNow, NewConversation } from '../../../core/ports/conversations-store.ts'
import type { Stores } from '../../../core/ports/stores.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import { queryTerms } from '../../../core/text/terms.ts'
import { answerOf, cited } from '../chat/answers.ts'

let folder = ''
let stores: Stores

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-conversations-'))
  stores = openStores(join(folder, 'alcove.db'))
})
afterEach(async () => {
  stores.close()
  await rm(folder, { recursive: true, force: true })
})

const fresh = (title: string, createdAt = 1_000): NewConversation => ({ title, titledBy: 'question', pinned: false, createdAt, scope: {} })
const done = (text: string, quotes: readonly string[] = []): AnswerNow => ({
  state: 'done',
  text,
  answer: answerOf(
    text,
    quotes.map((quote, at) => cited(at + 1, quote)),
  ),
  model: null,
})

function exchange(conversationId: string, asked: string, now: AnswerNow, parentId: string | null = null, at = 2_000) {
  const question = stores.conversations.addQuestion(conversationId, { parentId, at, text: asked, scope: {}, images: [] })
  return { question, answer: stores.conversations.addAnswer(conversationId, { parentId: question.id, at: at + 1, ...now }) }
}

const titles = (words: string) =>
  stores.conversations
    .search(
      queryTerms(words).map((term) => ({ term })),
      { limit: 10 },
    )
    .map(({ summary }) => summary.title)

test('a tree of messages is kept as it was built, and the last message is the end of the branch shown', () => {
  const { id } = stores.conversations.create({ ...fresh('Springs'), scope: { paths: ['/a'] }, model: null })
  const first = exchange(id, 'Which spring?', done('The lower.'))
  const second = exchange(id, 'And when?', done('In August.'), first.answer.id)
  const edited = exchange(id, 'And why?', done('Drought.'), first.answer.id)
  const known = stores.conversations.get(id)
  expect(known?.messages.map((one) => [one.role, one.id, one.parentId])).toEqual([
    ['question', first.question.id, null],
    ['answer', first.answer.id, first.question.id],
    ['question', second.question.id, first.answer.id],
    ['answer', second.answer.id, second.question.id],
    ['question', edited.question.id, first.answer.id],
    ['answer', edited.answer.id, edited.question.id],
  ])
  expect(known?.leafId).toBe(edited.answer.id)
  expect(known?.summary).toMatchObject({ messages: 6, scope: { paths: ['/a'] }, model: null, changedAt: 2_001 })
  expect(known?.messages[1]).toEqual(first.answer)
})

test('the list has pinned ones first, then the newest, page by page', () => {
  const ids = Array.from({ length: 7 }, (_, n) => stores.conversations.create(fresh(`number ${n}`, 1_000 + (n % 3))).id)
  stores.conversations.update(ids[0] as string, { pinned: true })
  const all = stores.conversations.list({ limit: 100 }).map(({ title }) => title)
  expect(all).toEqual(['number 0', 'number 5', 'number 2', 'number 4', 'number 1', 'number 6', 'number 3'])
  const paged: string[] = []
  for (let after: string | undefined; ; ) {
    const page = stores.conversations.list({ limit: 2, ...(after === undefined ? {} : { after }) })
    if (page.length === 0) break
    paged.push(...page.map(({ title }) => title))
    after = page.at(-1)?.id
  }
  expect(paged).toEqual(all)
})

describe('search', () => {
  beforeEach(() => {
    const springs = stores.conversations.create(fresh('Water in the garden'))
    exchange(springs.id, 'Which spring ran dry?', done('The lower one [1].', ['The lower spring did not return until October.']))
    const cafe = stores.conversations.create(fresh('Crème brûlée'))
    exchange(cafe.id, 'Wie heißt das Café in Łódź?', done('Das Café heißt Straßenbahn.'))
    const tokyo = stores.conversations.create(fresh('旅行'))
    exchange(tokyo.id, '東京都の人口は？', done('約1400万人です。'))
  })

  test.each([
    ['spring', ['Water in the garden']],
    ['octobers', ['Water in the garden']],
    ['garden lower', ['Water in the garden']],
    ['cafe', ['Crème brûlée']],
    ['strassenbahn', ['Crème brûlée']],
    ['brulee', ['Crème brûlée']],
    ['東京', ['旅行']],
    ['人口', ['旅行']],
    ['garden tokyo', []],
  ])('%s', (words, found) => {
    expect(titles(words)).toEqual(found)
  })

  test('says where the words stand, and finds beginnings of words', () => {
    const [found] = stores.conversations.search([{ term: 'octo', beginning: 'octo' }], { limit: 10 })
    expect(found?.places).toHaveLength(1)
    expect(found?.places[0]?.texts.map(({ place }) => place)).toEqual(['answer', 'citation', 'citation'])
    const [title] = stores.conversations.search([{ term: 'garden' }], { limit: 10 })
    expect(title?.places).toEqual([{ messageId: null, texts: [{ place: 'title', text: 'Water in the garden' }] }])
  })

  test('a new title is found, the old no more; words of a removed conversation are not found', () => {
    const [found] = stores.conversations.search([{ term: 'garden' }], { limit: 1 })
    const id = found?.summary.id as string
    expect(stores.conversations.update(id, { title: 'Dry summer' })).toMatchObject({ title: 'Dry summer', titledBy: 'person' })
    expect(titles('garden')).toEqual([])
    expect(titles('summer')).toEqual(['Dry summer'])
    stores.conversations.remove([id], 5)
    expect(titles('summer')).toEqual([])
  })
})

/** Bytes of every file of the database in which the text stands. */
function holding(text: string): readonly string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text))
}

test('promise 42: what is erased stands in no file of the database, its words and pictures included', async () => {
  const picture = new TextEncoder().encode('PICTUREcanary'.repeat(2_000))
  const { id } = stores.conversations.create(fresh('Titlecanary of things'))
  const question = stores.conversations.addQuestion(id, {
    parentId: null,
    at: 1,
    text: `Questioncanary ${'long '.repeat(3_000)}`,
    scope: { paths: ['/scopecanary'] },
    images: [{ mediaType: 'image/png', data: picture }],
  })
  const answer = stores.conversations.addAnswer(id, { parentId: question.id, at: 2, state: 'running', text: '', answer: null, model: 'modelcanary' })
  for (let n = 1; n <= 20; n++) {
    stores.conversations.saveAnswer(answer.id, n, { state: 'running', text: `Partcanary ${n} `.repeat(n * 20), answer: null, model: null })
    await stores.committed()
  }
  stores.conversations.saveAnswer(answer.id, 30, done('Answercanary.', ['Quotecanary 東京タワー']))
  const other = stores.conversations.create(fresh('Another'))
  exchange(other.id, 'Staycanary?', done('Yes.'))
  await stores.scrubbed()
  const canaries = [
    'itlecanary',
    'uestioncanary',
    'scopecanary',
    'modelcanary',
    'artcanary',
    'nswercanary',
    'uotecanary',
    '東京',
    Buffer.from(picture.slice(0, 30)).toString('base64'),
  ]
  expect(canaries.filter((canary) => canary !== 'artcanary' && canary !== 'modelcanary' && holding(canary).length === 0)).toEqual([])
  expect(stores.conversations.remove([id], 40)).toEqual([id])
  expect(stores.conversations.get(id)).toBeNull()
  stores.conversations.erase([id])
  await stores.scrubbed()
  for (const canary of canaries) expect([canary, holding(canary)]).toEqual([canary, []])
  expect(holding('taycanary').length).toBeGreaterThan(0)
  expect(titles('staycanary')).toEqual(['Another'])
})

test('what was removed can be restored, what was erased cannot, and what is there is not erased', () => {
  const { id } = stores.conversations.create(fresh('Here'))
  stores.conversations.erase('all')
  expect(stores.conversations.summary(id)?.title).toBe('Here')
  expect(stores.conversations.remove([id, '999', 'nonsense'], 1)).toEqual([id])
  expect(stores.conversations.restore([id]).map(({ title }) => title)).toEqual(['Here'])
  stores.conversations.remove([id], 2)
  stores.conversations.erase('all')
  expect(stores.conversations.restore([id])).toEqual([])
})

test('an answer that the engine did not live to finish is a stopped one, and its text is found', () => {
  const { id } = stores.conversations.create(fresh('Cut'))
  const { answer } = exchange(id, 'What?', { state: 'running', text: 'The beginnings of it', answer: null, model: 'm' })
  stores.conversations.interrupt()
  expect(stores.conversations.message(answer.id)?.message).toMatchObject({ state: 'stopped', text: 'The beginnings of it' })
  expect(titles('begin')).toEqual(['Cut'])
})

test('answers that quote a source can be erased with all that follows them, and others stay', () => {
  const source = stores.sources.add('/papers', 'folder', 1)
  const { id } = stores.conversations.create(fresh('Papers'))
  const first = exchange(id, 'First?', { ...done('One'), answer: answerOf('One', [cited(1, 'quoted', '/elsewhere/a.pdf')]) })
  const second = exchange(id, 'Second?', { ...done('Two'), answer: answerOf('Two', [cited(1, 'quoted', '/papers/b.pdf')]) }, first.answer.id)
  exchange(id, 'Third?', done('Three'), second.answer.id)
  expect(stores.conversations.quoting(source.id)).toEqual({ answers: [second.answer.id], conversations: [id] })
  stores.conversations.eraseAnswers([second.answer.id])
  const left = stores.conversations.get(id)
  expect(left?.messages.map(({ text }) => text)).toEqual(['First?', 'One', 'Second?'])
  expect(left?.leafId).toBe(second.question.id)
  expect(titles('three')).toEqual([])
})

test('a branch of thousands of messages can be kept, erased from its first answer on, and erased as a whole', () => {
  const { id } = stores.conversations.create(fresh('Long'))
  let parentId: string | null = null
  let first = ''
  for (let n = 0; n < 1_500; n++) {
    const { answer } = exchange(id, `Question ${n}`, done(`Longcanary ${n}`), parentId, n)
    parentId = answer.id
    if (n === 0) first = answer.id
  }
  expect(stores.conversations.get(id)?.messages).toHaveLength(3_000)
  stores.conversations.eraseAnswers([first])
  expect(stores.conversations.get(id)).toMatchObject({ messages: [{ text: 'Question 0' }], leafId: stores.conversations.get(id)?.messages[0]?.id })
  expect(titles('longcanary')).toEqual([])
  stores.conversations.remove([id], 1)
  stores.conversations.erase([id])
  expect(stores.conversations.list({ limit: 10 })).toEqual([])
})

test('what a person thinks of an answer is kept beside it, stays while it is gone on with, and can be taken back', () => {
  const { id } = stores.conversations.create(fresh('Judged'))
  const { question, answer } = exchange(id, 'When?', done('In July.'))
  stores.conversations.judge(answer.id, { rating: 'poor' })
  expect(stores.conversations.judge(answer.id, { correction: 'In August.' })).toEqual({ ...answer, rating: 'poor', correction: 'In August.' })
  stores.conversations.saveAnswer(answer.id, 3_000, done('In July, it says.'))
  expect(stores.conversations.message(answer.id)?.message).toMatchObject({ text: 'In July, it says.', rating: 'poor', correction: 'In August.' })
  expect(stores.conversations.judge(answer.id, { rating: null, correction: null })).not.toHaveProperty('rating')
  expect(stores.conversations.message(answer.id)?.message).not.toHaveProperty('correction')
  expect(stores.conversations.judge(question.id, { rating: 'good' })).toBeNull()
  expect(stores.conversations.judge('999', { rating: 'good' })).toBeNull()
})
