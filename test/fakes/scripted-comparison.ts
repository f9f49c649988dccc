/** All that Compare can show: experiments in every state, a frozen data set and models to compare, answers with citations, advice. */
import type { DataSetVersion } from '../../core/types/data-set.ts'
import type { Advice, ExperimentRow } from '../../core/types/experiment.ts'
import type { ChatModelInfo } from '../../core/types/model.ts'
import { scriptedDataSet } from './scripted-data-sets.ts'
import type { Script } from './scripted-engine.ts'
import { doneExperiment, leakedExperiment, scriptedRows, workingExperiment } from './scripted-experiments.ts'
import { blocks, citations, fullLibrary } from './scripted-library.ts'
import { readyModels } from './scripted-models.ts'

const file: ChatModelInfo = {
  name: 'gguf:llama-3.2-3b',
  engine: 'gguf',
  engineId: 'gguf',
  family: 'llama',
  parameters: '3.2B',
  quantization: 'Q8_0',
  size: 3_421_898_912,
  contextTokens: 131_072,
  capabilities: [],
  loaded: null,
  adapter: null,
}
const adapter: ChatModelInfo = { ...file, name: 'gguf:llama-3.2-3b+water', size: 48_000_000, adapter: { base: file.name, name: 'water', scale: 1 } }

export const frozen: DataSetVersion = {
  id: '1',
  dataSetId: 'water',
  number: 1,
  frozenAt: Date.UTC(2026, 10, 19),
  seed: 1,
  hash: '0'.repeat(64),
  counts: { train: 840, validation: 120, test: 120 },
  groups: { train: 14, validation: 2, test: 2 },
  kinds: { question: 1_080 },
  removed: 3,
}

/** What the arms with passages say is cited. */
const citedRows: readonly ExperimentRow[] = scriptedRows.map((row) => ({
  ...row,
  answers: row.answers.map((answer) => ({ ...answer, citations: answer.text.includes('[1]') ? citations.slice(0, 1) : [] })),
}))

const advice: Advice = {
  choice: 'rag',
  reasons: [
    { key: 'must-cite', values: {} },
    { key: 'unclear', values: { a: 'hybrid', b: 'rag', low: -2, high: 14, questions: 120 } },
    { key: 'simpler', values: { arm: 'rag', than: 'hybrid' } },
  ],
  wouldChange: [{ key: 'more-questions', values: { have: 120, need: 310 } }],
}

/** A data set and models to choose from, and no experiment yet. */
export function beforeComparing(script: Script): void {
  fullLibrary(script)
  script.blocks = blocks
  script.models = {
    ...readyModels,
    engines: [...readyModels.engines, { kind: 'gguf', id: 'gguf', state: 'ready', address: null, version: null, remote: false }],
    models: [file, adapter, ...readyModels.models],
  }
  script.dataSets.all = [scriptedDataSet('water', 'Water reports', { versions: [{ version: frozen, examples: [], leaks: [] }] })]
  script.experiments.rows = citedRows
  script.experiments.advice = advice
}

export function comparing(script: Script): void {
  beforeComparing(script)
  script.experiments.set([workingExperiment, doneExperiment, leakedExperiment])
}
