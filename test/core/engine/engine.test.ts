/** The contract on real files, answered in this process and over a local socket: both must say the same. */
import { access, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoorKind } from '../../../core/engine/context.ts'
import { clientOf } from '../../../core/engine/engine.ts'
import { AlcoveError } from '../../../core/errors.ts'
import type { AnswerPart } from '../../../core/types/answer.ts'
import type { RunReport } from '../../../core/types/library.ts'
import { readEnvironment } from '../../../host/environment.ts'
import { newAddress } from '../../../host/local-door/address.ts'
import { type Client, connectTo } from '../../../host/local-door/connect.ts'
import { forwardingRouter } from '../../../host/local-door/forward.ts'
import { listenLocally } from '../../../host/local-door/listen.ts'
import { openTestEngine, type TestEngine } from '../../fakes/engine.ts'

let root = ''
let docs = ''
let engine: TestEngine
let ends: (() => unknown)[] = []

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'alcove-engine-')))
  docs = join(root, 'docs')
  await mkdir(docs)
  engine = await openTestEngine(root)
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await engine.close()
  await rm(root, { recursive: true, force: true })
})

const failure = async (promise: Promise<unknown>): Promise<Record<string, unknown>> => {
  const error = await promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (caught: unknown) => caught,
  )
  const { code, data, message } = error as { code: string; data: unknown; message: string }
  return { code, data, message }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve, { once: true })
    })
}

async function remote(door: DoorKind): Promise<Client> {
  const address = await newAddress(join(root, 'data'), '1.2.3', readEnvironment())
  const local = await listenLocally(engine.router, address)
  const connection = await connectTo(address, door)
  ends.push(
    () => local.close(),
    () => connection.close(),
  )
  return connection.client
}

/** A door that holds no engine and asks one that does. */
async function forwarded(door: DoorKind): Promise<Client> {
  const client = await remote(door)
  return clientOf(
    forwardingRouter(async () => client, engine.library.log),
    { door },
  )
}

async function ended(client: Client, runId: string | null): Promise<RunReport> {
  for await (const event of await client.library.follow({ runId: runId ?? '' })) if (event.type === 'done') return event.report
  throw new Error('a run without its end')
}

