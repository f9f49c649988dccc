import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Log } from '../../core/ports/log.ts'
import type { Child, Spawner } from '../../core/ports/spawner.ts'
import { embeddingWorkers } from '../../host/processes/embedding-workers.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import type { ClosableEmbedder } from '../../models/embedder.ts'
import { createEmbedder, defaultWorkers } from '../../models/embedder.ts'
import { loadTokenizer } from '../../models/tokenizer.ts'
import { cosine, rawEmbed } from './raw-model.ts'

const modelFolder = resolve('models/bundled/all-MiniLM-L6-v2')
const tokenizer = loadTokenizer(modelFolder)
const silent: Log = { info: () => undefined, error: () => undefined }
const never = new AbortController().signal

/** Real children, with a look at each and at how many replies it sent. */
function watchedSpawner(): { readonly spawner: Spawner; readonly children: Child[]; readonly replies: number[] } {
  const children: Child[] = []
  const replies: number[] = []
  const forks = createForkSpawner({ distFolder: resolve('dist'), environment: process.env })
  return {
    children,
    replies,
    spawner: {
      spawn: (options) => {
        const child = forks.spawn(options)
        const number = children.push(child) - 1
        replies[number] = 0
        child.onMessage(() => {
          replies[number] = (replies[number] ?? 0) + 1
        })
        return child
      },
    },
  }
}

const open: ClosableEmbedder[] = []
function start(
  workers: number,
  folder = modelFolder,
): { readonly embedder: ClosableEmbedder; readonly children: readonly Child[]; readonly replies: readonly number[] } {
  const { spawner, children, replies } = watchedSpawner()
  const embedder = createEmbedder({ modelFolder: folder, tokenizer, startWorker: embeddingWorkers(spawner, folder), workers, log: silent })
  open.push(embedder)
  return { embedder, children, replies }
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()))
})

/** Texts that differ in length and words, so that a mixed-up order shows. */
const passages = Array.from({ length: 60 }, (_, n) => `Report ${n}: ${'the pump in the northern hall was checked and its seal replaced. '.repeat(1 + (n % 9))}`)

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('vectors', () => {
  test('they are those of the same weights in onnxruntime alone, in the order of the texts, of length 1', async () => {
    const texts = [...passages, '', ' \n ', 'naïve café 東京 🙂', 'a'.repeat(5_000), 'word '.repeat(254)]
    const { embedder, children } = start(2)
    const [ours, raw] = await Promise.all([embedder.embed(texts, 'passage', never), rawEmbed(modelFolder, texts)])
    expect(ours).toHaveLength(texts.length)
    for (const [i, vector] of ours.entries()) {
      expect(vector).toHaveLength(384)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
      expect(cosine(vector, raw[i] ?? new Float32Array())).toBeGreaterThan(0.9999)
    }
    expect(children).toHaveLength(2)
  })

  test('a question gets the vector that the same passage gets, from a worker of its own while passages are embedded', async () => {
    const { embedder, children } = start(1)
    let passagesDone = false
    const busy = embedder.embed([...passages, ...passages, ...passages, ...passages], 'passage', never).then((vectors) => {
      passagesDone = true
      return vectors
    })
    const [question] = await embedder.embed([passages[7] ?? ''], 'question', never)
    expect(passagesDone).toBe(false)
    expect(children).toHaveLength(2)
    expect(cosine(question ?? new Float32Array(), (await busy)[7] ?? new Float32Array())).toBeGreaterThan(0.99999)
  })

  test('no texts need no worker', async () => {
    const { embedder, children } = start(2)
    expect(await embedder.embed([], 'passage', never)).toEqual([])
    expect(children).toHaveLength(0)
  })
})

