import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkSettings, createChunker, embeddedText } from '../../../core/ingest/chunk.ts'
import type { Block, BlockKind } from '../../../core/types/document.ts'
import type { PassageDraft } from '../../../core/types/passage.ts'
import { loadTokenizer } from '../../../models/tokenizer.ts'

const tokenizer = loadTokenizer(resolve(import.meta.dirname, '../../../models/bundled/all-MiniLM-L6-v2'))
const settings = chunkSettings(256)

const linesBlock = (text: string, line: number, kind: BlockKind = 'paragraph', level?: number): Block => {
  const starts: [number, number][] = [[0, line]]
  for (const match of text.matchAll(/\n/g)) starts.push([match.index + 1, line + starts.length])
  return { kind, text, ...(level === undefined ? {} : { level }), place: { kind: 'lines', starts } }
}

const pageBlock = (text: string, page: number): Block => ({
  kind: 'paragraph',
  text,
  place: {
    kind: 'page',
    page,
    lines: [...text.matchAll(/[^\n]+/g)].map((line, n) => ({ start: line.index, end: line.index + line[0].length, rect: [72, 72 + 14 * n, 400, 12] as const })),
  },
})

function chunk(blocks: readonly Block[], title = 'A title'): PassageDraft[] {
  const chunker = createChunker(title, tokenizer, settings)
  return [...blocks.flatMap((block) => chunker.add([block])), ...chunker.end()]
}

const words = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-zäöüß]{1,12}[.,!?]?$/),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.constantFrom('\n', '日本語の文章。', '🙂', 'x'.repeat(300), '1,234.50', 'Ünïcödé'),
    ),
    { maxLength: 400 },
  )
  .map((list) => list.join(' '))
const texts = fc.array(
  words.filter((text) => text.trim() !== ''),
  { maxLength: 6 },
)
const withoutSpace = (text: string): string => text.replace(/\s+/gu, '')

test('nothing is lost, nothing is added, every text is a verbatim slice', () => {
  fc.assert(
    fc.property(texts, (list) => {
      const drafts = chunk(list.map((text, n) => linesBlock(text, 1 + n * 1_000)))
      expect(withoutSpace(drafts.map((draft) => draft.text).join(''))).toBe(withoutSpace(list.join('')))
      for (const slice of drafts.flatMap((draft) => (list.includes(draft.text) ? [] : [draft.text])))
        expect(list.join('\n').replace(/\s+/gu, ' ')).toContain(slice.replace(/\s+/gu, ' '))
      expect(drafts.map((draft) => draft.ordinal)).toEqual(drafts.map((_, n) => n))
    }),
    { numRuns: 150 },
  )
})

test('no passage is longer than the model reads, and its count is the model’s own', () => {
  fc.assert(
    fc.property(texts, fc.string({ maxLength: 400 }), (list, title) => {
      for (const draft of chunk(
        list.map((text) => linesBlock(text, 1)),
        title,
      )) {
        expect(draft.tokens).toBe(tokenizer.count(embeddedText(draft)) + tokenizer.specialTokens)
        expect(draft.tokens).toBeLessThanOrEqual(settings.maxTokens)
      }
    }),
    { numRuns: 150 },
  )
})

test('a passage stays on its page and marks the lines that it covers', () => {
  const sentence = 'The committee agreed that hoses may be used in the evening only.'
  const page = Array.from({ length: 40 }, (_, n) => `${n} ${sentence}`).join('\n')
  const drafts = chunk([pageBlock(page, 1), pageBlock('A last line.', 2)])
  expect(drafts.length).toBeGreaterThan(2)
  expect(drafts.at(-1)).toMatchObject({ text: 'A last line.', anchor: { kind: 'page', page: 2, rects: [[72, 72, 400, 12]] } })
  const second = drafts[1]
  const firstLine = Number(second?.text.split(' ')[0])
  expect(second?.anchor).toMatchObject({ kind: 'page', page: 1 })
  expect(second?.anchor.kind === 'page' && second.anchor.rects[0]).toEqual([72, 72 + 14 * firstLine, 400, 12])
  expect(second?.anchor.kind === 'page' && second.anchor.rects.length).toBe(second?.text.split('\n').length)
})

test('lines are counted from the first to the last that the passage touches', () => {
  const text = Array.from({ length: 60 }, (_, n) => `Line ${n + 5} says something of its own.`).join('\n')
  for (const draft of chunk([linesBlock(text, 5)])) {
    const numbers = [...draft.text.matchAll(/Line (\d+)/g)].map((match) => Number(match[1]))
    expect(draft.anchor).toMatchObject({ kind: 'lines', lines: [numbers[0], numbers.at(-1)] })
  }
})

test('headings become context, and a heading goes with what follows it', () => {
  const long = 'Hoses may be used before eight in the morning and after seven in the evening. '.repeat(18)
  const drafts = chunk([
    linesBlock('Rules', 1, 'heading', 1),
    linesBlock('Water', 2, 'heading', 2),
    linesBlock(long, 3),
    linesBlock('Tools', 4, 'heading', 2),
    linesBlock(long, 5),
  ])
  expect(drafts[0]).toMatchObject({ context: 'A title', text: expect.stringMatching(/^Rules\nWater\nHoses/) })
  const tools = drafts.find((draft) => draft.text.startsWith('Tools'))
  expect(tools).toMatchObject({ context: 'A title › Rules', anchor: { headings: ['Rules', 'Tools'] } })
  expect(drafts.filter((draft) => draft.text.includes('Tools'))).toHaveLength(1)
  expect(drafts.at(-1)?.context).toBe('A title › Rules › Tools')
})

test('a table is cut between rows only', () => {
  const rows = Array.from({ length: 90 }, (_, n) => `Row ${n}.5\t${n * 7}\t${n % 5} %`)
  const drafts = chunk([{ kind: 'table', text: rows.join('\n'), place: { kind: 'block', block: 3 } }])
  expect(drafts.length).toBeGreaterThan(1)
  expect(drafts.flatMap((draft) => draft.text.split('\n'))).toEqual(rows)
  expect(drafts[1]?.anchor).toEqual({ kind: 'block', headings: [], block: 3 })
})

test('one word of a megabyte is cut, not refused', () => {
  const drafts = chunk([linesBlock('x'.repeat(1_000_000), 1)])
  expect(drafts.map((draft) => draft.text).join('')).toHaveLength(1_000_000)
})

test('a block cut over two parts of a document gives the same passages as the whole at once', () => {
  const blocks = Array.from({ length: 30 }, (_, n) => linesBlock(`Sentence ${n}. And another one, which is a little longer than the first.`, n + 1))
  const chunker = createChunker('A title', tokenizer, settings)
  expect([...chunker.add(blocks), ...chunker.end()]).toEqual(chunk(blocks))
})
