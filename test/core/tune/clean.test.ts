/** Cleaning: everything that goes is named with its reason, and what only looks alike stays. */
import { expect, test } from 'vitest'
import { clean } from '../../../core/tune/clean.ts'
import type { Example } from '../../../core/types/data-set.ts'
import { exampleOf } from './examples.ts'

const ports = { tokens: (text: string) => text.split(/\s+/u).length, vectors: null }
const reasons = async (examples: readonly Example[], vectors: typeof ports.vectors | ((texts: readonly string[]) => Promise<readonly Float32Array[]>) = null) =>
  Object.fromEntries((await clean(examples, { maxTokens: 200 }, { ...ports, vectors })).map(({ example, reason, of }) => [example.id, `${reason} ${of}`]))

const sentence = 'The valve below the tank opens by itself when the water in the upper pipe is warmer than the water in the lower pipe of the house'

test('the same, nearly the same, empty and too long', async () => {
  const kept = exampleOf('a', { input: 'When does the valve open?', output: sentence })
  const same = exampleOf('b', { input: 'when does the VALVE open', output: `${sentence}.`, state: 'waiting' })
  const near = exampleOf('c', { input: 'When does the valve open?', output: `${sentence} again`, state: 'waiting' })
  const other = exampleOf('d', { input: 'When does the valve open?', output: `${sentence} by 5 degrees` })
  const named = exampleOf('d', { input: 'When does the valve open?', output: `${sentence} in Berlin` })
  const empty = exampleOf('e', { output: ' ' })
  const refusal = exampleOf('f', { output: '', answerable: false })
  const long = exampleOf('g', { output: 'word '.repeat(300) })
  const rejected = exampleOf('h', { output: '', state: 'rejected' })
  expect(await reasons([same, near, kept, other, named, empty, refusal, long, rejected])).toEqual({
    [same.id]: `exact-duplicate ${kept.id}`,
    [near.id]: `near-duplicate ${kept.id}`,
    [empty.id]: 'empty null',
    [long.id]: 'too-long null',
  })
})

test('of two alike the one that a person edited stays', async () => {
  const drafted = exampleOf('a', { input: 'When does it open?', output: sentence })
  const edited = exampleOf('b', { input: 'When does it open?', output: sentence, edited: true })
  expect(await reasons([drafted, edited])).toEqual({ [drafted.id]: `exact-duplicate ${edited.id}` })
})

test('texts without blanks between words are compared by characters', async () => {
  const kept = exampleOf('a', { input: '弁はいつ開きますか。', output: '上の管の水が下の管の水よりも温かくなったときに、槽の下にある弁は自然に開きます。' })
  const near = exampleOf('b', { input: '弁はいつ開きますか。', output: '上の管の水が下の管の水よりも温かくなったときに、槽の下にある弁は自然に開きますよ。' })
  expect(await reasons([kept, near])).toEqual({ [near.id]: `near-duplicate ${kept.id}` })
})

test('what means the same is found by vectors, but not across figures and names', async () => {
  const vectors = async (texts: readonly string[]) => texts.map((text) => Float32Array.from(text.includes('flap') || text.includes('valve') ? [1, 0] : [0, 1]))
  const kept = exampleOf('a', { input: 'When does the valve open?', output: 'When it is warm.' })
  const same = exampleOf('b', { input: 'At what point is the flap open?', output: 'As soon as warmth comes.' })
  const figure = exampleOf('c', { input: 'At what point is the flap open?', output: 'At 40 degrees.' })
  const other = exampleOf('d', { input: 'Who built it?', output: 'The town.' })
  expect(await reasons([kept, same, figure, other], vectors)).toEqual({ [same.id]: `near-duplicate ${kept.id}` })
})

test('what is far off the rest of its kind goes, and even lengths make no outliers', async () => {
  const words = 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu'.split(' ')
  const usual = Array.from({ length: 30 }, (_, at) =>
    exampleOf(`u${at}`, { input: `Why does part ${at} move?`, output: `Part ${at} moves for ${words[at % 12]} and ${words[(at * 5) % 12]}.` }),
  )
  const far = exampleOf('x', { input: 'Why?', output: `Because ${words.join(' ').repeat(12)}` })
  const junk = exampleOf('y', { input: 'Why?', output: '#### |||| ---- |||| %%%% ????' })
  expect(await reasons([...usual, far, junk])).toEqual({ [far.id]: 'outlier null', [junk.id]: 'outlier null' })
})
