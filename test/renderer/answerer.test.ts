/** The window says who answers, and never names a model that cannot. */
import { expect, test } from 'vitest'
import type { OllamaState } from '../../core/types/model.ts'
import { answererOf } from '../../renderer/state/profile.ts'

const unsaid = { family: null, parameters: null, quantization: null, size: null, contextTokens: null, capabilities: null, loaded: null, adapter: null }
const model = { name: 'small:1b', engine: 'ollama', engineId: 'ollama', ...unsaid } as const
const ollama = (changes: Partial<OllamaState> = {}): OllamaState => ({
  state: 'ready',
  address: 'http://127.0.0.1:11434',
  version: '0.20.0',
  models: [model],
  blocked: [],
  ...changes,
})

test('without a choice answers are quotes, and nothing stands in for anything', () => {
  expect(answererOf({ chosen: null, ollama: ollama() })).toEqual({ model: null, standsIn: null })
})

test('the chosen model answers while it is there, and is believed to until it has been looked for', () => {
  expect(answererOf({ chosen: 'small:1b', ollama: ollama() })).toEqual({ model: 'small:1b', standsIn: null })
  expect(answererOf({ chosen: 'small:1b', ollama: null })).toEqual({ model: 'small:1b', standsIn: null })
})

test('quotes stand in for a model that is gone, locked away or behind a server that does not answer', () => {
  expect(answererOf({ chosen: 'other:7b', ollama: ollama() })).toEqual({ model: null, standsIn: 'model-missing' })
  for (const state of ['ollama-hung', 'ollama-absent', 'network-locked'] as const)
    expect(answererOf({ chosen: 'small:1b', ollama: ollama({ state, models: [] }) })).toEqual({ model: null, standsIn: state })
})
