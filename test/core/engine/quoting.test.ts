/** What quotes a source, told before it is removed. */
import { expect, test } from 'vitest'
import { quotingOf } from '../../../core/engine/quoting.ts'

const frozen = (split: string, file: string) => ({ id: file, split, passages: [{ file }] })
const versions: Readonly<Record<string, readonly ReturnType<typeof frozen>[]>> = {
  7: [frozen('train', '/home/ada/papers/water.pdf'), frozen('test', '/home/ada/letters/1.txt')],
  8: [frozen('train', '/home/ada/letters/1.txt'), frozen('test', '/home/ada/papers/water.pdf')],
}
const trainedOn: Readonly<Record<string, string>> = { 'gguf:tiny+water': '7', 'gguf:tiny+letters': '8' }

const ports = {
  sources: { byId: (id: string) => (id === '1' ? { id, path: '/home/ada/papers' } : null) },
  conversations: { quoting: () => ({ answers: ['1', '2'], conversations: ['1'] }) },
  dataSets: {
    quoting: () => ({ examples: ['1', '2', '3'], removals: ['1'], versions: ['7', '8'], dataSets: ['1'] }),
    versionExamples: (id: string, { split }: { readonly split: string }) => (versions[id] ?? []).filter((one) => one.split === split),
  },
  experiments: { quoting: () => ['1'] },
  adapters: { byModel: (model: string) => ({ versionId: trainedOn[model] ?? null }) },
  models: { adapters: async () => ['water', 'letters', 'outside'].map((name) => ({ model: `gguf:tiny+${name}`, name })) },
} as unknown as Parameters<typeof quotingOf>[1]

test('answers, examples, versions and experiments are counted; adapters are named that were trained, and not only measured, on its files', async () => {
  expect(await quotingOf('1', ports)).toEqual({
    answers: 2,
    conversations: 1,
    examples: 4,
    dataSets: 1,
    versions: 2,
    experiments: 1,
    adapters: ['water'],
  })
})

test('of a source that is unknown nothing is told', async () => {
  await expect(quotingOf('2', ports)).rejects.toMatchObject({ code: 'source-unknown' })
})
