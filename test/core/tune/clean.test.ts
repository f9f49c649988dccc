/** Cleaning: everything that goes is named with its reason, and what only looks alike stays. */
import { expect, test } from 'vitest'
import { clean } from '../../../core/tune/clean.ts'
import type { Example } from '../../../core/types/data-set.ts'
import { exampleOf, passageOf } from './examples.ts'

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

test('one that a person accepted stays rather than one that nobody has looked at, else the older', async () => {
  const said = { input: 'When does it open?', output: sentence }
  const [older, newer, accepted] = [exampleOf('a', { ...said, state: 'waiting' }), exampleOf('b', { ...said, state: 'waiting' }), exampleOf('c', said)]
  expect(await reasons([newer, older])).toEqual({ [newer.id]: `exact-duplicate ${older.id}` })
  expect(await reasons([older, accepted])).toEqual({ [older.id]: `exact-duplicate ${accepted.id}` })
})

test('what is nearly the same is another example where another task is done with it', async () => {
  const text = `${sentence} and the water in the yard`
  const task = (facts: Partial<Example>) => exampleOf('a', { input: text, output: 'It opens.', ...facts })
  const asked = task({ input: `${text} today`, output: '', answerable: false })
  expect(await reasons([task({ kind: 'summary' }), task({ kind: 'rewriting', input: `${text} today` }), task({}), asked])).toEqual({})
})

test('texts of which four fifths are the same are near, of fewer they are not', async () => {
  const words = Array.from({ length: 44 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at < 26 ? '' : 'x'}`)
  const summary = (end: number) =>
    exampleOf('a', { kind: 'summary', input: [...words.slice(0, end), ...words.slice(end).map((word) => `no${word}`)].join(' '), output: 'All.' })
  const [whole, near, far] = [summary(44), summary(40), summary(34)]
  expect(await reasons([whole, near])).toEqual({ [near.id]: `near-duplicate ${whole.id}` })
  expect(await reasons([whole, far])).toEqual({})
  const scattered = { ...whole, id: '0', input: words.map((word, at) => (at === 12 || at === 30 ? `no${word}` : word)).join(' ') }
  expect(await reasons([whole, scattered])).toEqual({})
})

test('of few words all must be the same, and an order of their own tells texts apart', async () => {
  const [one, other] = [exampleOf('a', { kind: 'summary', input: 'red then blue' }), exampleOf('b', { kind: 'summary', input: 'red then green' })]
  expect(await reasons([one, other])).toEqual({})
  const turned = sentence.split(' ').reduce((pairs, word, at, all) => (at % 2 === 0 ? `${pairs} ${all[at + 1] ?? ''} ${word}` : pairs), '')
  expect(await reasons([exampleOf('a', { kind: 'summary', input: sentence }), exampleOf('b', { kind: 'summary', input: turned })])).toEqual({})
})

test('too long is what is longer than allowed, passages included', async () => {
  const at = (words: number) => exampleOf('a', { input: 'Why?', output: 'So.', passages: [passageOf('a', 'word '.repeat(words).trim())] })
  const [fits, long] = [at(198), at(199)]
  expect(await reasons([fits, { ...long, input: 'How?' }])).toEqual({ [long.id]: 'too-long null' })
})

test('texts without blanks between words are compared by characters', async () => {
  const kept = exampleOf('a', { input: '弁はいつ開きますか。', output: '上の管の水が下の管の水よりも温かくなったときに、槽の下にある弁は自然に開きます。' })
  const near = exampleOf('b', { input: '弁はいつ開きますか。', output: '上の管の水が下の管の水よりも温かくなったときに、槽の下にある弁は自然に開きますよ。' })
  expect(await reasons([kept, near])).toEqual({ [near.id]: `near-duplicate ${kept.id}` })
})

test('what means the same is found by vectors, but not across figures and names', async () => {
  const vectors = async (texts: readonly string[]) =>
    texts.map((text) => Float32Array.from(text.includes('flap') || text.includes('valve') ? [1, 0] : text.includes('hatch') ? [0.8, 0.6] : [0, 1]))
  const kept = exampleOf('a', { input: 'When does the valve open?', output: 'When it is warm.' })
  const same = exampleOf('b', { input: 'At what point is the flap open?', output: 'As soon as warmth comes.' })
  const figure = exampleOf('c', { input: 'At what point is the flap open?', output: 'At 40 degrees.' })
  const like = exampleOf('d', { input: 'At what point is the hatch open?', output: 'As soon as warmth comes.' })
  const other = exampleOf('e', { input: 'Who built it?', output: 'The town.' })
  expect(await reasons([kept, same, figure, like, other], vectors)).toEqual({ [same.id]: `near-duplicate ${kept.id}` })
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

test('much shorter counts as much as much longer, junk by its letters, and labels are as long as they are', async () => {
  const usual = Array.from({ length: 30 }, (_, at) => {
    const word = String.fromCharCode(97 + (at % 26)).repeat(1 + (at % 3))
    return exampleOf(`u${at}`, {
      input: `Why does ${word}${at} ever move in the ${word} house?`,
      output: `It goes to ${word} for the sake of all that ${word}${at} asked.`,
    })
  })
  const short = exampleOf('s', { input: 'Why does s move at all in here?', output: 'S' })
  const long = exampleOf('l', { input: 'Why does l move at all in here?', output: sentence.replaceAll('a', 'o').repeat(5) })
  const junk = exampleOf('j', { input: 'Why does j move?', output: '-- || -- || -- || -- || -- || -- || --' })
  const somewhat = exampleOf('w', { input: 'Why does w move at all in here?', output: `It goes to w for what all of them asked, ${sentence.slice(0, 60)}` })
  expect(await reasons([...usual, short, long, junk, somewhat])).toEqual({ [short.id]: 'outlier null', [long.id]: 'outlier null', [junk.id]: 'outlier null' })
  const labelled = usual.map((example, at) => ({
    ...example,
    kind: 'classification' as const,
    output: at === 0 ? 'quite another, much longer label than all of the others are' : 'no',
  }))
  expect(await reasons(labelled)).toEqual({})
})