describe.each([
  ['in process', async (door: DoorKind) => clientOf(engine.router, { door })],
  ['over a local socket', remote],
  ['through a second door', forwarded],
])('%s', (_, open) => {
  test('a folder is added, followed, listed, searched, asked, opened and removed', async () => {
    await writeFile(join(docs, 'roses.txt'), 'Roses are pruned in March.\n\nTulips are planted in autumn.')
    await writeFile(join(docs, 'broken.txt'), '%broken')
    const client = await open('command-line')
    const added = await client.library.add({ paths: [docs, join(root, 'nothing')] })
    expect(added.refused).toEqual([{ path: join(root, 'nothing'), code: 'path-missing' }])
    const report = await ended(client, added.runId)
    expect(report.counts).toMatchObject({ scanned: 2, indexed: 1, failed: 1, pending: 0 })

    const { sources } = await client.library.sources()
    expect(sources).toMatchObject([{ path: docs, counts: { scanned: 2, indexed: 1, failed: 1 } }])
    const first = await client.library.files({ limit: 1 })
    expect([first.files.length, first.more]).toEqual([1, true])
    const { files } = await client.library.files({ outcomes: ['failed'] })
    expect(files.map(({ name, outcome }) => [name, outcome])).toEqual([['broken.txt', { kind: 'failed', code: 'file-broken' }]])

    const found = await client.search.find({ query: 'when are roses pruned', k: 5 })
    expect(found.results[0]).toMatchObject({ rank: 1, file: join(docs, 'roses.txt'), anchor: { kind: 'lines' } })
    const parts: AnswerPart[] = []
    for await (const part of await client.questions.ask({ question: 'When are roses pruned?', model: null })) parts.push(part)
    expect(parts[0]).toEqual({ type: 'answer-start', mode: 'quotes', model: null })
    const end = parts.at(-1)
    if (end?.type !== 'answer-end') throw new Error('an answer without its end')
    const [citation] = [...end.answer.citations, ...end.answer.nearest]
    if (citation === undefined) throw new Error('nothing was cited')

    const { fileId, contentHash, anchor } = citation
    const text = await client.evidence.text({ fileId, contentHash, anchor })
    expect(text.blocks.some(({ marked }) => marked)).toBe(true)
    const page = await client.evidence.page({ fileId, contentHash, page: 1 })
    expect([page.picture.type, page.picture.size, page.pages]).toEqual(['image/png', 4, 3])

    await writeFile(citation.file, 'Something else entirely.')
    expect(await failure(client.evidence.text({ fileId, contentHash, anchor }))).toMatchObject({ code: 'file-changed' })
    await rm(citation.file)
    expect(await failure(client.evidence.text({ fileId, contentHash, anchor }))).toMatchObject({ code: 'file-gone' })

    expect(await client.library.remove({ path: docs })).toMatchObject({ path: docs, files: 2 })
    expect((await client.library.sources()).sources).toEqual([])
    expect(await engine.library.index.counts()).toMatchObject({ words: 0, vectors: 0 })
  })

  test('a failure crosses as its code and details, and what is wrong in the input is named', async () => {
    const client = await open('command-line')
    expect(await failure(client.library.remove({ path: '/nowhere' }))).toEqual({
      code: 'source-unknown',
      data: { path: '/nowhere' },
      message: 'source-unknown',
    })
    expect(await failure(client.search.find({ query: '', k: 5 }))).toMatchObject({ code: 'input-invalid', data: { reason: 'field', field: 'query' } })
    expect(await failure(client.search.find({ query: 'x', scope: { paths: ['/elsewhere'] } }))).toMatchObject({
      code: 'source-unknown',
      data: { path: '/elsewhere' },
    })
    expect(await failure(client.settings.set({ ollamaAddress: 'http://example.org' }))).toMatchObject({ code: 'setting-invalid' })
  })

  test('an upload becomes a source that can be searched, and its copy goes with it', async () => {
    const client = await open('browser')
    const { uploadId } = await client.uploads.begin({ name: 'Garden' })
    const text = new TextEncoder().encode('Beans climb up poles in summer.')
    const put = (offset: number, bytes: Uint8Array<ArrayBuffer>, path = 'notes/beans.txt') =>
      client.uploads.put({ uploadId, path, offset, chunk: new Blob([bytes]) })
    expect(await put(0, text.slice(0, 10))).toEqual({ size: 10 })
    expect(await failure(put(11, text.slice(11)))).toMatchObject({ code: 'input-invalid' })
    expect(await put(10, text.slice(10))).toEqual({ size: text.length })
    for (const path of ['../outside.txt', 'a/../../outside.txt', '/etc/passwd', 'a//b', '.', '..', 'a/./b']) {
      expect(await failure(put(0, text, path)), path).toMatchObject({ code: 'input-invalid' })
    }
    const { pick } = await client.uploads.finish({ uploadId })
    const { runId, sources } = await client.library.add({ picks: [pick] })
    expect((await ended(client, runId)).counts).toMatchObject({ scanned: 1, indexed: 1 })
    const copy = sources[0]?.path ?? ''
    expect(copy).toBe(join(root, 'data', 'uploads', 'Garden'))
    await client.library.remove({ sourceId: sources[0]?.id ?? '' })
    await expect(access(copy)).rejects.toThrow()
  })

  test('a file over the limit is refused while it is uploaded', async () => {
    const client = await open('browser')
    await client.settings.set({ maxFileMb: 1 })
    const { uploadId } = await client.uploads.begin({ name: 'Big' })
    const piece = new Blob([new Uint8Array(600_000)])
    await client.uploads.put({ uploadId, path: 'big.txt', offset: 0, chunk: piece })
    expect(await failure(client.uploads.put({ uploadId, path: 'big.txt', offset: 600_000, chunk: piece }))).toMatchObject({
      code: 'upload-too-large',
      data: { limit: 1 },
    })
  })
})

