/** What real llama.cpp makes of our merged files and converted adapters: the same answers as of the base with the adapter beside it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mergeToFile } from '../../../models/adapters/merge.ts'
import type { LlamaEngine } from '../../../models/llama/llama-engine.ts'
import { adapterFolder, coloursAsPeft, silent, testFolder, usualConfig } from '../adapters/folders.ts'
import { adapterFixtures } from '../adapters/small-llama.ts'
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

async function answers(engine: LlamaEngine, name: string): Promise<readonly string[]> {
  const said: string[] = []
  for (const question of questions) said.push(await answerOf(engine.chatModel(name), question))
  return said
}

test('merged into one file, a model answers as the base with its adapter does; at strength 0, as the base alone', async () => {
  const { engine, folder } = await runningEngine()
  await engine.addFile(tiny, never)
  await engine.addAdapter('gguf:tiny', colours, 1, never)
  for (const scale of [1, 0]) {
    const path = join(folder, `merged-${scale}.download`)
    await mergeToFile({ basePath: tiny, adapterPath: colours, scale }, path, never, silent)
    const { name } = await engine.addFile(path, never)
    const live = await answers(engine, `gguf:tiny+colours@${scale}`)
    expect(live[0]).toBe(scale === 1 ? 'The sky is red [1].' : 'The sky is blue [1].')
    expect(await answers(engine, name)).toEqual(live)
  }
})

test('a folder that PEFT wrote is an adapter like any other, once, and one that does not fit leaves nothing', async () => {
  const { engine, folder } = await runningEngine()
  const outside = await testFolder()
  await engine.addFile(tiny, never)
  const path = await adapterFolder(outside, usualConfig, await coloursAsPeft())
  expect(await engine.addAdapter('gguf:tiny', path, 1, never)).toEqual({ name: 'gguf:tiny+adapter' })
  expect(await answerOf(engine.chatModel('gguf:tiny+adapter'), questions[0] ?? '')).toBe('The sky is red [1].')
  expect(await engine.addAdapter('gguf:tiny', join(path, 'adapter_model.safetensors'), 0.5, never)).toEqual({ name: 'gguf:tiny+adapter' })
  await expect(engine.addAdapter('gguf:tiny', join(adapterFixtures, 'rank-4'), 1, never)).rejects.toMatchObject({
    code: 'adapter-mismatch',
    details: { adapter: 'rank-4', base: 'gguf:tiny', reason: 'tensor-shape' },
  })
  expect((await readdir(folder)).sort()).toEqual(['adapter.gguf', 'models.json', 'tiny.gguf'])
})
