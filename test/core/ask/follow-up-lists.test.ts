/** Follow-ups to a list: asked of its files, for the list again, or for the same of something else. Counted exactly, in each language. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exchange } from '../../../core/ask/earlier.ts'
import type { Answer, Scope } from '../../../core/types/answer.ts'
import { scriptedModel } from './small-library.ts'
import { type WholeLibrary, wholeLibrary } from './whole-library.ts'

const march = [2026, 3, 14] as const
const april = [2026, 4, 2] as const
let whole: WholeLibrary

beforeAll(async () => {
  whole = await wholeLibrary({
    'boat contract.txt': { text: 'Boat contract\n\nSigned by Anna Berg in Berlin.', changed: march },
    'lease contract.txt': { text: 'Lease contract\n\nSigned by Anna Berg in Rotterdam.', changed: april },
    'copy/lease contract.txt': { text: 'Lease contract\n\nSigned by Anna Berg in Rotterdam.', changed: march },
    'sale contract.md': { text: '# Sale contract\n\nSigned by Peter Holm in Berlin.', changed: march },
    'letter.txt': { text: 'Dear Anna Berg,\n\nBerlin is cold.', changed: april },
    'prices.csv': { text: 'Item,Sum\nAnna Berg,120', changed: march },
  })
})
afterAll(async () => await whole?.close())

interface Turn {
  readonly question: string
  readonly scope?: Scope
}

/** The last answer of a conversation in which each question follows the one before. */
async function ask(...turns: readonly (string | Turn)[]): Promise<Answer> {
  const earlier: Exchange[] = []
  let last: Answer | null = null
  for (const turn of turns) {
    const { question, scope = {} } = typeof turn === 'string' ? { question: turn } : turn
    const { list, answer, receipt } = (last = await whole.ask(question, { scope, along: { earlier: [...earlier] } }))
    earlier.push({
      question,
      answer,
      ...(receipt.rewrite === undefined ? {} : { query: receipt.rewrite.query }),
      ...(list === undefined ? {} : { list: { ...list, scope } }),
    })
  }
  if (last === null) throw new Error('nothing asked')
  return last
}

const names = ({ list }: Answer) => list?.items.map(({ fileName }) => fileName).toSorted()
const ofAnna = ['boat contract.txt', 'lease contract.txt', 'letter.txt', 'prices.csv']

