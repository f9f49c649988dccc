/** One document in every format: how much of its text arrives, and how many cells of its tables with their headers. */
import { afterAll, expect, test } from 'vitest'
import { createChunker } from '../../../core/ingest/chunk.ts'
import { type Block, formats } from '../../../core/types/document.ts'
import type { PassageDraft } from '../../../core/types/passage.ts'
import { loadTokenizer } from '../../../models/tokenizer.ts'
import { type GuideFile, guideFiles } from '../../fixtures/documents/guide-files.ts'
import { formatEntries } from '../../repository/formats-page.ts'
import { characterError } from './character-error.ts'
import { read } from './read.ts'

const tokenizer = loadTokenizer('models/bundled/all-MiniLM-L6-v2')
const files = guideFiles()
const lines: string[] = []

afterAll(() => {
  const head = '| file | characters | character error | cells | cells right |\n| --- | --- | --- | --- | --- |'
  process.stdout.write(`${[head, ...lines].join('\n')}\n`)
})

/** As the bundled model is given them. */
function passagesOf(blocks: readonly Block[]): readonly PassageDraft[] {
  const chunker = createChunker(tokenizer, 256)
  return [...blocks.flatMap((block) => [...chunker.add(block)]), ...chunker.end()]
}

/** Cells that are not empty, first row and first column apart: all, and those found in a line with their row's name, below or beside their column's. */
function cellsOf({ tables, records }: GuideFile, passages: readonly PassageDraft[]): { readonly all: number; readonly right: number } {
  const known = passages.map(({ context, text }) => ({
    lines: text.split('\n').map((line) => line.split('\t')),
    names: new Set(`${context}\n${text}`.split(/\n|\t| \| /)),
    all: new Set(text.split('\n')),
  }))
  let [all, right] = [0, 0]
  for (const [head = [], ...rows] of tables)
    for (const row of rows)
      for (const [column, cell] of row.entries()) {
        if (column === 0 || cell === '') continue
        all += 1
        const found = known.some((passage) =>
          records === true
            ? passage.all.has(`${head[0]}: ${row[0]}`) && passage.all.has(`${head[column]}: ${cell}`)
            : passage.names.has(head[column] ?? '') && passage.lines.some((line) => line[0] === row[0] && line[column] === cell),
        )
        if (found) right += 1
      }
  return { all, right }
}

test('there is a file of every format; pictures are held to their words beside', () => {
  expect(new Set(files.map(({ format }) => format))).toEqual(new Set(formats.filter((format) => format !== 'image')))
})

test.each(files)('$name: at most one character in a hundred is wrong, at least 98 cells in a hundred are right with their headers', async (file) => {
  const { blocks } = await read(file.bytes, file.format, 7_919, file.name)
  expect(blocks.filter(({ hidden }) => hidden === true)).toEqual([])
  expect(new Set(blocks.map(({ place }) => place.kind))).toEqual(new Set([formatEntries[file.format].place]))
  const text = blocks.map((block) => block.text).join('\n')
  const error = characterError(file.text, text.replace(/\n+/g, '\n'))
  const { all, right } = cellsOf(file, passagesOf(blocks))
  lines.push(
    `| ${file.name} | ${file.text.length} | ${(100 * error).toFixed(2)} % | ${all || '–'} | ${all === 0 ? '–' : `${((100 * right) / all).toFixed(1)} %`} |`,
  )
  expect(error).toBeLessThanOrEqual(0.01)
  expect(right).toBeGreaterThanOrEqual(0.98 * all)
})
