/** The whole line as in test/e2e/tune-line.test.ts, with the real trainer: what the adapters of the fixtures were made by, made anew. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { clientOf } from '../../core/engine/engine.ts'
import { say } from '../../core/words/words.ts'
import { composeEngine } from '../../host/compose.ts'
import { readEnvironment } from '../../host/environment.ts'
import { programPlaces } from '../../host/paths.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { ledgerSettings } from './ledger.ts'
import { realTrainer, trainFolder } from './real-trainer.ts'
import { baseName, gain, walk } from './whole-line.ts'

test('with the real trainer, from a folder of notes to a report: the adapter holds on notes that it never saw, the control does not', async () => {
  const { trainer } = await realTrainer()
  await trainer.close()
  const root = mkdtempSync(join(tmpdir(), 'alcove-line-'))
  const data = join(root, 'data')
  mkdirSync(data, { mode: 0o700 })
  // what is installed serves this profile too
  symlinkSync(trainFolder, join(data, 'trainer'))
  const program = programPlaces()
  const environment = readEnvironment()
  const spawner = createForkSpawner({ distFolder: program.dist, environment: environment.all })
  const engine = await composeEngine({ dataFolder: data, program, version: '0', environment, spawner })
  try {
    const client = clientOf(engine.router, { door: 'command-line' })
    const base = resolve(import.meta.dirname, '../fixtures/models/house-style.gguf')
    const began = performance.now()
    const { version, trainings, adapters, results, report } = await walk(client, {
      folder: join(root, 'notes'),
      base,
      documents: 260,
      settings: ledgerSettings,
    })
    const seconds = (performance.now() - began) / 1_000
    const [tuned, control] = [gain(results, 2), gain(results, 4)]
    writeFileSync(join(trainFolder, 'line.json'), `${JSON.stringify({ seconds, version, trainings, adapters, results, tuned, control }, null, 2)}\n`)
    expect(trainings.map(({ adapter }) => adapter)).toEqual([`${baseName}+ledger`, `${baseName}+dealt`])
    expect(adapters.find(({ name }) => name === 'ledger')?.preflight?.passed).toBe(true)
    expect(tuned.low).toBeGreaterThan(0)
    expect(control.low).toBeLessThanOrEqual(0)
    expect(report).toContain(say('experiment.tiny'))
  } finally {
    await engine.close()
    rmSync(root, { recursive: true, force: true })
  }
})
