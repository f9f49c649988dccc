import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compare } from '../../../../core/ask/summarise/compare.ts'
import { summarise } from '../../../../core/ask/summarise/summarise.ts'
import type { FilesAsked } from '../../../../core/ask/summarise/work.ts'
import { AlcoveError } from '../../../../core/errors.ts'
import type { ChatModel } from '../../../../core/ports/chat-model.ts'
import type { AnswerPart } from '../../../../core/types/answer.ts'
import { answerOf, type WholeLibrary, wholeLibrary } from '../whole-library.ts'

const chapters = ['Ferns', 'Boats', 'Bees', 'Wells', 'Roofs', 'Orchards']
const long = chapters
  .map((name) =>
    Array.from(
      { length: 12 },
      (_, at) => `${name} are described in part ${at} of this chapter, with the number ${at * 7 + name.length} and a few more words.`,
    ).join('\n\n'),
  )
  .join('\n\n')
const never = new AbortController().signal
let whole: WholeLibrary

beforeAll(async () => {
  whole = await wholeLibrary({
    'long.txt': long,
    'lease 2025.txt': 'The rent is 900 euros a month and is due on the first day.\n\nPets are allowed with the consent of the owner.',
    'lease 2026.txt':
      'The rent is 950 euros a month and is due on the first day.\n\nPets are allowed with the consent of the owner.\n\nA cellar of twelve square metres belongs to the flat upstairs.',
    'empty.txt': '   ',
  })
})
afterAll(async () => await whole?.close())

function asked(names: readonly string[], model: ChatModel | null): FilesAsked {
  const files = names.flatMap((name) => whole.library.stores.files.byPath(`${whole.docs}/${name}`) ?? [])
  return { files, model, hiddenText: 'leave-out' }
}

/** Answers each request by its first passage, `[1]` behind it; what `say` gives instead where it gives something. */
function reader(say: (request: string, at: number) => string | null | AlcoveError = () => null, context = 2_400): ChatModel & { readonly requests: string[] } {
  const requests: string[] = []
  return {
    name: 'reader',
    requests,
    contextTokens: async () => context,
    async *chat(turns) {
      const request = turns.map(({ content }) => content).join('\n')
      requests.push(request)
      const said = say(request, requests.length)
      if (said instanceof AlcoveError) throw said
      const first = /passage \[1\] ===\n(?:\(.*\)\n)?([^\n]+)/.exec(request)?.[1] ?? ''
      const text = said ?? `It says: ${first} [1]`
      for (const piece of text.match(/.{1,7}/gsu) ?? []) yield { type: 'text', text: piece }
      yield { type: 'end', reason: 'stop', promptTokens: 100, answerTokens: 10 }
    },
  }
}

async function partsOf(stream: AsyncIterable<AnswerPart>): Promise<readonly AnswerPart[]> {
  const parts: AnswerPart[] = []
  for await (const part of stream) parts.push(part)
  return parts
}

/** Every sentence between headings ends in a marker that a citation has. */
function everySentenceIsCited(answer: { readonly answer: string; readonly citations: readonly { readonly n: number }[] }): boolean {
  const numbers = new Set(answer.citations.map(({ n }) => n))
  const paragraphs = answer.answer.split('\n\n').filter((one) => !/^\*\*.*\*\*$/.test(one))
  return paragraphs.every((one) => /\[\d+\]$/.test(one.trim())) && [...answer.answer.matchAll(/\[(\d+)\]/g)].every((match) => numbers.has(Number(match[1])))
}

