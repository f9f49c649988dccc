/** Passages: verbatim, whole, within the limit, and where they say they are. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChunker } from '../../../core/ingest/chunk.ts'
import { chunkDocument } from '../../../core/ingest/chunk-document.ts'
import { embeddedText, textHash } from '../../../core/ingest/embedded-text.ts'
import type { Block, BlockKind, Place } from '../../../core/types/document.ts'
import type { PassageDraft } from '../../../core/types/passage.ts'
import { fakeTokenizer } from '../../fakes/fake-tokenizer.ts'

function chunk(blocks: readonly Block[], maxTokens = 256, title?: string): PassageDraft[] {
  const chunker = createChunker(fakeTokenizer, maxTokens, title)
  return [...blocks.flatMap((block) => [...chunker.add(block)]), ...chunker.end()]
}

const paragraph = (text: string, block = 1): Block => ({ kind: 'paragraph', text, place: { kind: 'block', block } })
const heading = (text: string, level: number, block = 1): Block => ({ kind: 'heading', level, text, place: { kind: 'block', block } })
const sentence = (n: number, words = 12) => `${Array.from({ length: words }, (_, at) => `${at === 0 ? 'W' : 'w'}${n}x${at}`).join(' ')}. `
const prose = (sentences: number, from = 0) =>
  Array.from({ length: sentences }, (_, at) => sentence(from + at))
    .join('')
    .trim()

const words = fc.stringMatching(/^[A-Za-zäé.,!?。]{1,14}$/)
const text = fc
  .array(
    fc.oneof({ weight: 20, arbitrary: words }, { weight: 1, arbitrary: fc.constantFrom('\n', '\n\n', '東京都に住んでいます。', 'x'.repeat(900), '🦭🦭') }),
    { minLength: 1, maxLength: 300 },
  )
  .map((parts) => parts.join(' ').trim() || 'x')
const kind = fc.constantFrom<BlockKind>('heading', 'paragraph', 'paragraph', 'list-item', 'table', 'code', 'quote')

function withPlaces(blocks: readonly { kind: BlockKind; text: string; level: number }[], placed: 'page' | 'lines' | 'block'): Block[] {
  let line = 1
  return blocks.map(({ kind, text, level }, at) => {
    let place: Place = { kind: 'block', block: at + 1 }
    if (placed === 'lines') {
      const starts: [number, number][] = []
      for (let from = 0; from >= 0 && from < text.length; from = text.indexOf('\n', from) + 1 || -1) starts.push([from, line++])
      line++
      place = { kind: 'lines', starts }
    } else if (placed === 'page') {
      const lines = []
      for (let from = 0; from < text.length; from += 40) lines.push({ start: from, end: Math.min(from + 40, text.length), rect: [at, from, 100, 10] as const })
      place = { kind: 'page', page: Math.floor(at / 3) + 1, lines }
    }
    return { kind, text, place, ...(kind === 'heading' ? { level } : {}) }
  })
}

const anyDocument = fc
  .tuple(
    fc.array(fc.record({ kind, text, level: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 12 }),
    fc.constantFrom('page' as const, 'lines' as const, 'block' as const),
  )
  .map(([blocks, placed]) => withPlaces(blocks, placed))

describe('whatever the document', () => {
  test('no passage is longer than the model reads, and each knows its own length', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(64, 128, 256), fc.option(text, { nil: undefined }), (blocks, maxTokens, title) => {
        for (const draft of chunk(blocks, maxTokens, title)) {
          expect(draft.tokens).toBe(fakeTokenizer.count(embeddedText(draft)) + fakeTokenizer.specialTokens)
          expect(draft.tokens).toBeLessThanOrEqual(maxTokens)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('nothing is lost, nothing is there twice, and the order is kept', () => {
    fc.assert(
      fc.property(anyDocument, (blocks) => {
        const drafts = chunk(blocks)
        expect(drafts.map(({ ordinal }) => ordinal)).toEqual(drafts.map((_, at) => at))
        const bare = (all: readonly string[]) => all.join('').replace(/\s+/g, '')
        expect(bare(drafts.map((draft) => draft.text))).toBe(bare(blocks.map((block) => block.text)))
      }),
      { numRuns: 150 },
    )
  })

  test('each passage is verbatim: slices of blocks with blank lines or line breaks between', () => {
    fc.assert(
      fc.property(anyDocument, (blocks) => {
        const source = blocks.map((block) => block.text).join('\n\n')
        for (const draft of chunk(blocks)) {
          const places = draft.text.split(/\n+/).map((part) => source.indexOf(part.trim()))
          expect(places.every((at) => at >= 0)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('the anchor covers just the lines, pages or blocks that the text came from', () => {
    fc.assert(
      fc.property(anyDocument, (blocks) => {
        for (const draft of chunk(blocks)) {
          const { anchor } = draft
          if (anchor.kind === 'page') {
            const onPage = blocks.filter((block) => block.place.kind === 'page' && block.place.page === anchor.page)
            expect(anchor.rects.length).toBeGreaterThan(0)
            const source = onPage.map((block) => block.text).join('\n\n')
            for (const part of draft.text.split(/\n+/)) expect(source).toContain(part.trim())
          } else if (anchor.kind === 'lines') {
            const [first, last] = anchor.lines
            expect(first).toBeLessThanOrEqual(last)
            const covered = blocks.flatMap((block) =>
              block.place.kind === 'lines'
                ? block.place.starts
                    .map(([start, line], at, all) => ({ line, text: block.text.slice(start, all[at + 1]?.[0]) }))
                    .filter(({ line }) => line >= first && line <= last)
                : [],
            )
            const flat = (value: string) => value.replace(/\s+/g, '')
            expect(flat(covered.map(({ text }) => text).join(''))).toContain(flat(draft.text))
            expect(flat(draft.text).length).toBeGreaterThan(0)
            const tail = flat(covered.at(-1)?.text ?? '')
            if (tail !== '') expect(flat(draft.text).endsWith(tail) || flat(draft.text).length > 0).toBe(true)
          } else if (anchor.kind === 'block') {
            const covered = blocks.slice(anchor.block - 1, anchor.lastBlock ?? anchor.block)
            const flat = (value: string) => value.replace(/\s+/g, '')
            expect(flat(covered.map((block) => block.text).join(''))).toContain(flat(draft.text))
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

test('long prose becomes passages of about 200 tokens that end with sentences, none a crumb', () => {
  const drafts = chunk([paragraph(prose(60))])
  expect(drafts.length).toBeGreaterThan(3)
  for (const draft of drafts) {
    expect(draft.text).toMatch(/\.$/)
    expect(draft.tokens).toBeGreaterThan(150)
  }
})

test('a heading opens a passage and stands in the anchor; what follows has it as context', () => {
  const drafts = chunk([heading('Guide', 1, 1), paragraph(prose(8), 2), heading('Setting up', 2, 3), paragraph(prose(20, 100), 4)], 256, 'The Manual')
  const section = drafts.filter(({ text }) => text.includes('W100x0') || text.includes('W115x0'))
  expect(section[0]?.text).toMatch(/^Setting up\n/)
  expect(section[0]?.context).toBe('The Manual > Guide')
  expect(section[0]?.anchor).toMatchObject({ kind: 'block', headings: ['Guide', 'Setting up'], block: 3, lastBlock: 4 })
  expect(section.at(-1)?.context).toBe('The Manual > Guide > Setting up')
  expect(section.at(-1)?.anchor).toEqual({ kind: 'block', headings: ['Guide', 'Setting up'], block: 4 })
})

test('a title that is the first heading is not said twice', () => {
  const [first, second] = chunk([heading('The Manual', 1), paragraph(prose(30), 2)], 256, 'The manual')
  expect(first?.context).toBe('')
  expect(second?.context).toBe('The manual')
})

test('a passage never spans pages, even when pages are nearly empty', () => {
  const page = (number: number, text: string): Block => ({
    kind: 'paragraph',
    text,
    place: { kind: 'page', page: number, label: `p${number}`, lines: [{ start: 0, end: text.length, rect: [1, 2, 3, number] }] },
  })
  const drafts = chunk([page(1, 'First page.'), page(2, 'Second.'), page(2, 'Still the second.'), page(3, 'Third.')])
  expect(drafts.map(({ text }) => text)).toEqual(['First page.', 'Second.\n\nStill the second.', 'Third.'])
  expect(drafts[1]?.anchor).toEqual({
    kind: 'page',
    page: 2,
    label: 'p2',
    rects: [
      [1, 2, 3, 2],
      [1, 2, 3, 2],
    ],
  })
})

test('a long table is cut between rows, and its first row goes with every part', () => {
  const rows = ['Name\tCity\tYear', ...Array.from({ length: 200 }, (_, at) => `name${at}\tcity${at}\t${1900 + at}`)]
  const drafts = chunk([{ kind: 'table', text: rows.join('\n'), place: { kind: 'block', block: 1 } }])
  expect(drafts.length).toBeGreaterThan(2)
  for (const [at, draft] of drafts.entries()) {
    for (const row of draft.text.split('\n')) expect(rows).toContain(row)
    expect(draft.context).toBe(at === 0 ? '' : 'Name | City | Year')
  }
})

test('a word of ten thousand letters and a text of half a million are cut in time', () => {
  const started = performance.now()
  for (const long of ['x'.repeat(10_000), 'word '.repeat(100_000), '東京'.repeat(5_000)]) {
    const drafts = chunk([paragraph(long.trim())])
    expect(
      drafts
        .map(({ text }) => text)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(long.replace(/\s/g, ''))
  }
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('a passage over two short sections names only the headings that both stand under', () => {
  const rules = [heading('Rules', 1, 1), paragraph(prose(8), 2)]
  const drafts = chunk([...rules, heading('Fires', 2, 3), paragraph(prose(1, 50), 4), heading('Animals', 2, 5), paragraph(prose(10, 60), 6)])
  const both = drafts.find(({ text }) => text.includes('W50x0'))
  expect(both?.text).toMatch(/^Fires\n[^]*\nAnimals\n/)
  expect(both?.anchor).toMatchObject({ headings: ['Rules'] })
})

test('headings as long as a page do not crowd out the text', () => {
  const drafts = chunk([heading(prose(30), 1), heading(prose(20, 50), 2), paragraph(prose(40, 100), 3)], 256, prose(10, 200))
  for (const draft of drafts) expect(fakeTokenizer.count(draft.context)).toBeLessThanOrEqual(40)
})

describe('a document in parts', () => {
  async function* parts(blocks: readonly Block[], size: number) {
    for (let at = 0; at < blocks.length; at += size) yield { blocks: blocks.slice(at, at + size) }
    yield { blocks: [], end: { title: 'Late title', pages: 3 } }
  }
  const blocks = Array.from({ length: 50 }, (_, at) => paragraph(prose(6, at * 10), at + 1))

  test('gives the same passages however it is cut up, with the title that came last', async () => {
    for (const size of [1, 7, 50]) {
      const drafts: PassageDraft[] = []
      const cutting = chunkDocument(parts(blocks, size), fakeTokenizer, 256)
      let step = await cutting.next()
      for (; !step.done; step = await cutting.next()) drafts.push(...step.value)
      expect(drafts).toEqual(chunk(blocks, 256, 'Late title'))
      expect(step.value).toEqual({ title: 'Late title', pages: 3 })
    }
  })

  test('the event loop gets its turn while much text is cut', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    let passages = 0
    for await (const drafts of chunkDocument(
      parts(
        Array.from({ length: 3_000 }, (_, at) => paragraph(prose(6, at), at + 1)),
        3_000,
      ),
      fakeTokenizer,
      256,
    ))
      passages += drafts.length
    clearInterval(timer)
    expect(passages).toBeGreaterThan(1_000)
    expect(turns).toBeGreaterThan(20)
  })
})

test('the hash of a text is that of its words, 128 bits', async () => {
  expect(await textHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223')
})
