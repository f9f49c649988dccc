import { expect, test } from 'vitest'
import { answering, withChecks } from '../../../core/engine/tune/may-answer.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import { adapterRecord } from '../../fakes/adapter-record.ts'

const record = (model: string, passed: boolean | null) =>
  adapterRecord(model, { preflight: passed === null ? null : { at: 1, passed, results: [], samples: [] } })
const records = [record('gguf:tiny+sound', true), record('gguf:tiny+broken', false), record('gguf:tiny+new', null)]
const adapters = { byModel: (model: string) => records.find((one) => one.model === model) ?? null }

test.each(['llama3.2:3b', 'server:lab/org/model+x', 'gguf:tiny', 'gguf:tiny+sound', 'gguf:tiny+sound@0.5'])('%s may answer', (name) => {
  expect(answering(name, adapters)).toBe(name)
})

test.each(['gguf:tiny+broken', 'gguf:tiny+broken@0', 'gguf:tiny+new', 'gguf:tiny+unknown'])('%s may not', (name) => {
  expect(() => answering(name, adapters)).toThrow(expect.objectContaining({ code: 'adapter-unchecked' }))
})

test('a list of models says how the check of each adapter went', () => {
  const model = (name: string): ChatModelInfo => ({
    name,
    engine: 'gguf',
    engineId: 'gguf',
    family: null,
    parameters: null,
    quantization: null,
    size: null,
    contextTokens: null,
    capabilities: null,
    loaded: null,
    adapter: name.includes('+') ? { base: 'gguf:tiny', name, scale: 1 } : null,
  })
  const passed = withChecks(['gguf:tiny', ...records.map((one) => one.model)].map(model), adapters).map(({ adapter }) => adapter?.passed)
  expect(passed).toEqual([undefined, true, false, undefined])
})
