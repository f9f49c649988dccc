/** Versions: what belongs together stays together, whatever the seed, and nothing that is measured on was trained on. */
import { describe, expect, test } from 'vitest'
import { diceFrom } from '../../../core/text/dice.ts'
import { freeze } from '../../../core/tune/freeze.ts'
import { groupsOf } from '../../../core/tune/groups.ts'
import { exampleHash } from '../../../core/tune/hashes.ts'
import { leaks } from '../../../core/tune/leaks.ts'
import { splitGroups } from '../../../core/tune/split.ts'
import { type Example, type ExamplePassage, exampleKinds, type FrozenExample, splits } from '../../../core/types/data-set.ts'
import { exampleOf, frozenOf, passageOf } from './examples.ts'

const shares = { train: 0.7, validation: 0.1, test: 0.2 }
const request = { seed: 1, train: 0.7, validation: 0.1 }
const documents = (count: number, each: number) => Array.from({ length: count }, (_, at) => Array.from({ length: each }, () => exampleOf(`d${at}`))).flat()

test('no group stands in two splits, every split gets some and the shares are near, for any seed and any sizes of groups', () => {
  for (let seed = 0; seed < 60; seed++) {
    const dice = diceFrom(seed)
    const examples = Array.from(
      { length: 20 + dice.below(200) },
      (): Pick<Example, 'kind' | 'group'> => ({
        group: `g${Math.floor((dice.below(1000) / 1000) ** 2 * 30)}`,
        kind: exampleKinds[dice.below(5)] ?? 'question',
      }),
    )
    const dealt = splitGroups(examples, shares, seed)
    const groups = new Set(examples.map(({ group }) => group))
    if (dealt === null) expect(groups.size).toBeLessThan(3)
    else {
      expect(new Set(dealt.keys())).toEqual(groups)
      expect(new Set(dealt.values())).toEqual(new Set(splits))
      expect(splitGroups(examples.toReversed(), shares, seed)).toEqual(dealt)
    }
  }
})

test('shares are met where the groups allow it, and each kind is spread', () => {
  const examples = Array.from({ length: 100 }, (_, at) => [
    { group: `g${at}`, kind: 'question' as const },
    { group: `g${at}`, kind: at % 2 === 0 ? ('summary' as const) : ('question' as const) },
  ]).flat()
  const dealt = splitGroups(examples, shares, 3)
  const count = (split: string, kind: string) => examples.filter((one) => one.kind === kind && dealt?.get(one.group) === split).length
  expect([count('train', 'summary'), count('validation', 'summary'), count('test', 'summary')]).toEqual([35, 5, 10])
  expect(count('train', 'question') + count('train', 'summary')).toBe(140)
  expect(splitGroups(examples, shares, 4)).not.toEqual(dealt)
})

test('three groups give each split one, two are too few', () => {
  const groups = (...names: readonly string[]) => names.map((group) => ({ group, kind: 'question' as const }))
  expect(new Set(splitGroups(groups('a', 'b', 'c'), shares, 1)?.values())).toEqual(new Set(splits))
  expect(splitGroups(groups('a', 'b'), shares, 1)).toBeNull()
})

test('the same seed freezes the same version, in whatever order', async () => {
  const examples = documents(20, 4)
  const one = await freeze(examples, new Map(), request)
  const other = await freeze(examples.toReversed(), new Map(), request)
  expect(other.version.hash).toBe(one.version.hash)
  expect(one.version).toMatchObject({ counts: { train: 56, validation: 8, test: 16 }, groups: { train: 14, validation: 2, test: 4 }, removed: 0 })
  expect(new Set(one.examples.map(({ hash }) => hash)).size).toBe(80)
  expect((await freeze(examples, new Map(), { ...request, seed: 2 })).version.hash).not.toBe(one.version.hash)
})

test('an example is named by all that it teaches, and by nothing else', async () => {
  const example = exampleOf('a')
  const others: readonly Partial<Example>[] = [
    { kind: 'summary' },
    { input: 'Other?' },
    { output: 'Other.' },
    { passages: [passageOf('a', 'Other.')] },
    { passages: [{ ...passageOf('a'), golden: false }] },
  ]
  const hashes = await Promise.all([{}, ...others].map((facts) => exampleHash({ ...example, ...facts })))
  expect(new Set(hashes).size).toBe(6)
  expect(await exampleHash({ ...example, id: '0', group: 'x', state: 'waiting' } as Example)).toBe(hashes[0])
})

