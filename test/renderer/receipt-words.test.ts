/** The receipt says in sentences what was done, and nothing that was not. */
import { expect, test } from 'vitest'
import type { Receipt } from '../../core/types/answer.ts'
import { modelParts } from '../../renderer/components/model-name.ts'
import { sentences, summary } from '../../renderer/components/receipt-words.ts'

const receipt: Receipt = {
  mode: 'model',
  model: 'gguf:tiny+minutes@0.5',
  steps: [],
  retrieved: 24,
  sent: 3,
  cut: 2,
  files: 2,
  tokens: { prompt: 3_120, answer: 96, context: 8_192, counted: 'model' },
  markersRemoved: 0,
  firstTokenMs: 40,
  passages: [],
}

test('the first line is plain', () => {
  expect(summary(receipt)).toBe('read 3 passages from 2 files, 3,120 of 8,192 tokens. 2 passages were left out.')
})

test('of what was counted it says over what', () => {
  expect(summary({ ...receipt, mode: 'quotes', model: null, tokens: null, steps: [{ name: 'count', ms: 4 }] })).toBe(
    'counted over all files in question, not only in the best passages.',
  )
})

test('rewrite, limits, history, adapter and what was left out are told, each only where it was', () => {
  expect(sentences(receipt)).toEqual(['Written by tiny with the adapter minutes at 0.5 of its strength.', 'The answer took 96 tokens.'])
  const more: Receipt = {
    ...receipt,
    rewrite: { query: 'cost of the second main', by: 'model' },
    understood: [
      { kind: 'files', words: 'the minutes', names: ['Minutes 03.pdf'] },
      { kind: 'formats', words: 'spreadsheets', formats: ['xlsx'], dropped: true },
      { kind: 'modified', words: 'in March', from: new Date(2026, 2, 1).getTime(), to: new Date(2026, 3, 1).getTime() },
    ],
    history: { sent: 4, cut: 1 },
    sections: { total: 12, read: 11, left: [{ file: '/home/ada/Rules.docx', label: 'Annex', reason: 'empty' }] },
    stopped: true,
    thoughtMs: 12_400,
  }
  const told = sentences(more).join('\n')
  for (const words of [
    'before the search: “cost of the second main”',
    '“the minutes” was taken to mean Minutes 03.pdf.',
    'No file fits “spreadsheets”',
    'changed from Mar 1, 2026 to Mar 31, 2026',
    '4 earlier messages were sent along.',
    'One earlier message did not fit.',
    '11 of 12 sections were read.',
    'Left out: Annex of Rules.docx, there is no text in it.',
    'stopped before its end',
    'thought for 13 sec',
  ])
    expect(told).toContain(words)
})

test('an adapter is the part behind the plus of a model file, and of nothing else', () => {
  expect(modelParts('gguf:tiny')).toEqual({ base: 'tiny', adapter: null, scale: null })
  expect(modelParts('gguf:tiny+minutes')).toEqual({ base: 'tiny', adapter: 'minutes', scale: null })
  expect(modelParts('server:lm/qwen+coder')).toEqual({ base: 'server:lm/qwen+coder', adapter: null, scale: null })
})
