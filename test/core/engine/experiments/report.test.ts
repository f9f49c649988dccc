/** Reports: hostile text stays text, nothing runs, every plot has its table, and all languages have all words. */
import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../core/engine/experiments/report/blocks.ts'
import { type Reported, reportBlocks } from '../../../../core/engine/experiments/report/content.ts'
import { reportAsHtml } from '../../../../core/engine/experiments/report/html.ts'
import { reportAsMarkdown } from '../../../../core/engine/experiments/report/markdown.ts'
import { languages } from '../../../../core/types/language.ts'
import { speak } from '../../../../core/words/words.ts'
import { doneExperiment, leakedExperiment, resultsOf, scriptedRows } from '../../../fakes/scripted-experiments.ts'

const hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">"\'&|[a](https://evil.example) `x`\n# y'
const arms = doneExperiment.arms.map((arm) => ({ ...arm, model: `${arm.model} ${hostile}` }))
const results = resultsOf({ ...doneExperiment, name: hostile, dataSet: hostile, arms, settings: { ...doneExperiment.settings, judge: hostile } })
const reported: Reported = {
  results: { ...results, tiny: true },
  advice: {
    choice: 'rag',
    reasons: [
      { key: 'keep-rag', values: {} },
      { key: 'better', values: { a: 'rag', b: 'base', points: 52, low: 44, high: 60, questions: 120 } },
      { key: hostile, values: {} },
    ],
    wouldChange: [{ key: 'more-questions', values: { have: 120, need: 310 } }],
  },
  rows: scriptedRows.map((row) => ({
    example: { ...row.example, input: hostile, output: hostile },
    answers: row.answers.map((answer) => ({ ...answer, text: hostile })),
  })),
  more: 118,
  contextTokens: 8_192,
}

describe('the page', () => {
  test('holds no script, no attribute and no address of others; its policy obeys its own style alone', async () => {
    const page = await reportAsHtml(hostile, reportBlocks(reported), 'en')
    const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/giu)].map(([, name]) => name?.toLowerCase() ?? ''))
    const known = 'body caption circle figure h1 h2 h3 head html li line meta p style svg table tbody td text th thead title tr ul'.split(' ')
    expect([...tags].filter((tag) => !known.includes(tag))).toEqual([])
    const markup = [...page.matchAll(/<[^>]*>/gu)].map(([tag]) => tag).join('\n')
    expect(markup).not.toMatch(/\son\w+=|href=|src=|style=/u)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'/u)
    const style = /<style>([\s\S]*?)<\/style>/u.exec(page)?.[1] ?? ''
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))).toString('base64')
    expect(page).toContain(`'sha256-${hash}'`)
  })

  test('shows hostile words as words in every place that a report has', async () => {
    const intervals = [{ label: '<b>', value: 120, low: -9, high: 50 }]
    const blocks: readonly Block[] = [
      { kind: 'heading', level: 2, text: '<b>' },
      { kind: 'paragraph', text: '<b>' },
      { kind: 'list', items: ['<b>'] },
      { kind: 'table', caption: '<b>', head: ['<b>', '<b>'], rows: [['<b>', '<b>']] },
      { kind: 'plot', title: '<b>', from: 0, to: 100, intervals },
    ]
    const page = await reportAsHtml('<b>', blocks, 'en')
    expect(page).not.toContain('<b>')
    expect(page.match(/&lt;b&gt;/gu)).toHaveLength(12)
    expect(reportAsMarkdown('<b>', blocks)).not.toMatch(/(?<!\\)<b>/u)
    // what lies beyond an axis ends at it
    expect(page).toMatch(/x1="300" x2="538" y1="15"[^>]*\/><circle cx="776"/u)
  })

  test('says what matters: advice with reasons, every arm, how sure it is, and how little a tiny model shows', async () => {
    const page = await reportAsHtml('x', reportBlocks(reported), 'en')
    for (const words of [
      'Keep RAG',
      'RAG scored 52 points higher than Base',
      'So small a model proves',
      'about 310 questions would tell',
      '118 more questions are left out',
      'not by a person',
    ])
      expect(page).toContain(words)
    expect(page.match(/<svg /gu)).toHaveLength(2)
    expect(page.match(/<svg [\s\S]*?<table/gu)).toHaveLength(2)
  })
})

test('Markdown has no HTML, link or picture, and cells stay in their rows', () => {
  const text = reportAsMarkdown(hostile, reportBlocks(reported))
  expect(text).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|(?<!\\)!\[/u)
  for (const table of text.split('\n\n').filter((part) => part.startsWith('| ')))
    expect(new Set(table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length)).size).toBe(1)
})

test('one that was stopped by a leak names what leaked', () => {
  const blocks = reportBlocks({ ...reported, results: { ...results, experiment: leakedExperiment, arms: [], differences: [] }, advice: null, rows: [] })
  expect(JSON.stringify(blocks)).toContain('Which spring fell dry in 1976? (/home/ada/papers/water.pdf)')
})

test.each(languages)('%s has words for all of it', async (language) => {
  await speak(language)
  try {
    const text = reportAsMarkdown('x', reportBlocks(reported))
    expect(text).not.toMatch(/\{\w+[|}]/u)
  } finally {
    await speak('en')
  }
})

test('figures are those measured, and what an answer was besides words is said', () => {
  const [first] = results.differences
  const [row] = scriptedRows
  if (!first || !row) throw new Error('nothing is scripted')
  const plain = resultsOf({ ...doneExperiment, done: 3 })
  const [a, b] = [first.a, first.b].map((id) => doneExperiment.arms.find((arm) => arm.id === id)?.kind ?? '')
  const difference = { ...first, verdict: 'a' as const, difference: { value: 0.2, low: 0.1, high: 0.3, n: 50 } }
  const said = row.answers.map((answer, at) => ({ ...answer, text: 'x', refused: at === 0, ...(at === 1 ? { code: 'model-cut' as const } : {}) }))
  const armResults = plain.arms.map((arm) => ({ ...arm, rated: { won: 1, tied: 2, lost: 3 }, speed: { ...arm.speed, firstTokenMs: 1_500 } }))
  const text = reportAsMarkdown(
    'x',
    reportBlocks({
      ...reported,
      results: { ...plain, arms: armResults, differences: [difference, { ...difference, verdict: 'b' }] },
      rows: [{ example: { ...row.example, answerable: false, output: 'hidden reference' }, answers: said }],
    }),
  ).replaceAll('\\', '')
  expect(text).toContain('20.0 [10.0, 30.0]')
  const verdicts = text.split('\n').filter((one) => one.includes('20.0'))
  expect(
    verdicts.map((one) =>
      one
        .split('|')
        .at(-2)
        ?.toLowerCase()
        .includes(a ?? ''),
    ),
  ).toEqual([true, false])
  expect(verdicts[1]?.split('|').at(-2)?.toLowerCase()).toContain(b)
  expect(text).not.toContain('hidden reference')
  expect(text).toContain('310')
  expect(text).toContain('1.5 sec')
  expect(text).toMatch(/\b1\b.*\b2\b.*\b3\b/u)
  expect(text).toContain('3 of')
})
