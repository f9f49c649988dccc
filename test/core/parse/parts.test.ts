import { expect, test } from 'vitest'
import { limitOutput } from '../../../core/parse/parts.ts'
import type { Block, DocumentPart } from '../../../core/types/document.ts'

async function limited(blocks: readonly Block[], characters: number, partCharacters: number): Promise<DocumentPart[]> {
  async function* parts(): AsyncGenerator<DocumentPart> {
    for (const block of blocks) yield { blocks: [block] }
    yield { blocks: [], end: { pages: 1 } }
  }
  const out: DocumentPart[] = []
  for await (const part of limitOutput(parts(), { characters, partCharacters })) out.push(part)
  return out
}

const line = (text: string): Block => ({ kind: 'paragraph', text, place: { kind: 'lines', starts: [[0, 1]] } })

test('blocks are grouped to parts of bounded size and the last part has the end', async () => {
  const parts = await limited([line('a'.repeat(40)), line('b'.repeat(40)), line('c'.repeat(40))], 1_000, 100)
  expect(parts.map((part) => part.blocks.length)).toEqual([2, 1])
  expect(parts.map((part) => part.end)).toEqual([undefined, { pages: 1 }])
})

test('more text than allowed is refused', async () => {
  await expect(limited([line('a'.repeat(60)), line('b'.repeat(60))], 100, 50)).rejects.toMatchObject({ code: 'parser-output' })
})

test('a block over the limit is cut at its lines, and each piece keeps its places', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `row ${index} of the table`)
  const text = rows.join('\n')
  const starts = rows.map((row, index) => [text.indexOf(row), index + 10] as const)
  const pageLines = starts.map(([start], index) => ({ start, end: starts[index + 1]?.[0] ?? text.length, rect: [0, index, 1, 1] as const }))
  for (const place of [{ kind: 'lines', starts } as const, { kind: 'page', page: 3, lines: pageLines } as const]) {
    const blocks = (await limited([{ kind: 'table', text, place }], 10_000, 100)).flatMap((part) => part.blocks)
    expect(blocks.length).toBeGreaterThan(3)
    expect(blocks.map((block) => block.text).join('')).toBe(text)
    for (const block of blocks) {
      const words = block.text.split('\n')[1] ?? ''
      const row = Number(words.split(' ')[1])
      const at = block.text.indexOf(words)
      if (block.place.kind === 'lines') {
        expect(block.place.starts[0]?.[0]).toBe(0)
        expect(block.place.starts.findLast(([offset]) => offset <= at)?.[1]).toBe(row + 10)
      } else if (block.place.kind === 'page') {
        expect(block.place.lines.find(({ start, end }) => at >= start && at < end)?.rect[1]).toBe(row)
        expect(block.place.lines.at(-1)?.end).toBe(block.text.length)
      }
    }
  }
})
