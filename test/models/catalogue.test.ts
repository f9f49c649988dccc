import { expect, test } from 'vitest'
import { catalogue, suggestions } from '../../models/catalogue.ts'
import { cachePerToken, contextThatFits, fitOf, memoryNeeded } from '../../models/memory.ts'

const gigabyte = 1_000_000_000

test('keys and values of a model take what its shape says', () => {
  // Llama 3.1 8B: 32 layers × 8 heads × (128 + 128) numbers × 2 bytes = 128 KiB per token, 1 GiB for 8,192.
  const perToken = cachePerToken({ layers: 32, keyValueHeads: 8, keyLength: 128, valueLength: 128 })
  expect(perToken).toBe(131_072)
  expect(memoryNeeded(4.9 * gigabyte, perToken, 8_192)).toBe(Math.round(4.9 * gigabyte * 1.05 + 1_073_741_824 + 500_000_000))
})

test('the verdict follows the share of memory', () => {
  expect(fitOf(9 * gigabyte, 16 * gigabyte)).toBe('fits')
  expect(fitOf(12 * gigabyte, 16 * gigabyte)).toBe('tight')
  expect(fitOf(14 * gigabyte, 16 * gigabyte)).toBe('too-large')
})

test('more memory never makes a model fit worse, nor gives it less context', () => {
  const order = { fits: 0, tight: 1, 'too-large': 2 }
  for (const [at, one] of catalogue.entries()) {
    const sizes = [4, 8, 16, 32, 64, 128].map((memory) => memory * gigabyte)
    const fits = sizes.map((memory) => order[suggestions(memory)[at]?.fit ?? 'too-large'])
    expect(fits).toEqual(fits.toSorted((a, b) => b - a))
    const contexts = sizes.map((memory) => contextThatFits(one.contextTokens, one.size, cachePerToken(one), memory))
    expect(contexts).toEqual(contexts.toSorted((a, b) => a - b))
  }
})

test('a laptop of 8 GB is offered small models and warned of large ones', () => {
  const fit = (name: string) => suggestions(8 * gigabyte).find((one) => one.name === name)?.fit
  expect(fit('llama3.2:3b')).toBe('fits')
  expect(fit('qwen3:8b')).not.toBe('fits')
  expect(fit('llama3.3:70b')).toBe('too-large')
})

test('the catalogue names each model once, smallest first, and none that runs elsewhere', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length)
  expect(catalogue.map(({ size }) => size)).toEqual(catalogue.map(({ size }) => size).toSorted((a, b) => a - b))
  expect(catalogue.some(({ name }) => name.includes('cloud'))).toBe(false)
})
