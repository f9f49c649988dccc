/** Numbers in sentences, and what is said where nobody knows why. */
import { afterEach, expect, test } from 'vitest'
import { advice, decimal, speak } from '../../../core/words/words.ts'

afterEach(async () => await speak('en'))

test('decimals are written as the language writes them', async () => {
  expect([decimal(1_234.56, 1), decimal(9, 1), decimal(0.00012, 4)]).toEqual(['1,234.6', '9.0', '0.0001'])
  await speak('de')
  expect([decimal(1_234.56, 1), decimal(9, 1)]).toEqual(['1.234,6', '9,0'])
})

test('a refusal never shows the place of a reason or a fact that nobody gave', () => {
  expect(advice('input-invalid')).toBe('That was not understood: not as expected.')
  expect(advice('input-invalid', { reason: 'missing', name: '--model' })).toBe('That was not understood: --model is missing.')
  expect(advice('ollama-absent')).toMatch(/^Ollama was not found at …\. /)
  expect(advice('trainer-install-failed', { reason: 'pip said so' })).toContain('pip said so')
})
