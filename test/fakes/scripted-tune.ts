/** Examples of one data set as people find them to look through: with passages, personal data, other kinds, and what was taken out. */
import type { Example, PersonalDataFlag, Removal } from '../../core/types/data-set.ts'
import { type ScriptedDataSet, scriptedDataSet, scriptedExample } from './scripted-data-sets.ts'
import type { Script } from './scripted-engine.ts'
import { citations, fullLibrary } from './scripted-library.ts'
import { readyModels } from './scripted-models.ts'

const passages: Example['passages'] = citations.slice(1).map(({ passageId, documentId, file, fileName, contentHash, anchor, quote }, at) => ({
  passageId,
  documentId,
  file,
  fileName,
  contentHash,
  anchor,
  text: quote,
  golden: at === 1,
}))

function flag(text: string, part: string, kind: PersonalDataFlag['kind']): PersonalDataFlag {
  const start = text.indexOf(part)
  return { kind, field: 'output', start, end: start + part.length }
}

const answer = 'Write to Ada Field, ada.field@fernhill.example, or ring 020 7946 0123.'

export const examples: readonly Example[] = [
  scriptedExample('1', {
    input: 'What may members do until the main is laid?',
    output: 'They may draw water on two days of each week.',
    passages,
    generator: { model: 'qwen3:8b', promptVersion: 1 },
    origin: 'model',
  }),
  scriptedExample('2', {
    input: 'Whom do members ask about the pump?',
    output: answer,
    personalData: [flag(answer, 'ada.field@fernhill.example', 'mail'), flag(answer, '020 7946 0123', 'phone')],
  }),
  scriptedExample('3', { input: 'What did the council reply in 1931?', output: '', answerable: false }),
  scriptedExample('4', { kind: 'summary', input: '', output: 'The lower spring failed in August; a second main was resolved upon.' }),
  ...Array.from({ length: 56 }, (_, n) => scriptedExample(String(n + 5))),
]

const removals: readonly Removal[] = [
  { reason: 'near-duplicate', input: 'What may members do until a main is laid?', of: '1', line: null, at: 1_700_000_000_000 },
  { reason: 'malformed', input: '{"messages": [', of: null, line: 12, at: 1_700_000_000_000 },
]

export const letters: ScriptedDataSet = scriptedDataSet('letters', 'Letters of the society', { examples, removals })

/** Documents, models and one data set; the trainer is not installed yet. */
export function tuning(script: Script): void {
  fullLibrary(script)
  script.models = {
    ...readyModels,
    models: [
      ...readyModels.models,
      ...readyModels.models
        .slice(0, 1)
        .map((model) => ({ ...model, name: 'gguf:llama-3.2-3b', engine: 'gguf' as const, engineId: 'gguf', parameters: '3.2B' })),
    ],
  }
  script.dataSets.all = [letters]
}
