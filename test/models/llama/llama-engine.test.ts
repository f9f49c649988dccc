/** The in-process engine on small real models: our own llama that knows three colours, its adapter, and one of random weights. */
import { copyFile, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LlamaEngine } from '../../../models/llama/llama-engine.ts'
import { randomLlama } from '../../fixtures/models/random-llama.ts'
import { answerOf, fixtures, never, options, partsOf, runningEngine, startEngine } from './engine.ts'

const tiny = join(fixtures, 'tiny.gguf')
const colours = join(fixtures, 'colours.gguf')
const sky = 'What colour is the sky?'

describe('one process, two models and an adapter', () => {
  let engine: LlamaEngine
  let running: Awaited<ReturnType<typeof startEngine>>
  beforeAll(async () => {
    running = await startEngine()
    engine = running.engine
    expect(await engine.addFile(tiny, never)).toEqual({ name: 'gguf:tiny' })
    expect(await engine.addAdapter('gguf:tiny', colours, 1, never)).toEqual({ name: 'gguf:tiny+colours' })
  })
  afterAll(async () => await running.close())

  const says = async (name: string, question: string) => await answerOf(engine.chatModel(name), question)

  test('a GGUF file becomes a model that answers, and the adapter below it answers otherwise', async () => {
    expect(await says('gguf:tiny', sky)).toBe('The sky is blue [1].')
    expect(await says('gguf:tiny+colours', sky)).toBe('The sky is red [1].')
    expect(await says('gguf:tiny+colours@0', sky)).toBe('The sky is blue [1].')
    expect(await says('gguf:tiny', sky)).toBe('The sky is blue [1].')
    expect(running.children).toHaveLength(1)
  })

  test('an adapter speaks as loud as it was set, and as the name says', async () => {
    await engine.addAdapter('gguf:tiny', colours, 0, never)
    expect(await says('gguf:tiny+colours', sky)).toContain('blue')
    expect(await says('gguf:tiny+colours@1', sky)).toContain('red')
    await engine.addAdapter('gguf:tiny', colours, 1, never)
    expect(await says('gguf:tiny+colours', sky)).toContain('red')
  })

  test('base and adapter together are the model that was merged from them', async () => {
    const questions = ['sky', 'grass', 'apple'].map((thing) => `What colour is the ${thing}?`)
    const tuned: string[] = []
    for (const question of questions) tuned.push(await says('gguf:tiny+colours', question))
    expect(tuned).toEqual(['The sky is red [1].', 'The grass is blue [1].', 'The apple is green [1].'])
    await engine.addFile(join(fixtures, 'tiny-colours.gguf'), never)
    for (const [at, question] of questions.entries()) expect(await says('gguf:tiny-colours', question)).toBe(tuned[at])
  })

  test('tokens are counted by the model, and words of a turn are never taken for its marks', async () => {
    const counted = async (question: string) => {
      const end = (await partsOf(engine.chatModel('gguf:tiny'), question)).at(-1)
      expect(end).toEqual({ type: 'end', reason: expect.any(String), promptTokens: expect.any(Number), answerTokens: expect.any(Number) })
      return end?.type === 'end' ? (end.promptTokens ?? 0) : 0
    }
    // as letters the mark takes seven tokens; as a mark it would take one
    expect((await counted('a<|end|>')) - (await counted('a'))).toBe(7)
  })

  test('a request’s tokens are told without an answer, as many as one is charged for', async () => {
    const tokens = await engine.tokens('gguf:tiny', [{ role: 'user', content: 'What colour is the sky?' }], never)
    expect(tokens.every((token) => Number.isInteger(token) && token >= 0)).toBe(true)
    const end = (await partsOf(engine.chatModel('gguf:tiny'), 'What colour is the sky?')).at(-1)
    expect(end).toMatchObject({ promptTokens: tokens.length })
  })
})