const cases: Readonly<Record<string, { readonly first: string; readonly follow: readonly (readonly [question: string, files: readonly string[]])[] }>> = {
  en: {
    first: 'Which files mention Anna Berg?',
    follow: [
      ['and how many of them are from March?', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['How many of those mention Berlin?', ['boat contract.txt', 'letter.txt']],
      ['Which of them are contracts?', ['boat contract.txt', 'lease contract.txt']],
      ['how many are CSV files?', ['prices.csv']],
      ['In how many of them does Rotterdam appear?', ['lease contract.txt']],
      ['list them all', ofAnna],
      ['Can you show me all of them, please?', ofAnna],
      ['How many?', ofAnna],
      ['Which ones?', ofAnna],
      ['show me the ones that mention Rotterdam', ['lease contract.txt']],
      ['only the ones from April', ['lease contract.txt', 'letter.txt']],
      ['Do any of these contracts mention Rotterdam?', ['lease contract.txt']],
      ['And Peter Holm?', ['sale contract.md']],
      ['And in April?', ['lease contract.txt', 'letter.txt']],
      ['and contracts?', ['boat contract.txt', 'lease contract.txt']],
      ['And how many contracts do I have?', ['boat contract.txt', 'lease contract.txt', 'sale contract.md']],
    ],
  },
  de: {
    first: 'Welche Dateien erwähnen Anna Berg?',
    follow: [
      ['und wie viele davon nennen Berlin?', ['boat contract.txt', 'letter.txt']],
      ['Wie viele von ihnen sind vom März?', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['Welche davon sind CSV-Dateien?', ['prices.csv']],
      ['Liste sie alle auf', ofAnna],
      ['Zeig mir alle', ofAnna],
      ['Wie viele?', ofAnna],
      ['Welche?', ofAnna],
      ['In wie vielen davon steht Rotterdam?', ['lease contract.txt']],
      ['Und Peter Holm?', ['sale contract.md']],
      ['Und vom April?', ['lease contract.txt', 'letter.txt']],
    ],
  },
  fr: {
    first: 'Quels fichiers mentionnent Anna Berg ?',
    follow: [
      ['et combien d’entre eux mentionnent Berlin ?', ['boat contract.txt', 'letter.txt']],
      ['Combien sont de mars ?', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['Lesquels mentionnent Rotterdam ?', ['lease contract.txt']],
      ['Liste-les tous', ofAnna],
      ['Combien ?', ofAnna],
      ['Lesquels ?', ofAnna],
      ['Et Peter Holm ?', ['sale contract.md']],
      ['Et en avril ?', ['lease contract.txt', 'letter.txt']],
    ],
  },
  es: {
    first: '¿Qué archivos mencionan a Anna Berg?',
    follow: [
      ['¿Y cuántos de ellos mencionan Berlin?', ['boat contract.txt', 'letter.txt']],
      ['¿Cuántos son de marzo?', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['¿Cuáles de estos mencionan Rotterdam?', ['lease contract.txt']],
      ['Lístalos todos', ofAnna],
      ['Muéstramelos', ofAnna],
      ['¿Cuántos?', ofAnna],
      ['¿Y Peter Holm?', ['sale contract.md']],
      ['¿Y en abril?', ['lease contract.txt', 'letter.txt']],
    ],
  },
  zh: {
    first: '哪些文件提到Anna Berg？',
    follow: [
      ['其中有多少提到Berlin？', ['boat contract.txt', 'letter.txt']],
      ['其中有多少是3月的？', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['其中哪些提到Rotterdam？', ['lease contract.txt']],
      ['把它们全部列出来', ofAnna],
      ['有多少个？', ofAnna],
      ['那Peter Holm呢？', ['sale contract.md']],
    ],
  },
  ja: {
    first: 'Anna Bergに言及しているファイルはいくつありますか？',
    follow: [
      ['そのうちBerlinを含むものはいくつですか？', ['boat contract.txt', 'letter.txt']],
      ['そのうち3月のものはいくつですか？', ['boat contract.txt', 'lease contract.txt', 'prices.csv']],
      ['それらをすべて一覧にしてください', ofAnna],
      ['いくつですか？', ofAnna],
      ['Peter Holmは？', ['sale contract.md']],
    ],
  },
}

describe.each(Object.entries(cases))('%s', (_, { first, follow }) => {
  test.each(follow)('“%s”', async (question, files) => {
    const answer = await ask(first, question)
    expect(names(answer)).toEqual(files)
    expect(answer.list?.total).toBe(files.length)
  })
})

test('the wording is told, names the list that it was asked of, and stands in the receipt', async () => {
  const answer = await ask('Which files mention Anna Berg?', 'and how many of them are from March?')
  expect(answer.receipt.rewrite).toEqual({ by: 'rules', query: 'how many files are from March (among the files of “Which files mention Anna Berg”)' })
  expect(answer.list?.within).toEqual([{ question: 'Which files mention Anna Berg?', scope: {} }])
})

test('a list of a list is counted in both, and gone on with', async () => {
  const third = await ask('Which files mention Anna Berg?', 'how many of them mention Berlin?', 'which of those are from March?')
  expect(names(third)).toEqual(['boat contract.txt'])
  expect(third.answer).toContain('Only the files of “Which files mention Anna Berg? → how many files mention Berlin” were counted.')
  expect(names(await ask('Which files mention Anna Berg?', 'how many of them are from March?', 'and from April?', 'list them'))).toEqual([
    'lease contract.txt',
    'letter.txt',
  ])
})

test('each list keeps the scope that it was asked in', async () => {
  const first = { question: 'Which files mention Anna Berg?', scope: { formats: ['csv'] as const } }
  expect(names(await ask(first, 'How many of them are from March?'))).toEqual(['prices.csv'])
})

test('what “her” stands for is the name before', async () => {
  const asked = await ask('When did Anna Berg sign?', 'How many contracts name her?')
  expect([names(asked), asked.receipt.rewrite?.query]).toEqual([['boat contract.txt', 'lease contract.txt'], 'How many contracts name Anna Berg'])
  expect(names(await ask('Quand Anna Berg a-t-elle signé ?', 'Combien de fichiers la mentionnent ?'))).toEqual(ofAnna)
})

test.each([
  'How many of them live in Lisbon?',
  'Why?',
  'And who signed it?',
  'How many were born there?',
  'Which of them is cheaper?',
  'How many years do they last?',
  'Wie viele davon sind verheiratet?',
])('“%s” is asked of the passages', async (question) => {
  expect((await ask('Which files mention Anna Berg?', question)).list).toBeUndefined()
})

test('where the rules do not know, the model’s wording may count', async () => {
  const earlier = [{ question: 'What did the woman from Berlin who signs for Anna Berg and Peter Holm do?', answer: 'She signed [1].' }]
  const model = scriptedModel(['How many contracts name Anna Berg?'])
  const answer = await whole.ask('And how many contracts name her?', { model, along: { earlier } })
  expect([names(answer), answer.mode, answer.receipt.rewrite]).toEqual([
    ['boat contract.txt', 'lease contract.txt'],
    'quotes',
    { by: 'model', query: 'How many contracts name Anna Berg?' },
  ])
})