describe('text over the limit', () => {
  test('one text of 257 tokens refuses the whole call before any work', async () => {
    const { embedder, children } = start(1)
    const tooLong = 'word '.repeat(255)
    expect(tokenizer.count(tooLong) + tokenizer.specialTokens).toBe(embedder.maxTokens + 1)
    await expect(embedder.embed(['fine', tooLong], 'passage', never)).rejects.toMatchObject({ code: 'text-too-long', details: { tokens: 257, limit: 256 } })
    expect(children).toHaveLength(0)
  })

  test('a worker refuses it too, whatever its caller counted', async () => {
    const { spawner } = watchedSpawner()
    const worker = embeddingWorkers(spawner, modelFolder)('test')
    await expect(worker.call({ texts: ['fine', 'word '.repeat(255)] }, never)).rejects.toMatchObject({ code: 'text-too-long' })
    expect((await worker.call({ texts: ['fine'] }, never)).vectors).toHaveLength(384)
    await worker.close()
  })
})

describe('workers that die', () => {
  test('kill -9 in mid-work, again and again, loses and mixes up nothing', async () => {
    const { embedder, children, replies } = start(2)
    const texts = Array.from({ length: 10 }, () => passages).flat()
    const work = embedder.embed(texts, 'passage', never)
    work.catch(() => undefined)
    // each victim has worked for a while, so that no group is killed twice
    for (const victim of [0, 1, 2]) {
      await vi.waitFor(() => expect(replies[victim]).toBeGreaterThanOrEqual(5), { timeout: 30_000, interval: 5 })
      children[victim]?.kill()
    }
    const vectors = await work
    expect(children).toHaveLength(5)
    const undisturbed = await embedder.embed(passages, 'passage', never)
    for (const [i, vector] of vectors.entries()) expect(cosine(vector, undisturbed[i % passages.length] ?? new Float32Array())).toBeGreaterThan(0.99999)
  })

  test('a group that kills two workers fails with model-stopped, and the next call is served', async () => {
    const { embedder, children } = start(1)
    const work = embedder.embed(passages, 'passage', never)
    work.catch(() => undefined)
    await vi.waitFor(() => expect(children).toHaveLength(1), 10_000)
    children[0]?.kill()
    await vi.waitFor(() => expect(children).toHaveLength(2), 10_000)
    children[1]?.kill()
    await expect(work).rejects.toMatchObject({ code: 'model-stopped' })
    expect(await embedder.embed(['still there'], 'passage', never)).toHaveLength(1)
  })

  test('weights that were changed by one byte are refused as model-broken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alcove-model-'))
    await cp(modelFolder, folder, { recursive: true })
    await appendFile(join(folder, 'onnx/model_quantized.onnx'), 'x')
    const { embedder } = start(1, folder)
    await expect(embedder.embed(['text'], 'question', never)).rejects.toMatchObject({ code: 'model-broken' })
    await rm(folder, { recursive: true })
  })
})

describe('stopping', () => {
  test('an aborted call fails at once with the signal’s reason, its waiting groups are dropped and the next call is served', async () => {
    const { embedder } = start(1)
    await embedder.embed(['warm'], 'passage', never)
    const stop = new AbortController()
    const reason = new Error('enough')
    const work = embedder.embed(
      Array.from({ length: 4_000 }, (_, n) => `${n} ${passages[8]}`),
      'passage',
      stop.signal,
    )
    setTimeout(() => stop.abort(reason), 200)
    await expect(work).rejects.toBe(reason)
    const begun = performance.now()
    await embedder.embed(['next'], 'passage', never)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  test('close ends every child, and waiting and later calls fail with stopped', async () => {
    const { embedder, children } = start(2)
    const work = embedder.embed(passages, 'passage', never)
    work.catch(() => undefined)
    await vi.waitFor(() => expect(children).toHaveLength(2), 10_000)
    await embedder.close()
    await expect(work).rejects.toMatchObject({ code: 'stopped' })
    await expect(embedder.embed(['text'], 'passage', never)).rejects.toMatchObject({ code: 'stopped' })
    for (const { pid } of children) expect(isRunning(pid ?? 0)).toBe(false)
  })
})

test('two workers on two cores, all but one on more, never more than six', () => {
  expect([1, 2, 3, 4, 8, 64].map((cores) => defaultWorkers(cores))).toEqual([2, 2, 2, 3, 6, 6])
})
