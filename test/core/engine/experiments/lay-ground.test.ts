/** What is looked at before an experiment begins, without a library: leaks of adapters, checks, sizes. */
import { expect, test } from 'vitest'
import type { ExperimentRequest } from '../../../../core/engine/experiments/experiments.ts'
import type { HeldOut } from '../../../../core/engine/experiments/held-out.ts'
import { layGround, parametersIn } from '../../../../core/engine/experiments/lay-ground.ts'
import { AlcoveError } from '../../../../core/errors.ts'
import type { ChatTurn } from '../../../../core/ports/chat-model.ts'
import { leaks } from '../../../../core/tune/leaks.ts'
import type { Adapter, Preflight } from '../../../../core/types/adapter.ts'
import type { FrozenExample, Split } from '../../../../core/types/data-set.ts'
import { defaultExperimentSettings } from '../../../../core/types/experiment.ts'
import { scriptedChatModels } from '../../../fakes/scripted-chat-models.ts'
import { example } from '../../evaluate/experiment/material.ts'
import { passageOf } from '../frozen.ts'

const never = new AbortController().signal
const passed: Preflight = { at: 1, passed: true, results: [], samples: [] }
const frozen = (id: string, split: Split, file: string): FrozenExample => ({
  ...example(id, { passages: [passageOf(file, `What ${file} says of itself, number ${id}.`)] }),
  group: `${file} ${id}`,
  split,
  hash: id,
})
const versions: Readonly<Record<string, readonly FrozenExample[]>> = {
  '1': [frozen('1', 'train', '/a'), ...Array.from({ length: 40 }, (_, at) => frozen(`t${at}`, 'test', `/test ${at}`))],
  '2': [frozen('2', 'train', '/test 3')],
}
const adapter: Adapter = {
  model: 'gguf:small+house',
  name: 'house',
  base: 'gguf:small',
  baseSha256: '',
  size: 1,
  origin: 'trained',
  addedAt: 1,
  trainingId: '9',
  versionId: '1',
  settings: null,
  validationLoss: null,
  preflight: passed,
  staleness: null,
  deployments: [{ route: 'merged', model: 'house:latest', at: 1 }],
}

function lay(
  changes: Partial<Adapter> = {},
  request: Partial<ExperimentRequest> = {},
  parameters = '3.2B',
  held: readonly FrozenExample[] | null = null,
  blocked: readonly string[] = [],
) {
  const heldOut: HeldOut = {
    version: (id) => (id in versions ? { dataSet: 'Springs', number: Number(id), train: 1 } : null),
    examples: (id, split) => (split === 'test' && held ? held : (versions[id] ?? [])).filter((one) => one.split === split),
    leaks: async (train, measured) => leaks([...train, ...measured]),
    labels: () => [],
    adapters: async () => [{ ...adapter, ...changes }],
    trainingSeconds: () => 90,
  }
  const models = scriptedChatModels(
    ['gguf:small', 'gguf:small+house', 'house:latest'].map((name) => ({ name, parameters })),
    () => '',
  )
  const arms = [
    { kind: 'base', model: 'gguf:small' },
    { kind: 'tuned', model: 'gguf:small+house' },
  ] as const
  const whole = { name: 'x', versionId: '1', arms, settings: defaultExperimentSettings, ...request }
  // as the in-process engine would: a word a token
  const counting = {
    ...models,
    state: async (signal: AbortSignal) => ({ ...(await models.state(signal)), blocked }),
    tokens: async (_: string, turns: readonly ChatTurn[]) => turns.flatMap(({ content }) => content.split(' ').map((word) => word.length)),
  }
  return layGround(whole, { heldOut, models: counting, random: { id: () => 'secret' } }, never)
}

test('what an adapter was trained on counts as seen, though it was another version and answers under a name of Ollama', async () => {
  expect((await lay()).leaks).toEqual([])
  const live = await lay({ versionId: '2' })
  expect(live.leaks).toMatchObject([{ kind: 'document', exampleId: 't3', trainId: '2', file: '/test 3' }])
  const deployed = await lay({ versionId: '2' }, { arms: [{ kind: 'tuned', model: 'house:latest' }] })
  expect(deployed.leaks).toHaveLength(1)
})