describe('groups', () => {
  test('versions of one file, copies, and documents whose text is alike are one group', async () => {
    const text = Array.from({ length: 60 }, (_, at) => `word${at} stands here`).join(' ')
    const examples = [
      exampleOf('a'),
      exampleOf('a2', { passages: [{ ...passageOf('a2'), file: '/docs/a.md' }] }),
      exampleOf('copy', { passages: [{ ...passageOf('copy'), contentHash: 'hash-a' }] }),
      exampleOf('like'),
      exampleOf('apart'),
    ]
    const texts = new Map([
      ['id-a', text],
      ['id-like', `${text} and a new end`],
      ['id-apart', 'Something else altogether is said in this one.'],
    ])
    const [first, second, third, fourth, fifth] = await groupsOf(examples, texts)
    expect(new Set([first, second, third, fourth])).toEqual(new Set([first]))
    expect(fifth).not.toBe(first)
  })

  test('a document of which more than half is the same is a version, also where the data set alone tells', async () => {
    const text = Array.from({ length: 60 }, (_, at) => `word${at} stands here`)
    const version = [...text.slice(0, 48), 'and then comes another end, which nobody had before'].join(' ')
    const far = [...text.slice(0, 20), ...text.slice(20).map((one) => `no ${one}`)].join(' ')
    const [first, second, third] = await groupsOf(
      [text.join(' '), version, far].map((one, at) => exampleOf(`d${at}`, { passages: [passageOf(`d${at}`, one)] })),
      new Map(),
    )
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    const [one, same] = await groupsOf(
      [exampleOf('x', { passages: [passageOf('x', 'Out of print.')] }), exampleOf('y', { passages: [passageOf('y', 'Out of print.')] })],
      new Map(),
    )
    expect(same).toBe(one)
  })

  test('a frozen example has the group of all that its document is joined with', async () => {
    const copies = documents(9, 2).map((example) => ({
      ...example,
      passages: example.passages.map((one) => ({ ...one, file: `/docs/${one.file.length}.md` })),
    }))
    await expect(freeze(copies, new Map(), request)).rejects.toMatchObject({ code: 'data-set-small', details: { documents: 1 } })
  })

  test('a distractor joins nothing', async () => {
    const [a, b] = await groupsOf([exampleOf('a', { passages: [passageOf('a'), passageOf('b', 'Other words.', false)] }), exampleOf('b')], new Map())
    expect(a).not.toBe(b)
  })
})