describe('summaries', () => {
  test('a long file is read section by section, every passage sent once, then joined; each sentence cites', async () => {
    const model = reader()
    const parts = await partsOf(summarise(asked(['long.txt'], model), whole.ports, never))
    const progress = parts.flatMap((part) => (part.type === 'progress' ? [part] : []))
    const end = parts.at(-1)
    if (end?.type !== 'answer-end') throw new Error('no end')
    const { answer } = end
    const { sections } = answer.receipt
    expect(sections).toMatchObject({ left: [] })
    expect([sections?.total, sections?.read]).toEqual([progress[0]?.total, progress[0]?.total])
    expect(sections?.total).toBeGreaterThan(3)
    expect(progress.map(({ done }) => done)).toEqual([...Array((sections?.total ?? 0) + 1).keys()])
    for (let at = 0; at < 12; at++)
      for (const name of chapters)
        expect(model.requests.filter((one) => one.includes(`${name} are described in part ${at} of`) && one.includes('two to four')).length).toBe(1)
    expect(model.requests.some((one) => one.includes('all of them together'))).toBe(true)
    expect(everySentenceIsCited(answer)).toBe(true)
    for (const { quote } of answer.citations) expect(long.replaceAll('\n', ' ')).toContain(quote.replaceAll('\n', ' '))
  })

  test('a sentence without a marker is given the passage that bears it out; one that none does is left out', async () => {
    const model = reader(() => 'Pets need consent of the owner. Zebras gallop wildly.')
    const answer = await answerOf(summarise(asked(['lease 2025.txt'], model), whole.ports, never))
    expect(answer.answer).toContain('Pets need consent of the owner.')
    expect(answer.answer).not.toContain('Zebras')
    expect(answer.citations[0]?.quote).toContain('Pets are allowed')
  })

  test('a section of which the model says nothing is named in the receipt, the rest goes on; a model that is gone ends it', async () => {
    const answer = await answerOf(
      summarise(
        asked(
          ['long.txt'],
          reader((_, at) => (at === 2 ? '   ' : null)),
        ),
        whole.ports,
        never,
      ),
    )
    expect(answer.receipt.sections?.left).toEqual([{ file: expect.stringContaining('long.txt'), label: expect.any(String), reason: 'model-failed' }])
    expect(answer.receipt.sections?.read).toBe((answer.receipt.sections?.total ?? 0) - 1)
    await expect(
      answerOf(
        summarise(
          asked(
            ['long.txt'],
            reader(() => new AlcoveError('ollama-absent')),
          ),
          whole.ports,
          never,
        ),
      ),
    ).rejects.toMatchObject({ code: 'ollama-absent' })
  })

  test('a file without text is named, not skipped in silence', async () => {
    const answer = await answerOf(summarise(asked(['empty.txt', 'lease 2025.txt'], reader()), whole.ports, never))
    expect(answer.receipt.sections).toMatchObject({ total: 2, read: 1, left: [{ label: 'empty.txt', reason: 'empty' }] })
  })

  test('without a model each section gives its first sentences, word for word, and it is said so', async () => {
    const answer = await answerOf(summarise(asked(['long.txt'], null), whole.ports, never))
    expect(answer).toMatchObject({ mode: 'quotes', answered: true })
    expect(answer.answer).toMatch(/^No model is chosen/)
    for (const { quote, supported } of answer.citations) expect([supported, long.includes(quote)]).toEqual([true, true])
    expect(answer.receipt.sections?.read).toBe(answer.receipt.sections?.total)
  })

  test('hostile words of a document stay data', async () => {
    const model = reader(() => 'See ![x](http://evil.example/a.png) and <img src=x onerror=alert(1)>, the rent is 900 [1].')
    const { answer } = await answerOf(summarise(asked(['lease 2025.txt'], model), whole.ports, never))
    expect(answer).not.toMatch(/!\[x\]\(|(?<!\\)<img/)
  })
})

describe('comparisons', () => {
  test('a model is given the sections on one matter of all files, with their names', async () => {
    const model = reader((request) =>
      request.includes('You compare') ? 'The consent for pets is the same [2][4]. The rent rises from 900 to 950 euros in lease 2026.txt [1].' : null,
    )
    const answer = await answerOf(compare(asked(['lease 2025.txt', 'lease 2026.txt'], model), whole.ports, never))
    expect(model.requests[0]).toContain('File: lease 2025.txt')
    expect(model.requests[0]).toContain('File: lease 2026.txt')
    expect(everySentenceIsCited(answer)).toBe(true)
    expect(answer.receipt.sections).toMatchObject({ left: [] })
  })

  test('without a model equal sentences and those with other figures stand side by side', async () => {
    const answer = await answerOf(compare(asked(['lease 2025.txt', 'lease 2026.txt'], null), whole.ports, never))
    expect(answer.answer).toMatch(/The same:\n\n> Pets are allowed with the consent of the owner\. \[\d+\]\[\d+\]/)
    expect(answer.answer).toMatch(/- lease 2025.txt: The rent is 900 euros.*\[\d+\]\n- lease 2026.txt: The rent is 950 euros/)
    expect(new Set(answer.citations.map(({ fileName }) => fileName)).size).toBe(2)
  })

  test('what only one file is about is said', async () => {
    const answer = await answerOf(compare(asked(['long.txt', 'lease 2025.txt'], null), whole.ports, never))
    expect(answer.answer).toContain('Only in long.txt:')
    expect(answer.receipt.sections).toMatchObject({ left: [] })
    expect(answer.receipt.sections?.read).toBe(answer.receipt.sections?.total)
  })
})
