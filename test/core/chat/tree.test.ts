/** Branches of a conversation, titles, and the words found in it. */
import { describe, expect, test } from 'vitest'
import { snippetOf, wordsOf } from '../../../core/chat/find-words.ts'
import { titleOf } from '../../../core/chat/title.ts'
import { branchShown, branchTo, exchangesOf } from '../../../core/chat/tree.ts'
import type { Message } from '../../../core/types/conversation.ts'

const question = (id: string, parentId: string | null): Message => ({ role: 'question', id, parentId, at: 1, text: `q${id}`, scope: {} })
const answer = (id: string, parentId: string, text = `a${id}`): Message => ({
  role: 'answer',
  id,
  parentId,
  at: 1,
  state: text === '' ? 'stopped' : 'done',
  text,
  answer: null,
  model: null,
})
const tree = [
  question('1', null),
  answer('2', '1'),
  answer('3', '1'),
  question('4', '3'),
  answer('5', '4', ''),
  question('6', '3'),
  answer('7', '6'),
  question('8', null),
]
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id).join(' ')

test('a branch is what led to a message; the branch shown goes on to its end by what came last', () => {
  expect(ids(branchTo(tree, '5'))).toBe('1 3 4 5')
  expect(ids(branchTo(tree, null))).toBe('')
  expect(ids(branchShown(tree, '2'))).toBe('1 2')
  expect(ids(branchShown(tree, '3'))).toBe('1 3 6 7')
  expect(ids(branchShown(tree, null))).toBe('8')
})

test('exchanges are questions with their answers; what was never answered is none', () => {
  expect(exchangesOf(branchTo(tree, '7')).map(({ question: q, answer: a }) => `${q.id}-${a.id}`)).toEqual(['1-3', '6-7'])
  expect(exchangesOf(branchTo(tree, '5')).map(({ question: q, answer: a }) => `${q.id}-${a.id}`)).toEqual(['1-3'])
})

test('parents that go in a circle end', () => {
  expect(ids(branchTo([question('1', '2'), answer('2', '1')], '2'))).toBe('1 2')
})

describe('titles', () => {
  test.each([
    ['Which spring ran dry?', 'Which spring ran dry?'],
    ['  Which\n spring?  ', 'Which spring?'],
    [
      'How much water did the upper spring of the garden society yield in the summer of 2009?',
      'How much water did the upper spring of the garden society yield…',
    ],
    ['a'.repeat(200), `${'a'.repeat(63)}…`],
    ['👩‍👩‍👧'.repeat(40), `${'👩‍👩‍👧'.repeat(7)}…`],
  ])('%j', (asked, title) => {
    expect(titleOf(asked)).toBe(title)
    expect(titleOf(asked).length).toBeLessThanOrEqual(65)
  })

  test('of scripts without blanks end at a word too', () => {
    const title = titleOf('東京都の人口は何人ですか'.repeat(10))
    expect(title.length).toBeLessThanOrEqual(65)
    expect(title.endsWith('…')).toBe(true)
  })
})

describe('snippets', () => {
  const marked = (text: string, query: string) => {
    const found = snippetOf(text, wordsOf(query))
    return found === null ? null : found.marks.map(({ start, end }) => found.snippet.slice(start, end))
  }

  test.each([
    ['The lower spring ran dry.', 'springs', ['spring']],
    ['The lower spring ran dry.', 'spri', ['spring']],
    ['Das Café heißt Straßenbahn.', 'cafe strassenbahn', ['Café', 'Straßenbahn']],
    ['東京都の人口は何人ですか', '東京', ['東京']],
    ['Nothing here.', 'spring', null],
    ['<b>spring</b> & more', 'spring', ['spring']],
  ])('%s: %s', (text, query, words) => {
    expect(marked(text, query)).toEqual(words)
  })

  test('a long text is cut around the first word, at the ends of words', () => {
    const text = `${'before '.repeat(100)}the canary sings ${'after '.repeat(100)}`
    const found = snippetOf(text, wordsOf('canary'))
    expect(found?.snippet).toMatch(/^…before .*the canary sings after .*after…$/)
    expect(found?.snippet.length).toBeLessThan(180)
    expect(found?.marks.map(({ start, end }) => found.snippet.slice(start, end))).toEqual(['canary'])
  })
})
