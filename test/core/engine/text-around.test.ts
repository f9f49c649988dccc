/** What the evidence shows: the marked blocks with what stands beside them, and the steps beyond. */
import { describe, expect, test } from 'vitest'
import { textAround } from '../../../core/engine/text-around.ts'
import type { Anchor } from '../../../core/types/anchor.ts'
import type { Block, DocumentPart } from '../../../core/types/document.ts'

async function* parts(blocks: readonly Block[], size = 7): AsyncGenerator<DocumentPart> {
  for (let at = 0; at < blocks.length; at += size) yield { blocks: blocks.slice(at, at + size) }
  yield { blocks: [], end: {} }
}

const paragraph = (block: number, text = `Paragraph ${block}.`): Block => ({ kind: 'paragraph', text, place: { kind: 'block', block } })
const paragraphs = (count: number) => Array.from({ length: count }, (_, at) => paragraph(at + 1))
const numbers = (around: Awaited<ReturnType<typeof textAround>>) => around.blocks.map(({ number }) => number)
const at = (block: number): Anchor => ({ kind: 'block', headings: [], block })

describe('a long document', () => {
  test('shows as much on either side as may be shown, and says that there is more', async () => {
    const around = await textAround(parts(paragraphs(300)), at(150))
    expect(numbers(around)).toEqual(Array.from({ length: 81 }, (_, n) => 110 + n))
    expect(around).toMatchObject({ before: true, after: true, headers: [] })
    expect(around.blocks.filter(({ marked }) => marked).map(({ number }) => number)).toEqual([150])
  })

  test('is walked to both its ends, each block once', async () => {
    const all = paragraphs(300)
    let around = await textAround(parts(all), at(150))
    const seen = [...numbers(around)]
    while (around.before) {
      around = await textAround(parts(all), at(150), { before: seen[0] ?? 0 })
      seen.unshift(...numbers(around))
    }
    around = { ...around, after: true }
    while (around.after) {
      around = await textAround(parts(all), at(150), { after: seen.at(-1) ?? 0 })
      seen.push(...numbers(around))
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n + 1))
  })

  test('stops reading when enough has come', async () => {
    let read = 0
    async function* counted() {
      for await (const part of parts(paragraphs(5_000))) {
        read += part.blocks.length
        yield part
      }
    }
    await textAround(counted(), at(10))
    expect(read).toBeLessThan(80)
  })

  test('keeps to its number of characters, but shows at least one block', async () => {
    const long = [1, 2, 3, 4, 5].map((n) => paragraph(n, `${n}`.repeat(9_000)))
    expect(numbers(await textAround(parts(long), at(3)))).toEqual([2, 3, 4])
    expect(numbers(await textAround(parts(long), at(3), { before: 2 }))).toEqual([1])
  })
})

test('a sheet is shown alone, and a table that goes on has its header', async () => {
  const rows = (sheet: string, row: number, header?: string): Block => ({
    kind: 'table',
    text: 'a\tb\nc\td',
    place: {
      kind: 'sheet',
      sheet,
      columns: [2, 3],
      rows: [
        [0, row],
        [4, row + 1],
      ],
    },
    ...(header === undefined ? {} : { header }),
  })
  const around = await textAround(parts([rows('One', 1), rows('Two', 1), rows('Two', 3, 'a\tb'), rows('Three', 1)]), {
    kind: 'sheet',
    sheet: 'Two',
    range: 'B4',
  })
  expect(around.blocks).toMatchObject([
    { number: 2, cells: { sheet: 'Two', column: 2, rows: [1, 2] }, marked: false },
    { number: 3, header: 'a\tb', cells: { rows: [3, 4] }, marked: true },
  ])
})

describe('a mailbox', () => {
  const message = (n: number, part: string, block: number, text: string): Block => ({
    kind: 'paragraph',
    text,
    place: { kind: 'message', message: n, part, block },
  })
  const attached = (n: number, part: string, line: number): Block => ({
    kind: 'paragraph',
    text: `${part} line ${line}`,
    place: { kind: 'lines', starts: [[0, line]] },
    within: { message: n, part },
  })
  const mailbox = [
    message(1, 'headers', 1, 'Subject: First'),
    message(1, 'text', 2, 'One.'),
    message(2, 'headers', 1, 'Subject: Second'),
    ...Array.from({ length: 100 }, (_, n) => message(2, 'text', n + 2, `Line ${n}.`)),
    message(2, 'Fwd.eml/headers', 102, 'Subject: Inner'),
    message(2, 'Fwd.eml/text', 103, 'Inside.'),
    attached(2, 'notes.txt', 1),
    attached(2, 'notes.txt', 2),
    attached(2, 'other.txt', 1),
    message(3, 'headers', 1, 'Subject: Third'),
  ]

  test('shows one mail, its headers whatever was cut', async () => {
    const around = await textAround(parts(mailbox), { kind: 'message', message: 2, part: 'text', block: 90 })
    expect(around.headers.map(({ text }) => text)).toEqual(['Subject: Second'])
    expect(around).toMatchObject({ before: true, after: false })
    expect(new Set(around.blocks.map(({ part }) => `${part?.message} ${part?.part}`))).toEqual(new Set(['2 text']))
  })

  test('shows a mail within the mail by itself', async () => {
    const around = await textAround(parts(mailbox), { kind: 'message', message: 2, part: 'Fwd.eml/text', block: 103 })
    expect(around.blocks.map(({ text }) => text)).toEqual(['Subject: Inner', 'Inside.'])
    expect(around.headers.map(({ text }) => text)).toEqual(['Subject: Inner'])
  })

  test('shows an attachment by itself, with the headers of its mail', async () => {
    const around = await textAround(parts(mailbox), { kind: 'lines', lines: [2, 2], headings: [], message: 2, part: 'notes.txt' })
    expect(around.blocks.map(({ text, marked }) => [text, marked])).toEqual([
      ['notes.txt line 1', false],
      ['notes.txt line 2', true],
    ])
    expect(around.headers.map(({ text }) => text)).toEqual(['Subject: Second'])
    expect(around).toMatchObject({ before: false, after: false })
  })
})
