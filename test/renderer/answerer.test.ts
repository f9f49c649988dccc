/** The window says who answers, and never names a model that cannot. */
import { expect, test } from 'vitest'
import type { EngineState } from '../../core/types/model.ts'
import { answererOf } from '../../renderer/state/profile.ts'
import { ollamaIs, ollamaModel } from '../fakes/scripted-models.ts'

const models = (state: EngineState['state'] = 'ready') => ({ ...ollamaIs(state, state === 'ready' ? [ollamaModel({ name: 'small:1b' })] : []), chosen: null })

test('without a choice answers are quotes, and nothing stands in for anything', () => {
  expect(answererOf({ chosen: null, models: models() })).toEqual({ model: null, standsIn: null })
})

test('the chosen model answers while it is there, and is believed to until it has been looked for', () => {
  expect(answererOf({ chosen: 'small:1b', models: models() })).toEqual({ model: 'small:1b', standsIn: null })
  expect(answererOf({ chosen: 'small:1b', models: null })).toEqual({ model: 'small:1b', standsIn: null })
})

test('quotes stand in for a model that is gone, locked away or behind a server that does not answer', () => {
  expect(answererOf({ chosen: 'other:7b', models: models() })).toEqual({ model: null, standsIn: 'model-missing' })
  for (const state of ['ollama-hung', 'ollama-absent', 'network-locked'] as const)
    expect(answererOf({ chosen: 'small:1b', models: models(state) })).toEqual({ model: null, standsIn: state })
})

test('a model of a server or a file is missed at its own engine', () => {
  expect(answererOf({ chosen: 'server:desk/big', models: models() })).toEqual({ model: null, standsIn: 'model-missing' })
  expect(answererOf({ chosen: 'gguf:tiny', models: models('ollama-absent') })).toEqual({ model: null, standsIn: 'model-missing' })
})
