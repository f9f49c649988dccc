/** The index proposes and the text decides: totals are those of reading every passage, whatever has been folded into the index. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../../../core/text/terms.ts'
import { type WholeLibrary, wholeLibrary } from '../whole-library.ts'

const words = ['heron', 'Miller', 'Anna', 'Berg', 'ferries', 'harbour', '1,250', 'Kündigung', 'cost', 'costs', 'l’eau']
let state = 7
const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
const texts = Object.fromEntries(
  Array.from({ length: 160 }, (_, at): [string, string] => [
    `file ${at}.txt`,
    Array.from(
      { length: 1 + random(30) },
      () => `${Array.from({ length: 3 + random(5) }, () => words[random(random(3) === 0 ? words.length : 3)]).join(' ')}.`,
    ).join('\n\n'),
  ]),
)
let whole: WholeLibrary

beforeAll(async () => {
  whole = await wholeLibrary(texts)
}, 120_000)
afterAll(async () => await whole?.close())

/** By reading every file from its beginning to its end. */
function read(wanted: readonly string[], phrase: boolean): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const paragraphs = text.split('\n\n').map((one) => terms(one))
    const whole = paragraphs.flat()
    const found = phrase ? whole.some((_, at) => wanted.every((term, place) => whole[at + place] === term)) : wanted.every((term) => whole.includes(term))
    return found ? [name] : []
  })
}

test.each([
  ['Which files mention heron?', ['heron']],
  ['Which files mention ferries?', ['ferri']],
  ['Which files contain "1,250"?', ['1250']],
  ['Welche Dateien enthalten "Kündigung"?', ['kundigung']],
  ['Which files mention Anna Berg?', ['anna', 'berg']],
  ['Which files contain "cost harbour"?', ['cost', 'harbour']],
])('%s', async (question, wanted) => {
  const { list } = await whole.ask(question)
  const asked = [...(list?.items ?? [])].map(({ fileName }) => fileName)
  const expected = read(
    wanted.map((term) => terms(term)[0] ?? term),
    true,
  )
  const distinct = new Set(expected.map((name) => texts[name]))
  expect([list?.total, (list?.total ?? 0) + (list?.copies ?? 0)]).toEqual([distinct.size, expected.length])
  expect(expected).toEqual(expect.arrayContaining(asked))
  expect(expected.length).toBeGreaterThan(0)
})