test('windows name what was picked, never a path', async () => {
  const browser = clientOf(engine.router, { door: 'browser' })
  const desktop = clientOf(engine.router, { door: 'desktop' })
  const trusted = clientOf(engine.router, { door: 'command-line' })
  for (const client of [browser, desktop]) {
    expect(await failure(client.library.add({ paths: [docs] }))).toMatchObject({ code: 'door-refused' })
    expect(await failure(client.picks.register({ paths: [docs] }))).toMatchObject({ code: 'door-refused' })
    expect(await failure(client.library.add({ picks: [docs] }))).toMatchObject({ code: 'pick-unknown' })
  }
  expect(await failure(desktop.picks.browse({}))).toMatchObject({ code: 'door-refused' })
  const { picks } = await trusted.picks.register({ paths: [docs] })
  expect((await desktop.library.add({ picks: [...picks] })).sources).toMatchObject([{ path: docs }])
})

test('browser mode chooses a folder by walking through picks, and a pick expires', async () => {
  await mkdir(join(docs, 'inner'))
  await writeFile(join(docs, 'a.txt'), 'a')
  const client = clientOf(engine.router, { door: 'browser' })
  const home = await client.picks.browse({})
  const below = home.entries.find(({ name }) => name === 'docs')
  const listed = await client.picks.browse({ pick: below?.pick ?? '' })
  expect(listed.entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['inner', 'folder'],
    ['a.txt', 'file'],
  ])
  expect(listed.parent).toBe(home.pick)
  engine.later(2 * 60 * 60_000)
  expect(await failure(client.library.add({ picks: [listed.pick] }))).toMatchObject({ code: 'pick-unknown' })
})

test('the data folder cannot become a source', async () => {
  const client = clientOf(engine.router, { door: 'command-line' })
  const data = join(root, 'data')
  expect((await client.library.add({ paths: [data, join(data, 'index')] })).refused.map(({ code }) => code)).toEqual([
    'path-in-data-folder',
    'path-in-data-folder',
  ])
})

test('a fault without a code says nothing of itself across the border, and all of itself to the log', async () => {
  const { library } = engine
  await engine.close()
  engine = await openTestEngine(root, { find: async () => Promise.reject(new Error('secret text of a document')) })
  const client = await remote('browser')
  const crossed = await failure(client.search.find({ query: 'x' }))
  expect(crossed).toEqual({ code: 'unexpected', data: {}, message: 'unexpected' })
  expect(engine.library.faults.map((fault) => (fault as Error).message)).toEqual(['secret text of a document'])
  expect(library.faults).toEqual([])
})

describe.each([
  ['in process', async () => clientOf(engine.router, { door: 'browser' })],
  ['over a local socket', () => remote('browser')],
])('stopping %s', (_, open) => {
  let stopped: AbortSignal | undefined
  beforeEach(async () => {
    await engine.close()
    engine = await openTestEngine(root, {
      async *ask(_, signal) {
        stopped = signal
        yield { type: 'answer-start', mode: 'model', model: 'slow' }
        await untilAborted(signal)
      },
    })
  })

  const soon = async () => {
    for (let tries = 0; tries < 100 && stopped?.aborted !== true; tries += 1)
      await new Promise((resolve) => {
        setTimeout(resolve, 10)
      })
    return stopped?.aborted
  }

  test('an aborted stream stops the model', async () => {
    const client = await open()
    const ending = new AbortController()
    const parts = await client.questions.ask({ question: 'why', model: null }, { signal: ending.signal })
    expect((await parts.next()).done).toBe(false)
    const next = parts.next()
    ending.abort()
    await expect(next).rejects.toThrow()
    expect(await soon()).toBe(true)
  })

  test('a stream left early stops the model, though it waits', async () => {
    const client = await open()
    for await (const part of await client.questions.ask({ question: 'why', model: null })) {
      expect(part.type).toBe('answer-start')
      break
    }
    expect(await soon()).toBe(true)
  })
})

test('an aborted call is stopped and no fault', async () => {
  await engine.close()
  engine = await openTestEngine(root, {
    find: async (_, signal) => {
      await untilAborted(signal)
      throw new AlcoveError('model-stopped')
    },
  })
  const ending = new AbortController()
  const call = clientOf(engine.router, { door: 'browser' }).search.find({ query: 'x' }, { signal: ending.signal })
  ending.abort()
  expect(await failure(call)).toMatchObject({ code: 'stopped' })
  expect(engine.library.faults).toEqual([])
})
