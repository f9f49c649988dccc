import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { outline, read } from '../read.ts'

const paper = readFileSync(new URL('../../../fixtures/documents/paper.tex', import.meta.url), 'utf8')

test('a paper is read as its readers see it, every block at its source line', async () => {
  const { blocks, end } = await read(paper, 'latex')
  expect(outline(blocks)).toEqual([
    'heading 1: Keeping Bees',
    'note: Paid by nobody.',
    'paragraph: Anna Roth, Bo Café',
    'paragraph: 4 March 2021',
    'paragraph: We keep bees—many—and pages 3–5 say “how”.',
    'heading 1: Hives',
    'paragraph: A hive has 50 % of naïve bees and costs $5 & more [roth], see Fig. [fig:a]. Formula $x^2 + \\alpha$ here.',
    'note: Counted twice.',
    'list-item: One ç Š ø ß',
    'list-item: Two more',
    'list-item: deep',
    'heading 2: Sums',
    'code:   a = b\n  + c',
    'paragraph: Honey',
    'table: Month\tkg\t\nJune\t12\t\nJuly\t\t3%',
    'code: % code \\kept\n  x',
    'quote: Said by a keeper.',
    'list-item: [roth] A. Roth, Bees.',
  ])
  expect(end).toEqual({ title: 'Keeping Bees', author: 'Anna Roth, Bo Café', created: '2021-03-04' })
  const lines = paper.split('\n')
  const lineOf = (words: string): string => {
    const block = blocks.find(({ text }) => text.includes(words))
    if (block?.place.kind !== 'lines') throw new Error(words)
    return lines[(block.place.starts.findLast(([offset]) => offset <= block.text.indexOf(words))?.[1] ?? 0) - 1] ?? ''
  }
  for (const words of [
    'Keeping',
    'Anna',
    'We keep',
    'Hives',
    'A hive',
    'and costs',
    'Formula',
    'Counted',
    'Two',
    'deep',
    '+ c',
    'Month',
    'June',
    'July',
    '% code',
    'Said by',
    'A. Roth,',
  ])
    expect(lineOf(words)).toContain(words)
})

test('a book has chapters above its sections; a part of a book has no preamble', async () => {
  expect(outline((await read('\\chapter{One}\n\\section[short]{Two}\n\\subsection{Three}\nText', 'latex')).blocks)).toEqual([
    'heading 1: One',
    'heading 2: Two',
    'heading 3: Three',
    'paragraph: Text',
  ])
})

test('comments and what prints nothing are left out, and words do not run together', async () => {
  const text =
    'One% gone\n two \\label{x}three\\vspace{1cm}\\index{no}\nfour \\textbf{fi\\-ve} \\textcolor{red}{six} \\href{https://x.y}{seven}\n\n% gone\n\\begin{comment}\ngone\n\\end{comment}\nlast'
  expect(outline((await read(text, 'latex')).blocks)).toEqual(['paragraph: Onetwo three four five six seven', 'paragraph: last'])
})

test('old encodings are read', async () => {
  const text = 'Der Schlüssel für das Bienenhaus hängt im Flur, schöne Grüße.'
  expect((await read(iconv.encode(text, 'latin1'), 'latex')).text).toBe(text)
})

test.each([
  ['braces', '{'.repeat(300_000)],
  ['commands', '\\textbf{'.repeat(100_000)],
  ['notes', '\\footnote{a'.repeat(100_000)],
  ['environments', '\\begin{tabular}{l}'.repeat(50_000)],
  ['nested tables', `${'\\begin{tabular}{l} a & '.repeat(3_000)}${'\\end{tabular}'.repeat(3_000)}`],
  ['formulas', '$a '.repeat(200_000)],
  ['displays', '\\[ a '.repeat(100_000)],
  ['verbs', '\\verb|a '.repeat(100_000)],
  ['options', '\\item['.repeat(50_000)],
  ['accents', "\\'".repeat(200_000)],
  ['backslashes', '\\'.repeat(300_001)],
])('%s that are never closed cost seconds', async (_, text) => {
  const startedAt = performance.now()
  await read(text, 'latex', 1_000_000)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})
