import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerMatch } from '../../../../core/evaluate/measures/answer-match.ts'
import { bleu, bleuCounts, sentenceBleu } from '../../../../core/evaluate/measures/bleu.ts'
import { bleuTokens } from '../../../../core/evaluate/measures/bleu-tokens.ts'
import { chrf, chrfCounts, sentenceChrf } from '../../../../core/evaluate/measures/chrf.ts'
import { rougeL } from '../../../../core/evaluate/measures/rouge.ts'
import { summed } from '../../../../core/evaluate/measures/summed.ts'

/** BLEU and chrF2 in percent as sacreBLEU 2.6.0 gives them, ROUGE-L and F1 by their definitions. */
const published = [
  ['The cat sat on the mat.', 'The cat is sitting on the mat.', 42.3837, 49.6485, 0.7692, 0.6667],
  ['Paris is the capital of France.', 'The capital of France is Paris.', 29.0715, 74.2497, 0.6667, 1],
  ['I could not find this in your documents.', 'The warranty lasts 24 months.', 4.7677, 12.0027, 0, 0],
  ['Das Gerät wiegt 1,5 kg.', 'Das Gerät wiegt nur 1,5 kg.', 43.0125, 73.0337, 0.9333, 0.9091],
  ['Revenue rose 12% to $4.2m', 'Revenue rose by 12% to $4.2m.', 53.1375, 75.7229, 0.9231, 0.9091],
  ['The invoice is due on 14 March 2024.', 'The invoice is due on 14 March 2024.', 100, 100, 1, 1],
] as const

test.each(published)('%s / %s: BLEU %f, chrF %f, ROUGE-L %f, F1 %f', (output, reference, bleuPercent, chrfPercent, rouge, f1) => {
  expect(Math.abs(100 * sentenceBleu(output, [reference]) - bleuPercent)).toBeLessThan(1e-4)
  expect(Math.abs(100 * bleu(bleuCounts(output, [reference])) - bleuPercent)).toBeLessThan(1e-4)
  expect(Math.abs(100 * sentenceChrf(output, [reference]) - chrfPercent)).toBeLessThan(1e-4)
  expect(Math.abs(rougeL(output, [reference]) - rouge)).toBeLessThan(1e-4)
  expect(Math.abs(answerMatch(output, [reference]).f1 - f1)).toBeLessThan(1e-4)
})

test('the corpus of six', () => {
  const counts = summed(published.map(([output, reference]) => bleuCounts(output, [reference])))
  expect(counts.slice(0, 2)).toEqual([45, 46])
  const precisions = [2, 3, 4, 5].map((at) => ((100 * (counts[at] ?? 0)) / (counts[at + 4] ?? 0)).toFixed(1))
  expect(precisions).toEqual(['77.8', '59.0', '45.5', '33.3'])
  expect(Math.abs(100 * bleu(counts) - 50.2161)).toBeLessThan(1e-4)
  expect(Math.abs(100 * chrf(summed(published.map(([output, reference]) => chrfCounts(output, [reference])))) - 64.5197)).toBeLessThan(1e-4)
})

const others: readonly (readonly [string, readonly string[], number, number, number, number])[] = [
  ['A B', ['A B'], 0.0, 1.0, 1.0, 1.0],
  ['', ['something'], 0.0, 0.0, 0.0, 0],
  ['yes', ['yes', 'no'], 0.0, 1.0, 1.0, 1.0],
  [
    'Tom &amp; Jerry -\n cost 3-4 € (each), or 1.5k...',
    ['Tom & Jerry cost 3-4 € each, or 1.5k.', 'Tom and Jerry: 3 - 4 € each'],
    0.5749089872,
    0.5749089872,
    0.5797941157,
    0.9473684211,
  ],
  ['東京は日本の首都です。', ['日本の首都は東京です。'], 0.0, 0.0, 0.4228835979, 0],
  ['El año 2024 fue “bueno” — ¿no?', ['El año 2024 fue «bueno», ¿no?'], 0.4111336169, 0.4111336169, 0.6215460836, 1.0],
  ['the the the the the', ['the cat the dog'], 0.127033187, 0.127033187, 0.181517459, 0.4444444444],
  ['🙂👍🏽 é ok', ['🙂👍🏽 é ok'], 0.0, 0.3466806372, 0.2702724619, 0.6666666667],
]

/** Run through sacreBLEU 2.6.0 (BLEU with and without effective order, chrF2) and rouge_score 0.1.2. */
test.each(others)('also as the packages: %j', (output, references, whole, sentence, characters, rouge) => {
  expect(bleu(bleuCounts(output, references))).toBeCloseTo(whole, 8)
  expect(sentenceBleu(output, references)).toBeCloseTo(sentence, 8)
  expect(sentenceChrf(output, references)).toBeCloseTo(characters, 8)
  expect(rougeL(output, references, 'latin')).toBeCloseTo(rouge, 8)
})

test('of two references as near in length the shorter counts', () => {
  expect(bleuCounts('a b c d', ['a b c', 'a b c d e'])[1]).toBe(3)
})

test('tokens as mteval cuts them, and each counted as often as in the reference that has it most often', () => {
  expect(bleuTokens('see v.5, 1.5 <skipped>x- 3-4')).toEqual(['see', 'v', '.', '5', ',', '1.5', 'x-', '3', '-', '4'])
  expect(bleuCounts('the the the', ['the cat', 'the dog'])[2]).toBe(1)
})

test('all arms are read in the language of the references', () => {
  expect(answerMatch('The Wall', ['Das Lied „The Wall“ ist von der Band']).f1).toBeCloseTo(0.4)
})

test('runs longer than the reference count against no output, in sums neither', () => {
  expect(chrfCounts('abcdef', ['ab']).slice(6)).toEqual(Array<number>(12).fill(0))
})

test('whatever is written, every measure lies between 0 and 1, and a text is like itself', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 })
  fc.assert(
    fc.property(text, text, (output, reference) => {
      const all = (a: string, b: string) => [sentenceBleu(a, [b]), sentenceChrf(a, [b]), rougeL(a, [b]), ...Object.values(answerMatch(a, [b]))]
      for (const value of all(output, reference)) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1 + 1e-9)
      }
      if (/\p{L}/u.test(output)) for (const value of all(output, output)) expect(value).toBeCloseTo(1, 9)
    }),
    { numRuns: 300, seed: 11 },
  )
})

test('a further reference never lowers a measure that takes the best', () => {
  const text = fc.stringMatching(/^[a-d ]{0,30}$/)
  fc.assert(
    fc.property(text, text, text, (output, one, other) => {
      expect(rougeL(output, [one, other])).toBeGreaterThanOrEqual(rougeL(output, [one]))
      expect(sentenceChrf(output, [one, other])).toBeGreaterThanOrEqual(sentenceChrf(output, [one]))
      expect(answerMatch(output, [one, other], 'en').f1).toBeGreaterThanOrEqual(answerMatch(output, [one], 'en').f1)
    }),
    { numRuns: 200, seed: 12 },
  )
})
