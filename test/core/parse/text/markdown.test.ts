import { expect, test } from 'vitest'
import { outline, read } from '../read.ts'

const sample = `---
title: "Keeping bees"
tags: [hive]
---

# Bees

A *strong* hive has **thirty**
thousand [bees](https://example.org "no") and \`one\` queen.

- Feed in autumn
- Leave in winter
  1. never open below 10 °C

| month | honey |
| ----- | ----: |
| June  | 12 kg |

> Quoted words

\`\`\`python
print("hive")

done()
\`\`\`

<div class="x">Raw <b>words</b></div>
<script>alert(1)</script>

Line one\\
line two ![a drone](x.png)
`

test('marks are gone, kinds and source lines are kept', async () => {
  const { blocks, end } = await read(sample, 'markdown')
  expect(outline(blocks)).toEqual([
    'heading 1: Bees',
    'paragraph: A strong hive has thirty thousand bees and one queen.',
    'list-item: Feed in autumn',
    'list-item: Leave in winter',
    'list-item: never open below 10 °C',
    'table: month\thoney\nJune\t12 kg',
    'quote: Quoted words',
    'code: print("hive")\n\ndone()',
    'paragraph: Raw words',
    'paragraph: Line one\nline two a drone',
  ])
  expect(end).toEqual({ title: 'Keeping bees' })
  const lines = sample.split('\n')
  const firstWords: Record<number, string> = {
    0: '# Bees',
    1: 'A *strong*',
    2: '- Feed',
    4: '  1. never',
    5: '| month',
    6: '> Quoted',
    7: 'print',
    8: '<div',
    9: 'Line one',
  }
  for (const [index, words] of Object.entries(firstWords)) {
    const place = blocks[Number(index)]?.place
    if (place?.kind !== 'lines') throw new Error('no lines')
    expect(lines[(place.starts[0]?.[1] ?? 0) - 1]).toContain(words)
  }
})

test('each line of a paragraph, a table and a fence is found by its offset', async () => {
  const { blocks } = await read(sample, 'markdown')
  const lineAt = (words: string): number | undefined => {
    const block = blocks.find(({ text }) => text.includes(words))
    if (block?.place.kind !== 'lines') throw new Error('no lines')
    return block.place.starts.findLast(([offset]) => offset <= block.text.indexOf(words))?.[1]
  }
  const source = (words: string): number => sample.split('\n').findIndex((line) => line.includes(words)) + 1
  for (const [words, written] of [
    ['thousand', 'thousand'],
    ['June', 'June'],
    ['done()', 'done()'],
    ['line two', 'line two'],
  ] as const)
    expect(lineAt(words)).toBe(source(written))
})

test('without front matter the first heading is the title', async () => {
  expect((await read('Intro\n\n# Of hives\n', 'markdown')).end).toEqual({ title: 'Of hives' })
})

test('a file too large for a tree is read as text, with its lines', async () => {
  const { blocks } = await read(`# Head\n\n${'words and words\n'.repeat(300_000)}`, 'markdown', 1_000_000)
  const place = blocks.at(-1)?.place
  expect(place?.kind === 'lines' && place.starts.at(-1)?.[1]).toBe(300_002)
})

test('front matter names title, author, date and language, in YAML and TOML', async () => {
  const yaml = "---\ntitle: 'Keeping: bees'\nauthor:\n  - Anna Roth\n  - name: Bo\ndate: 2021-03-04 # first\nlang: de_CH\ntags: [hive]\n---\n# Other\n"
  expect((await read(yaml, 'markdown')).end).toEqual({ title: 'Keeping: bees', author: 'Anna Roth, Bo', created: '2021-03-04', language: 'de-CH' })
  const toml = '+++\ntitle = "Bees"\nauthors = ["Anna", "Bo"]\ndate = 2021-03-04T05:06:07Z\n+++\nText\n'
  expect((await read(toml, 'markdown')).end).toEqual({ title: 'Bees', author: 'Anna, Bo', created: '2021-03-04T05:06:07Z' })
})

test('footnotes are notes; nested lists, breaks and tables in HTML are read', async () => {
  const text =
    'Fact[^1] and<br>more\n\n- one\n  - two\n\n<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td></td></tr>\n<tr><td></td><td>2</td></tr>\n</table>\n\n[^1]: Its source.\n'
  const { blocks } = await read(text, 'markdown')
  expect(outline(blocks)).toEqual(['paragraph: Fact and\nmore', 'list-item: one', 'list-item: two', 'table: a\tb\n1\t\n\t2', 'note: Its source.'])
  const place = blocks[3]?.place
  expect(place?.kind === 'lines' && place.starts.map(([, line]) => line)).toEqual([7, 8, 9])
})

test('what HTML in Markdown hides is flagged and stands apart', async () => {
  const { blocks } = await read('Seen <span style="display:none">unseen *words*</span> again\n\n<p hidden>secret</p>\n', 'markdown')
  expect(blocks.map(({ text, hidden }) => [text.replace(/\s+/g, ' '), hidden])).toEqual([
    ['Seen again', undefined],
    ['unseen words', true],
    ['secret', true],
  ])
})

test.each([
  ['quotes in quotes', '> '.repeat(100_000)],
  ['lists in lists', '- '.repeat(20_000)],
  ['lists in lists, line by line', Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n')],
  ['open brackets', '['.repeat(100_000)],
  ['stars and lines that open nothing', '*a_ '.repeat(50_000)],
  ['pairs in pairs', `${'*_'.repeat(20_000)}a${'_*'.repeat(20_000)}`],
  ['headings underlined', 'a\n=\n'.repeat(50_000)],
])('%s cost seconds, and are read as they stand', { timeout: 60_000 }, async (_, text) => {
  const startedAt = performance.now()
  const { blocks } = await read(`# Title\n\n${text} the end\n`, 'markdown', 1_000_000)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  expect(blocks.map((block) => block.text).join(' ')).toContain('the end')
})

test('a long list, a long table and a long listing with many marks keep their structure', async () => {
  const list = '- see *one_two* and `three` in [four](five)\n'.repeat(3_000)
  const table = `| a_b | c |\n| --- | --- |\n${'| *d_e* | [f](g) |\n'.repeat(3_000)}`
  const { blocks } = await read(`# Title\n\n${list}\n${table}`, 'markdown', 1_000_000)
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', ...Array.from({ length: 3_000 }, () => 'list-item'), 'table'])
})