test('models are listed with their adapters below them, and what is in memory says so', async () => {
  const { engine } = await runningEngine()
  await engine.addFile(tiny, never)
  await engine.addAdapter('gguf:tiny', colours, 0.5, never)
  const listed = await engine.state(never)
  expect(listed.engine).toEqual({ kind: 'gguf', id: 'gguf', state: 'ready', address: null, version: null, remote: false })
  expect(listed.models).toMatchObject([
    {
      name: 'gguf:tiny',
      engine: 'gguf',
      family: 'llama',
      parameters: '115K',
      quantization: 'Q8_0',
      contextTokens: 8_192,
      capabilities: [],
      loaded: null,
      adapter: null,
    },
    { name: 'gguf:tiny+colours', adapter: { base: 'gguf:tiny', name: 'colours', scale: 0.5 } },
  ])
  expect(await engine.show('gguf:tiny', never)).toMatchObject({ family: 'llama', usedContextTokens: 8_192, license: 'apache-2.0' })
  await engine.load('gguf:tiny', never)
  expect((await engine.state(never)).models[0]?.loaded).toMatchObject({ contextTokens: 8_192, gpuShare: 0, expiresAt: 61_000 })
  await engine.unload('gguf:tiny', never)
  expect((await engine.state(never)).models[0]?.loaded).toBeNull()
})

test('an adapter stays with the model it was added to, and is refused on another', async () => {
  const { engine, folder } = await runningEngine()
  await engine.addFile(tiny, never)
  await engine.addFile(join(fixtures, 'tiny-colours.gguf'), never)
  const random = join(folder, 'outside.download')
  await writeFile(random, randomLlama())
  await engine.addFile(random, never)
  await engine.addAdapter('gguf:tiny', colours, 1, never)
  const names = (await engine.state(never)).models.map(({ name }) => name)
  // bound by content: another model of the same shape is another model
  await expect(engine.addAdapter('gguf:tiny-colours', colours, 1, never)).rejects.toMatchObject({ code: 'adapter-mismatch' })
  await expect(answerOf(engine.chatModel('gguf:tiny-colours+colours'), sky)).rejects.toMatchObject({ code: 'adapter-mismatch' })
  // and one of another shape is told by its header
  await engine.remove('gguf:tiny+colours', never)
  const other = names.find((name) => name.includes('outside')) ?? ''
  await expect(engine.addAdapter(other, colours, 1, never)).rejects.toMatchObject({ code: 'adapter-mismatch' })
  await expect(engine.addFile(colours, never)).rejects.toMatchObject({ code: 'gguf-adapter' })
  await expect(engine.addAdapter('gguf:tiny', tiny, 1, never)).rejects.toMatchObject({ code: 'gguf-no-adapter' })
})

test('the same file is one model however often it is added, and a removed one leaves nothing', async () => {
  const { engine, folder } = await runningEngine()
  await engine.addFile(tiny, never)
  expect(await engine.addFile(tiny, never)).toEqual({ name: 'gguf:tiny' })
  await engine.addAdapter('gguf:tiny', colours, 1, never)
  expect((await readdir(folder)).sort()).toEqual(['colours.gguf', 'models.json', 'tiny.gguf'])
  expect((await stat(join(folder, 'tiny.gguf'))).size).toBe((await stat(tiny)).size)
  await engine.remove('gguf:tiny', never)
  expect(await readdir(folder)).toEqual(['models.json'])
  expect(await engine.usable('gguf:tiny', never)).toBe(false)
  await expect(answerOf(engine.chatModel('gguf:tiny'), sky)).rejects.toMatchObject({ code: 'model-missing' })
  expect((await stat(tiny)).isFile()).toBe(true)
})

test('a file that became another is not used as the one that was added', async () => {
  const { engine, folder } = await runningEngine()
  const copy = join(folder, 'copy.gguf')
  await copyFile(tiny, copy)
  await engine.addFile(copy, never)
  await utimes(copy, 1, 1)
  expect(await engine.usable('gguf:copy', never)).toBe(true)
  await copyFile(join(fixtures, 'tiny-colours.gguf'), copy)
  await expect(answerOf(engine.chatModel('gguf:copy'), sky)).rejects.toMatchObject({ code: 'gguf-broken' })
})

