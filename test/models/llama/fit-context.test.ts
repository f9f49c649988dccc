import { expect, test } from 'vitest'
import { fitContext } from '../../../models/llama/fit-context.ts'

const model = {
  name: 'm',
  file: 'm.gguf',
  sha256: '',
  size: 5e9,
  modified: 0,
  architecture: 'llama',
  parameters: 8e9,
  quantization: 'Q4_K_M',
  contextTokens: 131_072,
  contextBytes: 131_072,
  thinks: false,
}

test('a model gets the usual context, or what was asked for, as far as it was trained for it', () => {
  expect(fitContext(model, null, 64e9)).toBe(8_192)
  expect(fitContext(model, 32_768, 64e9)).toBe(32_768)
  expect(fitContext({ ...model, contextTokens: 2_048 }, 32_768, 64e9)).toBe(2_048)
})

test('context shrinks with the memory, but never to nothing', () => {
  expect(fitContext(model, null, 7.5e9)).toBe(4_096)
  expect(fitContext(model, null, 4e9)).toBe(1_024)
  expect(fitContext({ ...model, contextBytes: null }, null, 4e9)).toBe(8_192)
})
