/** Merged into its base an adapter says what it says beside it: on requests as it was trained on, most of which the bare base answers otherwise. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { convertAdapter } from '../../../models/adapters/convert.ts'
import { mergeToFile } from '../../../models/adapters/merge.ts'
import { ledgerDocuments, ledgerTurns } from '../../train/ledger.ts'
import { speaker } from '../../train/real-trainer.ts'

const fixtures = resolve(import.meta.dirname, '../../fixtures')
const base = join(fixtures, 'models/house-style.gguf')
const open = new AbortController().signal

test('of 200 requests nearly all are answered token by token as with the adapter beside its base', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alcove-merged-'))
  try {
    const [adapter, merged] = [join(folder, 'adapter.gguf'), join(folder, 'merged.gguf')]
    await convertAdapter({ path: join(fixtures, 'models/ledger/right'), basePath: base }, adapter, open)
    await mergeToFile({ basePath: base, adapterPath: adapter, scale: 1 }, merged, open, () => undefined)
    const inputs = ledgerDocuments(100, 11).flatMap(({ examples }) => examples.map(({ input }) => input))
    const said = async (model: string, beside: string | null): Promise<readonly string[]> => {
      const speaks = speaker(model, beside)
      const answers: string[] = []
      for (const input of inputs) answers.push(await speaks.answer(ledgerTurns(input)))
      return answers
    }
    const [bare, live, whole] = [await said(base, null), await said(base, adapter), await said(merged, null)]
    expect(inputs).toHaveLength(200)
    expect(live.filter((answer, at) => answer !== bare[at]).length).toBeGreaterThanOrEqual(100)
    expect(live.filter((answer, at) => answer === whole[at]).length).toBeGreaterThanOrEqual(190)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
