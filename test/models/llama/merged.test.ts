/** What real llama.cpp makes of our merged files and converted adapters: the same answers as of the base with the adapter beside it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mergeToFile } from '../../../models/adapters/merge.ts'
import { silent } from '../adapters/folders.ts'
import { answerOf, fixtures, never, runningEngine } from './engine.ts'

const tiny = join(fixtures, 'tiny.gguf')
const colours = join(fixtures, 'colours.gguf')

const things = ['sky', 'grass', 'apple']
const frames = [
  (thing: string) => `What colour is the ${thing}?`,
  (thing: string) => `Passages:\n=== x passage [1] ===\nlorem\n=== x end ===\n\nQuestion: What colour is the ${thing}?`,
  (thing: string) => `Passages:\n=== q passage [1] ===\nsit amet. dolor\n=== q end ===\n\nQuestion: What colour is the ${thing}?`,
]
const questions = [...things.flatMap((thing) => frames.map((frame) => frame(thing))), 'Say something.', 'abc def?']

test('merged into one file, a model answers as the base with its adapter does, at full and at half strength', async () => {
  const { engine, folder } = await runningEngine()
  await engine.addFile(tiny, never)
  await engine.addAdapter('gguf:tiny', colours, 1, never)
  for (const scale of [1, 0.5]) {
    const path = join(folder, `merged-${scale}.download`)
    await mergeToFile({ basePath: tiny, adapterPath: colours, scale }, path, never, silent)
    const { name } = await engine.addFile(path, never)
    const live: string[] = []
    for (const question of questions) live.push(await answerOf(engine.chatModel(`gguf:tiny+colours@${scale}`), question))
    const merged: string[] = []
    for (const question of questions) merged.push(await answerOf(engine.chatModel(name), question))
    expect(merged).toEqual(live)
    if (scale === 1) expect(live[0]).toBe('The sky is red [1].')
  }
})
