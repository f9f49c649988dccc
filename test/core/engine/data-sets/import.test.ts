/** Files of examples taken in: nothing that they say of themselves is believed unchecked, and each line that is none is listed. */
import { expect, test } from 'vitest'
import { importExamples, largestImport } from '../../../../core/engine/data-sets/import.ts'
import type { NewExample, NewRemoval } from '../../../../core/ports/data-sets-store.ts'
import { ownField } from '../../../../core/tune/exchange/write.ts'
import type { Example } from '../../../../core/types/data-set.ts'
import { exampleOf, passageOf } from '../../tune/examples.ts'

async function imported(content: Blob) {
  const [added, removed]: [NewExample[], NewRemoval[]] = [[], []]
  const ports = {
    dataSets: {
      add: (_: string, some: readonly NewExample[]) => added.push(...some),
      takeOut: (_id: string, _ids: unknown, some: readonly NewRemoval[]) => removed.push(...some),
    },
    clock: { now: () => 7, elapsed: () => 7 },
    random: { id: () => 'batch' },
    committed: async () => undefined,
  } as unknown as Parameters<typeof importExamples>[2]
  return { counts: await importExamples('1', content, ports), added, removed }
}
const lines = (...records: readonly object[]) => new Blob([records.map((record) => `${JSON.stringify(record)}\n`).join('')])
const ours = (example: unknown) => ({ prompt: 'Q?', completion: 'A.', [ownField]: JSON.stringify(example) })

test('what our own fields say is taken where every one of them holds, else the plain text', async () => {
  const { id: _, message: __, personalData: ___, madeAt: ____, ...own } = exampleOf('a', { input: 'Mail a@b.example?', state: 'accepted' })
  const wrong: readonly Partial<Record<keyof Example, unknown>>[] = [
    { ...own, kind: 'secret' },
    { ...own, scores: { grounding: 7, judge: null } },
    { ...own, passages: Array.from({ length: 101 }, () => passageOf('a')) },
    { ...own, group: 'x'.repeat(1_001) },
    { ...own, passages: [{ ...passageOf('a'), file: 5 }] },
  ]
  const { added, counts } = await imported(lines(ours(own), ...wrong.map(ours)))
  expect(counts).toEqual({ added: 6, removed: 0 })
  expect(added[0]).toMatchObject({ ...own, message: null, madeAt: 7 })
  // what is flagged is found anew, whatever the file says
  expect(added[0]?.personalData).toMatchObject([{ kind: 'mail', field: 'input' }])
  for (const one of added.slice(1)) expect(one).toMatchObject({ input: 'Q?', output: 'A.', origin: 'import', state: 'waiting', passages: [] })
})

test('each line is a group of its own, and what is none is listed with its line and reason', async () => {
  const { added, removed, counts } = await imported(
    new Blob(['{"prompt":"Q","completion":"A"}\n{\n{"prompt":"R","completion":"B"}\n{"prompt":"","completion":"B"}\n']),
  )
  expect(added.map(({ group }) => group)).toEqual(['import:batch:1', 'import:batch:3'])
  expect(removed.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'malformed'],
    [4, 'empty'],
  ])
  expect(counts).toEqual({ added: 2, removed: 2 })
})

test('files of Windows are read by their mark', async () => {
  const text = '\ufeffquestion,answer\r\nä?,ö\r\n'
  const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0))
  const little = new Uint8Array(units.buffer)
  const big = little.map((_, at) => little[at ^ 1] ?? 0)
  for (const bytes of [little, big, new TextEncoder().encode(text)])
    expect((await imported(new Blob([bytes]))).added).toMatchObject([{ input: 'ä?', output: 'ö' }])
})

test('a file too large is not read', async () => {
  const large = { size: largestImport + 1, arrayBuffer: () => Promise.reject(new Error('read')) } as unknown as Blob
  await expect(imported(large)).rejects.toMatchObject({ code: 'data-set-file-large', details: { limit: 64 } })
})