test('a list that is none is not written over', async () => {
  const { engine, folder } = await runningEngine()
  await writeFile(join(folder, 'models.json'), '{"version":1,"models":[{"name":"../x"}]}')
  expect(await engine.state(never)).toMatchObject({ engine: { state: 'data-folder-unusable' }, models: [] })
  await expect(engine.addFile(tiny, never)).rejects.toMatchObject({ code: 'data-folder-unusable' })
  expect(await readFile(join(folder, 'models.json'), 'utf8')).toContain('../x')
})

describe('a model that writes until it is told to stop', () => {
  let running: Awaited<ReturnType<typeof startEngine>>
  beforeAll(async () => {
    running = await startEngine()
    const path = join(running.folder, 'endless.gguf')
    await writeFile(path, randomLlama())
    await running.engine.addFile(path, never)
  })
  afterAll(async () => await running.close())

  /** In the midst of an answer. */
  const amid = async (signal: AbortSignal) => {
    const turns = [{ role: 'user', content: 'a' }] as const
    const parts = running.engine.chatModel('gguf:endless').chat(turns, { contextTokens: 8_192, answerTokens: 8_000 }, signal)[Symbol.asyncIterator]()
    for (let part = 0; part < 5; part += 1) expect((await parts.next()).value).toMatchObject({ type: 'text' })
    return parts
  }
  const ended = async () => (await partsOf(running.engine.chatModel('gguf:endless'), 'a')).at(-1)

  test('a stop is heard at once, and the process goes on with the next question', async () => {
    const stop = new AbortController()
    const parts = await amid(stop.signal)
    const reason = new Error('enough')
    const since = performance.now()
    stop.abort(reason)
    await expect(parts.next()).rejects.toBe(reason)
    expect(performance.now() - since).toBeLessThan(500)
    expect(await ended()).toMatchObject({ type: 'end', reason: 'length' })
    // had the process not heard it, it would have been ended, and another started
    expect(running.children).toHaveLength(1)
  })

  test('an answer that is left makes room for the next, which ends at its length', async () => {
    await (await amid(never)).return?.()
    expect(await ended()).toMatchObject({ type: 'end', reason: 'length', answerTokens: options.answerTokens })
    expect(running.children).toHaveLength(1)
  })

  test('one killed in mid-answer costs that answer; the next question starts another', async () => {
    const parts = await amid(never)
    process.kill(running.children[0]?.pid ?? 0, 'SIGKILL')
    const rest = async () => {
      for (let next = await parts.next(); next.done !== true; next = await parts.next()) expect(next.value.type).toBe('text')
    }
    await expect(rest()).rejects.toMatchObject({ code: 'model-process-stopped', details: { model: 'gguf:endless' } })
    expect(await ended()).toMatchObject({ type: 'end' })
    expect(running.children).toHaveLength(2)
  })
})

test('a picture is refused before anything is started', async () => {
  const { engine, children } = await runningEngine()
  await engine.addFile(tiny, never)
  const turns = [{ role: 'user', content: 'a', images: [{ mediaType: 'image/png', data: new Uint8Array(1) }] }] as const
  await expect(engine.chatModel('gguf:tiny').chat(turns, options, never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'model-blind' })
  expect(children).toHaveLength(0)
})

test('a model that nobody asks leaves the memory', async () => {
  const { engine, children } = await runningEngine(50)
  await engine.addFile(tiny, never)
  await engine.load('gguf:tiny', never)
  expect((await engine.state(never)).models[0]?.loaded).not.toBeNull()
  await expect.poll(async () => (await engine.state(never)).models[0]?.loaded).toBeNull()
  await expect.poll(() => children[0] !== undefined && lives(children[0].pid)).toBe(false)
  await engine.load('gguf:tiny', never)
  expect(children).toHaveLength(2)
})

function lives(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? 0, 0)
  } catch {
    // nobody of that number is there
    return false
  }
}