test('what was trained here is measured only after its check; what came from outside unless it failed one', async () => {
  await expect(lay({ preflight: null })).rejects.toMatchObject({ code: 'adapter-unchecked' })
  await expect(lay({ preflight: { ...passed, passed: false }, origin: 'outside' })).rejects.toMatchObject({ code: 'adapter-unchecked' })
  expect((await lay({ preflight: null, origin: 'outside', trainingId: null })).ground.trainingSeconds).toEqual({})
})

test('a judge that is not there, and a model or judge that answers from elsewhere, is refused by its name', async () => {
  const judged = (judge: string | null) => ({ settings: { ...defaultExperimentSettings, judge } })
  await expect(lay({}, judged('gguf:stranger'))).rejects.toMatchObject({ code: 'model-missing', details: { model: 'gguf:stranger' } })
  expect((await lay({}, judged('house:latest'))).leaks).toEqual([])
  const remote = ['gguf:small', 'big:cloud']
  await expect(lay({}, {}, '3.2B', null, remote)).rejects.toMatchObject({ code: 'model-remote', details: { model: 'gguf:small' } })
  await expect(lay({}, judged('big:cloud'), '3.2B', null, ['big:cloud'])).rejects.toMatchObject({ code: 'model-remote', details: { model: 'big:cloud' } })
})

test('a version without test questions is refused, as is one that is not there', async () => {
  await expect(lay({}, {}, '3.2B', [])).rejects.toMatchObject({ code: 'data-set-small' })
  await expect(lay({}, { versionId: '7' })).rejects.toMatchObject({ code: 'version-unknown' })
})

test('the ground is the same for every arm: a drawn limit, one context, the cost of training, and whether all is tiny', async () => {
  const settings = { ...defaultExperimentSettings, limit: 5, seed: 3 }
  const [one, same, other] = await Promise.all([lay({}, { settings }), lay({}, { settings }), lay({}, { settings: { ...settings, seed: 4 } })])
  const ids = (laid: typeof one) => laid.examples.map(({ id }) => id)
  expect([ids(one).length, ids(one)]).toEqual([5, ids(same)])
  expect(ids(other)).not.toEqual(ids(one))
  expect(one.ground).toEqual({ secret: 'secret', labels: [], contextTokens: 4_096, tiny: false, trainingSeconds: { '2': 90 } })
  expect((await lay({}, { settings: { ...settings, contextTokens: 1_024 } }, '115K')).ground).toMatchObject({ contextTokens: 1_024, tiny: true })
  // whose size nobody tells may be large
  expect((await lay({}, {}, '')).ground.tiny).toBe(false)
})

test('a context that holds no question with a passage, or no text to work on, is found before the start, with what is needed', async () => {
  const searching = [
    { kind: 'base', model: 'gguf:small' },
    { kind: 'hybrid', model: 'gguf:small+house' },
  ] as const
  const small = { ...defaultExperimentSettings, contextTokens: 512 }
  expect((await lay({}, { settings: small })).ground.contextTokens).toBe(512)
  const refused: unknown = await lay({}, { settings: small, arms: searching }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'experiment-context', details: { model: 'gguf:small+house', context: 512 } })
  const needed = refused instanceof AlcoveError ? Number(refused.details['needed']) : 0
  expect((await lay({}, { settings: { ...small, contextTokens: needed }, arms: searching })).ground.contextTokens).toBe(needed)
  await expect(lay({}, { settings: { ...small, contextTokens: needed - 1 }, arms: searching })).rejects.toMatchObject({ code: 'experiment-context' })

  const long = Array.from({ length: 20 }, (_, at) => ({
    ...frozen(`l${at}`, 'test', `/long ${at}`),
    kind: 'summary' as const,
    input: `Text ${at} ${'goes on '.repeat(300)}`,
  }))
  await expect(lay({}, { settings: small, arms: searching }, '3.2B', long)).rejects.toMatchObject({
    code: 'experiment-context',
    details: { model: 'gguf:small', context: 512 },
  })
  expect((await lay({}, { settings: { ...small, contextTokens: 1_024 }, arms: searching }, '3.2B', long)).leaks).toEqual([])
})

test('sizes of models are read as engines write them', () => {
  expect(['3.2B', '630M', '115K', '8b', '1000', '', 'large', null].map(parametersIn)).toEqual([3.2e9, 630e6, 115e3, 8e9, 1_000, null, null, null])
})
