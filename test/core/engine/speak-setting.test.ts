import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askWording } from '../../../core/engine/ask-wording.ts'
import { clientOf } from '../../../core/engine/engine.ts'
import { speak } from '../../../core/words/words.ts'
import { openTestEngine } from '../../fakes/engine.ts'

test('the engine writes its own sentences in the language of Settings, or of the system', async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'alcove-speaks-')))
  const engine = await openTestEngine(root, { locales: ['de_AT.UTF-8'] })
  const client = clientOf(engine.router, { door: 'command-line' })
  try {
    await client.settings.set({ language: 'es' })
    expect(askWording.together()).toBe('En conjunto')
    await client.settings.set({ maxFileMb: 1 })
    expect(askWording.together()).toBe('En conjunto')
    await client.settings.set({ language: 'en' })
    expect(askWording.together()).toBe('All together')
    await client.settings.set({ language: 'system' })
    expect(askWording.together()).not.toBe('All together')
  } finally {
    await speak('en')
    await engine.close()
    await rm(root, { recursive: true, force: true })
  }
})