describe('the gate', () => {
  const held = frozenOf('test', 'held', { input: 'What does the seal hold back?', output: 'The seal holds back water of up to nine bar in the lower pipe.' })

  test('finds a document, also as a distractor, the same text and a text that is near', () => {
    const twin = { input: held.input, output: held.output }
    const near = { input: 'What does the seal hold back', output: 'The seal holds back water of up to nine bar in the lower pipe!' }
    expect(leaks([held, frozenOf('train', 'other')])).toEqual([])
    expect(leaks([held, frozenOf('train', 'held', { group: 'x' })])).toMatchObject([
      { kind: 'document', split: 'test', file: '/docs/held.md', exampleId: held.id },
    ])
    expect(leaks([held, frozenOf('train', 'other', { passages: [passageOf('other'), passageOf('held', 'x', false)] })])).toMatchObject([{ kind: 'document' }])
    expect(leaks([held, frozenOf('train', 'other', twin)])).toMatchObject([{ kind: 'same-text', file: null }])
    expect(leaks([held, frozenOf('train', 'other', near)])).toMatchObject([{ kind: 'same-text' }])
    const longer = { ...near, output: `${near.output.slice(0, -1)}, as the maker says.` }
    const filled = { ...near, input: `${held.input} Say what it holds back, and where, and how much of it, as the maker of the seal has written it down` }
    expect(
      leaks([frozenOf('test', 'far', { ...filled, output: near.output }), frozenOf('train', 'other', { ...filled, output: longer.output })]),
    ).toMatchObject([{ kind: 'near-text' }])
  })

  const other = passageOf('other')
  const { documentId, contentHash, file, text } = passageOf('held')
  test.each<[string, Partial<FrozenExample>, string]>([
    ['the group', { group: held.group }, 'document'],
    ['the document', { passages: [{ ...other, documentId }] }, 'document'],
    ['what the file held', { passages: [{ ...other, contentHash }] }, 'document'],
    ['the file', { passages: [{ ...other, file }] }, 'document'],
    ['the passage', { passages: [{ ...other, text }] }, 'same-text'],
    ['the hash', { hash: held.hash }, 'same-text'],
  ])('%s alone gives it away, whichever split is measured', (_, facts, kind) => {
    const train = { ...frozenOf('train', 'other'), ...facts }
    expect(leaks([held, train])).toMatchObject([{ kind, split: 'test', trainId: train.id }])
    expect(leaks([{ ...held, split: 'validation' }, train])).toMatchObject([{ kind, split: 'validation' }])
  })

  test('what stands beside a question that is measured may have been trained on', () => {
    const asked = { ...held, passages: [...held.passages, passageOf('other', 'Beside the point.', false)] }
    expect(leaks([asked, frozenOf('train', 'other')])).toEqual([])
  })

  test('the same question of another document, and the same sentence with another figure, are none', () => {
    expect(leaks([held, frozenOf('train', 'other', { input: held.input, output: 'The other seal holds back steam of ninety degrees.' })])).toEqual([])
    const input =
      'How much does the seal in the lower pipe of the house hold back, as the maker has written it down in the manual of the pump and its two pipes'
    const [six, nine] = ['The water that it holds back, in bar: 6', 'The water that it holds back, in bar: 9'].map((output) => ({ input, output }))
    expect(leaks([frozenOf('test', 'a', six), frozenOf('train', 'b', nine)])).toEqual([])
    expect(leaks([frozenOf('test', 'a', six), frozenOf('train', 'b', { ...six, output: `${six?.output} of them` })])).toMatchObject([{ kind: 'near-text' }])
    expect(leaks([held, frozenOf('validation', 'held')])).toEqual([])
  })

  test('a question without any passage is given away by itself', () => {
    const bare = { passages: [], group: 'import:1', input: 'Who wrote the manual?', output: 'Ada.' }
    expect(leaks([frozenOf('test', 'x', bare), frozenOf('train', 'y', { ...bare, group: 'import:2', output: 'Ada wrote it.' })])).toMatchObject([
      { kind: 'same-text' },
    ])
  })

  test('freezing takes out of training what is near a test example, strips distractors of held-out documents, and leaves no leak', async () => {
    const examples = documents(12, 3).map((example, at) => ({
      ...example,
      ...(at % 3 === 0 ? { input: 'Who signs the papers of the house in the end?', output: 'The keeper of the house signs the papers in the end.' } : {}),
      passages: [...example.passages, passageOf(`d${(at + 5) % 12}`, 'Beside the point.', false)],
    }))
    const { examples: frozen, removed, version } = await freeze(examples, new Map(), request)
    expect(leaks(frozen)).toEqual([])
    expect(version.removed).toBe(removed.length)
    expect(frozen.length + removed.length).toBe(36)
    expect(removed.length).toBeGreaterThan(0)
    const measured = new Set(frozen.flatMap(({ id, split }) => (split === 'train' ? [] : [id])))
    expect(removed.every(({ of }) => measured.has(of))).toBe(true)
    const train = new Set(frozen.filter(({ split }) => split === 'train').flatMap(({ passages }) => passages.map(({ file }) => file)))
    expect(
      frozen.filter(({ split }) => split === 'test').flatMap(({ passages }) => passages.filter(({ golden }) => golden && train.has(passages[0]?.file ?? ''))),
    ).toEqual([])
  })

  test.each<[string, (held: ExamplePassage, away: ExamplePassage) => ExamplePassage]>([
    ['its document', ({ documentId: id }, away) => ({ ...away, documentId: id })],
    ['what its file held', ({ contentHash: hash }, away) => ({ ...away, contentHash: hash })],
    ['its file', ({ file: path }, away) => ({ ...away, file: path })],
    ['its text', ({ text: words }, away) => ({ ...away, text: words })],
  ])('a distractor known by %s is stripped from training alone, and flags move with what stays', async (_, known) => {
    const examples = documents(12, 1)
    const split = new Map((await freeze(examples, new Map(), request)).examples.map((one) => [one.id, one.split]))
    const measured = examples.find(({ id }) => split.get(id) === 'validation')?.passages[0] ?? passageOf('')
    const distractor = { ...known(measured, passageOf('away', 'Far from it.')), golden: false }
    const flag = { kind: 'mail', field: 'passages', start: 0, end: 1 } as const
    const around = examples.map((example) => ({
      ...example,
      passages: [distractor, ...example.passages],
      personalData: [
        { ...flag, passage: 0 },
        { ...flag, passage: 1 },
      ],
    }))
    const { examples: frozen, removed } = await freeze(around, new Map(), request)
    expect(removed).toEqual([])
    for (const { id, split: own, passages, personalData } of frozen) {
      expect(own).toBe(split.get(id))
      expect([passages.length, personalData.map(({ passage }) => passage)]).toEqual(own === 'train' ? [1, [0]] : [2, [0, 1]])
    }
  })

  test('where all that would be trained on is near what is measured, nothing is frozen', async () => {
    const same = documents(3, 1).map((example) => ({ ...example, input: 'Who signs?', output: 'The keeper of the house signs.' }))
    await expect(freeze(same, new Map(), request)).rejects.toMatchObject({ code: 'data-set-small' })
  })

  test('too few documents are refused with their counts', async () => {
    await expect(freeze(documents(2, 20), new Map(), request)).rejects.toMatchObject({ code: 'data-set-small', details: { examples: 40, documents: 2 } })
    const { version } = await freeze(documents(1, 20), new Map(), { seed: 1, train: 0, validation: 0 })
    expect(version.counts).toEqual({ train: 0, validation: 0, test: 20 })
  })
})
