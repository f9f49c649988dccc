/** The folder line on real files, SQLite and LanceDB: what a run does to store and index. */
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { appendFile, chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { RunEvent } from '../../../core/types/library.ts'
import type { OutcomeCounts } from '../../../core/types/outcome.ts'
import { openLibrary, type TestLibrary } from '../../fakes/library.ts'

let root = ''
let docs = ''
let data = ''
let library: TestLibrary

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-run-'))
  docs = join(root, 'docs')
  data = join(root, 'data')
  await mkdir(docs)
  library = await openLibrary(data)
})
afterEach(async () => {
  await library.close()
  expect(library.faults).toEqual([])
  await rm(root, { recursive: true, force: true })
})

const words = (seed: string, count = 40) => Array.from({ length: count }, (_, at) => `${seed}${at}`).join(' ')
const put = async (name: string, text: string) => await writeFile(join(docs, name), text)
const names = async (query: string) =>
  [...new Set((await library.index.searchWords(query, 50, null)).map(({ documentId }) => library.stores.files.ofDocument(documentId)?.name ?? '-'))].sort()
const filesOf = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === 'file' ? [event.file] : []))

function expectSum({ scanned, ...kinds }: OutcomeCounts): void {
  expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(scanned)
}

/** Store and index say the same, and nothing is there twice or left over. */
async function expectWhole(of = library): Promise<void> {
  const indexed = await of.index.documents()
  const stored = of.stores.passages.documents()
  expect([...indexed.keys()].sort()).toEqual(
    stored
      .filter(({ passages }) => passages > 0)
      .map(({ id }) => id)
      .sort(),
  )
  for (const { id, passages, state } of stored) {
    expect(state).toBe('done')
    if (passages > 0) expect(indexed.get(id)).toEqual({ words: passages, vectors: passages, twice: false })
  }
  expect(of.stores.passages.orphans()).toEqual([])
}

test('a folder of every kind of entry: each has one outcome, with its reason, and the counts add up', async () => {
  await put('plain.txt', words('alpha'))
  await put('quote\'s "and" so.md', words('beta'))
  await put('line\nbreak.txt', words('gamma'))
  await put('🦭 seal.txt', words('delta'))
  await put('-leading.txt', words('epsilon'))
  await put('empty.txt', '')
  await put('archive.zip', 'not read')
  await put('broken.txt', '%broken')
  await put('.hidden', 'x')
  await mkdir(join(docs, 'node_modules'))
  await symlink(join(docs, 'plain.txt'), join(docs, 'link.txt'))
  const source = await library.addSource(docs)
  const { report, events } = await library.run()
  expect(report.counts).toMatchObject({ scanned: 11, pending: 0, indexed: 5, empty: 1, skipped: 4, failed: 1 })
  expectSum(report.counts)
  const files = filesOf(events)
  expect(files.length).toBe(11)
  expect(new Set(files.map(({ id }) => id)).size).toBe(11)
  expect(Object.fromEntries(files.map(({ name, outcome }) => [name, outcome]))).toMatchObject({
    'archive.zip': { kind: 'skipped', reason: 'unsupported-format' },
    '.hidden': { kind: 'skipped', reason: 'ignored' },
    node_modules: { kind: 'skipped', reason: 'ignored' },
    'link.txt': { kind: 'skipped', reason: 'link' },
    'empty.txt': { kind: 'empty', reason: 'no-text' },
    'broken.txt': { kind: 'failed', code: 'file-broken' },
  })
  for (const [query, name] of [
    ['alpha7', 'plain.txt'],
    ['beta3', 'quote\'s "and" so.md'],
    ['gamma1', 'line\nbreak.txt'],
    ['delta2', '🦭 seal.txt'],
    ['epsilon9', '-leading.txt'],
  ] as const)
    expect(await names(query)).toEqual([name])
  expect(library.stores.files.totals(source).counts).toEqual({ ...report.counts })
  await expectWhole()
})

test('snapshots lead up to the end and never go back', async () => {
  for (let at = 0; at < 30; at++) await put(`f${at}.txt`, words(`s${at}x`, 200))
  await library.addSource(docs)
  const { events } = await library.run()
  const snapshots = events.flatMap((event) => (event.type === 'snapshot' ? [event.run] : []))
  for (const { stages, counts } of snapshots) {
    expect(stages.found).toBeGreaterThanOrEqual(stages.read)
    expect(stages.read).toBeGreaterThanOrEqual(stages.searchable)
    expect(stages.searchable).toBeGreaterThanOrEqual(stages.embedded)
    expectSum(counts)
  }
  expect(snapshots.at(-1)).toMatchObject({ state: 'done', stages: { found: 30, read: 30, searchable: 30, embedded: 30 }, secondsLeft: 0 })
  expect(snapshots.at(-1)?.passages.embedded).toBe(snapshots.at(-1)?.passages.found)
})

test('passages are told while a large file is being read; where it breaks in the middle they are taken back', async () => {
  const pieceBytes = 1 << 18
  const paragraphs = Array.from({ length: 1_500 }, (_, at) => words(`p${at}x`, 24)).join('\n\n')
  // the parser gets it by pieces, and finds the fault at the start of the second
  await put('broken.txt', `${paragraphs.slice(0, pieceBytes - 2)}\n\n%broken`)
  await put('whole.txt', paragraphs)
  await library.addSource(docs)
  const told: number[] = []
  const add = library.stores.passages.add
  const watched = {
    ...library.stores.passages,
    add: (...args: Parameters<typeof add>) => {
      told.push(library.runs.snapshot()?.passages.found ?? 0)
      return add(...args)
    },
  }
  Object.assign(library.stores.passages, watched)
  const { report, events } = await library.run()
  expect(report.counts).toMatchObject({ indexed: 1, failed: 1 })
  expect(new Set(told).size).toBeGreaterThan(10)
  const last = events.flatMap((event) => (event.type === 'snapshot' ? [event.run] : [])).at(-1)
  const { passages } = library.stores.passages.counts()
  expect(last?.passages).toEqual({ found: passages, embedded: passages })
  expect(report.passages).toBe(passages)
  await library.run()
  expect(library.stores.passages.orphans()).toEqual([])
})

test('a second run over an unchanged folder reads, parses and embeds nothing', async () => {
  for (let at = 0; at < 10; at++) await put(`f${at}.txt`, words(`s${at}x`))
  await library.addSource(docs)
  await library.run()
  const before = [library.parser.parsed.length, library.embedder.texts.length]
  const { report } = await library.run()
  expect(report.counts).toMatchObject({ scanned: 10, unchanged: 10 })
  expect([library.parser.parsed.length, library.embedder.texts.length]).toEqual(before)
})

test('sync touches only what changed: new, edited, renamed, copied and deleted files', async () => {
  for (const name of ['same', 'edited', 'renamed', 'deleted']) await put(`${name}.txt`, `${words(name)}\n\n${words(`${name}second`, 300)}`)
  await library.addSource(docs)
  await library.run()
  const embedded = library.embedder.texts.length
  library.parser.parsed.length = 0
  await put('new.txt', words('fresh'))
  await appendFile(join(docs, 'edited.txt'), `\n\n${words('addition', 300)}`)
  await rename(join(docs, 'renamed.txt'), join(docs, 'elsewhere.txt'))
  cpSync(join(docs, 'same.txt'), join(docs, 'copy.txt'))
  await rm(join(docs, 'deleted.txt'))
  const { report } = await library.run()
  expect(report.counts).toMatchObject({ scanned: 5 + 0, unchanged: 2, indexed: 3 })
  expect(report.removed).toBe(1)
  expect(library.parser.parsed.sort()).toEqual(['edited.txt', 'new.txt'])
  expect(library.embedder.texts.slice(embedded).every((text) => /fresh|addition|edited/.test(text))).toBe(true)
  expect(library.embedder.texts.length - embedded).toBeLessThan(7)
  expect(await names('deleted3')).toEqual([])
  expect(await names('renamed3')).toEqual(['elsewhere.txt'])
  expect(await names('addition3')).toEqual(['edited.txt'])
  await expectWhole()
})

test('two files with the same bytes are one document, parsed and embedded once, in one run or two', async () => {
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await put(name, words('twin', 300))
  await library.addSource(docs)
  const { report } = await library.run()
  expect(report.counts.indexed).toBe(3)
  expect(library.parser.parsed.length).toBe(1)
  expect(new Set(library.embedder.texts).size).toBe(library.embedder.texts.length)
  await rm(join(docs, 'a.txt'))
  await library.run()
  expect((await names('twin5')).length).toBe(1)
  await expectWhole()
})

test('keyword search finds a document while it waits for its vectors', async () => {
  await put('slow.txt', words('harbour', 50))
  await library.addSource(docs)
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  library.embedder.before = async () => await held
  const running = library.run()
  await expect.poll(async () => await names('harbour7')).toEqual(['slow.txt'])
  expect(library.runs.snapshot()).toMatchObject({ state: 'working', stages: { found: 1, read: 1, searchable: 1, embedded: 0 } })
  release()
  expect((await running).report.counts.indexed).toBe(1)
})

test('small files are read before large ones', async () => {
  await put('huge.txt', words('huge', 20_000))
  for (let at = 0; at < 5; at++) await put(`small${at}.txt`, words(`small${at}x`))
  await library.addSource(docs)
  await library.run()
  expect(library.parser.parsed.at(-1)).toBe('huge.txt')
})

test('a source that cannot be reached is offline: nothing is removed, and all is there again later', async () => {
  await put('kept.txt', words('kept'))
  const id = await library.addSource(docs)
  await library.run()
  await rename(docs, `${docs}-away`)
  const { report } = await library.run()
  expect(report.counts).toMatchObject({ scanned: 1, offline: 1 })
  expect(library.stores.files.totals(id).counts).toMatchObject({ scanned: 1, offline: 1 })
  expect(library.stores.sources.byId(id)?.state).toBe('offline')
  expect((await library.index.searchWords('kept3', 5, null)).length).toBe(1)
  await rename(`${docs}-away`, docs)
  expect((await library.run()).report.counts).toMatchObject({ scanned: 1, unchanged: 1 })
  expect(library.parser.parsed.length).toBe(1)
})

test('a file over the limit is skipped, and read when the limit is raised', async () => {
  await put('big.txt', words('big', 200_000))
  await library.addSource(docs)
  library.stores.settings.write({ maxFileMb: 1 })
  expect((await library.run()).report.counts).toMatchObject({ skipped: 1 })
  library.stores.settings.write({ maxFileMb: 100 })
  expect((await library.run()).report.counts).toMatchObject({ indexed: 1 })
  await expectWhole()
})

test('a model that stops is given the texts again; where it stays away the file failed, is found by word, and the next run embeds it', async () => {
  await put('a.txt', words('alpha'))
  await library.addSource(docs)
  let stops = 2
  library.embedder.before = async () => {
    if (stops-- > 0) throw new AlcoveError('model-stopped')
  }
  expect((await library.run()).report.counts.indexed).toBe(1)
  await put('b.txt', words('beta'))
  stops = Number.POSITIVE_INFINITY
  expect((await library.run()).report.counts).toMatchObject({ unchanged: 1, failed: 1 })
  expect(await names('beta3')).toEqual(['b.txt'])
  stops = 0
  library.parser.parsed.length = 0
  expect((await library.run()).report.counts).toMatchObject({ unchanged: 1, indexed: 1 })
  expect(library.parser.parsed).toEqual([])
  await expectWhole()
})

test('a broken file is not read again until it changes or someone asks', async () => {
  await put('broken.txt', '%broken')
  await library.addSource(docs)
  await library.run()
  expect((await library.run()).report.counts.failed).toBe(1)
  expect(library.parser.parsed.length).toBe(1)
  const [file] = library.stores.files.list({ limit: 1 })
  expect((await library.run({ fileIds: [file?.id ?? ''] })).report.counts.failed).toBe(1)
  expect(library.parser.parsed.length).toBe(2)
  await put('broken.txt', words('mended'))
  expect((await library.run()).report.counts.indexed).toBe(1)
})

// Windows takes no right to read away by such a mode
test.skipIf(process.platform === 'win32')('a file without the right to read is listed, and the rest goes on', async () => {
  await put('shut.txt', words('shut'))
  await put('open.txt', words('open'))
  await chmod(join(docs, 'shut.txt'), 0)
  await library.addSource(docs)
  expect((await asUser(() => library.run())).report.counts).toMatchObject({ indexed: 1, failed: 1 })
})

/** Root may read everything: the system's user without rights, who gets the folders of this test, may not. */
async function asUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return await work()
  execFileSync('chown', ['-R', '65534', root])
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('side by side', () => {
  test('a source can be removed in the midst of its run: nothing of it is left, and the run ends', async () => {
    for (let at = 0; at < 40; at++) await put(`f${at}.txt`, words(`s${at}x`, 300))
    const other = join(root, 'other')
    await mkdir(other)
    await writeFile(join(other, 'stays.txt'), words('stays'))
    const id = await library.addSource(docs)
    await library.addSource(other)
    let groups = 0
    library.embedder.before = async (_, signal) => {
      if (++groups > 5) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const running = library.run()
    await expect.poll(() => groups).toBeGreaterThan(5)
    library.embedder.before = async () => {}
    await library.runs.leave(id)
    const { orphans } = library.stores.sources.remove(id)
    await library.index.removeDocuments(orphans)
    library.stores.passages.removeDocuments(orphans)
    const { report } = await running
    expect(report.stopped).toBe(false)
    expectSum(report.counts)
    expect(await names('stays3')).toEqual(['stays.txt'])
    for (let at = 0; at < 40; at++) expect(await names(`s${at}x3`)).toEqual([])
    await library.run()
    await expectWhole()
  })

  test('a run asked twice while one is at work happens once more, and a second folder need not wait', async () => {
    for (let at = 0; at < 10; at++) await put(`f${at}.txt`, words(`s${at}x`, 100))
    const first = await library.addSource(docs)
    const other = join(root, 'other')
    await mkdir(other)
    await writeFile(join(other, 'quick.txt'), words('quick'))
    const second = await library.addSource(other)
    let release: (() => void)[] = []
    library.embedder.before = async (texts) => {
      if (texts.some((text) => text.includes('s0x'))) await new Promise<void>((resolve) => release.push(resolve))
    }
    const running = library.run({ sourceIds: [first] })
    await expect.poll(() => release.length).toBeGreaterThan(0)
    const again = library.runs.start({ sourceIds: [first] })
    expect(library.runs.start({ sourceIds: [first] })).toBe(again)
    expect((await library.run({ sourceIds: [second] })).report.counts.indexed).toBe(1)
    for (const each of release) each()
    release = []
    library.embedder.before = async () => {}
    await running
    await library.runs.idle()
    await expectWhole()
  })

  test('huge files hold up nothing: what is small goes first, and what comes later gets through while they are read and while they are embedded', async () => {
    await library.close()
    library = await openLibrary(data, { limits: { readers: 2, embedding: 96, heavy: { bytes: 50_000, passages: 30 } } })
    let read = () => {}
    const reading = new Promise<void>((resolve) => (read = resolve))
    /** Groups of huge files that wait for their vectors. */
    const held: (() => void)[] = []
    const huge = /huge|vast|immense/
    // more of them than there are readers, and each with more text than the embedder is given at once
    for (const name of ['huge', 'vast', 'immense']) await put(`${name}.txt`, Array.from({ length: 60 }, (_, at) => words(`${name}${at}x`, 200)).join('\n\n'))
    for (let at = 0; at < 8; at++) await put(`small${at}.txt`, words(`s${at}x`, 60))
    library.parser.before = async (name) => await (huge.test(name) ? reading : undefined)
    library.embedder.before = async (texts) => {
      if (texts.some((text) => huge.test(text))) await new Promise<void>((resolve) => held.push(resolve))
    }
    const source = await library.addSource(docs)
    const indexed = () => library.stores.files.totals(source).counts.indexed
    const running = library.run()
    await expect.poll(indexed, { timeout: 20_000 }).toBe(8)

    const addMeanwhile = async (name: string) => {
      const folder = join(root, name)
      await mkdir(folder)
      await writeFile(join(folder, `${name}.txt`), words(`${name}x`))
      return (await library.run({ sourceIds: [await library.addSource(folder)] })).report.counts
    }
    expect(await addMeanwhile('second')).toMatchObject({ scanned: 1, indexed: 1 })
    expect(library.runs.snapshot()).toMatchObject({ stages: { found: 11, read: 8 } })
    await put('late.txt', words('late'))
    const again = library.run()
    await expect.poll(indexed, { timeout: 20_000 }).toBe(9)
    await expect.poll(() => library.runs.snapshot()?.stages, { timeout: 20_000 }).toMatchObject({ found: 13, embedded: 10 })

    read()
    await expect.poll(() => library.stores.passages.documents().filter(({ state }) => state === 'searchable').length, { timeout: 20_000 }).toBe(3)
    const third = addMeanwhile('third')
    await expect.poll(async () => await names('thirdx3'), { timeout: 20_000 }).toEqual(['third.txt'])
    const others = setInterval(() => held.shift()?.(), 300)
    expect(await third).toMatchObject({ indexed: 1 })
    expect(indexed()).toBe(9)
    clearInterval(others)

    library.embedder.before = async () => {}
    for (const release of held) release()
    expect((await running).report.counts).toMatchObject({ scanned: 11, indexed: 11 })
    expect((await again).report.counts).toMatchObject({ scanned: 13, indexed: 1, unchanged: 12 })
    expect(library.parser.parsed.length).toBe(14)
    await expectWhole()
  })

  test('a second look at a source leaves to the first what that has in hand, and sees to it in the end: changed, gone or renamed meanwhile', async () => {
    for (const name of ['changed', 'gone', 'renamed', 'same']) await put(`${name}.txt`, words(name, 100))
    await library.addSource(docs)
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    library.embedder.before = async () => await held
    const running = library.run()
    await expect.poll(() => library.runs.snapshot()?.stages.searchable, { timeout: 10_000 }).toBe(4)
    await appendFile(join(docs, 'changed.txt'), words('addition', 80))
    await rm(join(docs, 'gone.txt'))
    await rename(join(docs, 'renamed.txt'), join(docs, 'elsewhere.txt'))
    const again = library.run()
    await expect.poll(() => library.runs.snapshot()?.stages.found, { timeout: 10_000 }).toBe(5)
    release()
    expect((await running).report.counts).toMatchObject({ scanned: 4, indexed: 4 })
    const { report } = await again
    expect(report.removed).toBe(2)
    expect(report.counts).toMatchObject({ scanned: 3, pending: 0, unchanged: 1, indexed: 2 })
    expectSum(report.counts)
    expect(await names('addition3')).toEqual(['changed.txt'])
    expect(await names('gone3')).toEqual([])
    expect(await names('renamed3')).toEqual(['elsewhere.txt'])
    await expectWhole()
  })

  test('paused, nothing is begun; resumed, all is done', async () => {
    for (let at = 0; at < 10; at++) await put(`f${at}.txt`, words(`s${at}x`, 100))
    await library.addSource(docs)
    library.runs.pause(true)
    const running = library.run()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(library.parser.parsed).toEqual([])
    expect(library.runs.snapshot()?.state).toBe('paused')
    library.runs.pause(false)
    expect((await running).report.counts.indexed).toBe(10)
  })

  test('closing in the midst keeps what was done, and the next start takes it up', async () => {
    for (let at = 0; at < 20; at++) await put(`f${at}.txt`, words(`s${at}x`, 300))
    await library.addSource(docs)
    let groups = 0
    library.embedder.before = async (_, signal) => {
      if (++groups > 8) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const running = library.run()
    await expect.poll(() => groups).toBeGreaterThan(8)
    await library.close()
    const { report } = await running
    expect(report.stopped).toBe(true)
    expectSum(report.counts)
    library = await openLibrary(data)
    expect((await library.run()).report.counts).toMatchObject({ scanned: 20, unchanged: 20 })
    await expectWhole()
  })
})

describe('after a crash', () => {
  test('at any moment of a run: what was reported as indexed is found, nothing is there twice, all is done in the end', async () => {
    for (let at = 0; at < 24; at++) await put(`f${at}.txt`, words(`s${at}x`, 150 + at * 20))
    await library.addSource(docs)
    const copies: { folder: string; reported: Set<string> }[] = []
    const reported = new Set<string>()
    library.embedder.before = async () => await new Promise((resolve) => setTimeout(resolve, 15))
    const id = library.runs.start({})
    const copying = (async () => {
      for (let at = 0; at < 8; at++) {
        await new Promise((resolve) => setTimeout(resolve, 60))
        // what a process leaves that dies at this moment: the files as they are
        const folder = join(root, `crash${at}`)
        const then = new Set(reported)
        cpSync(data, folder, { recursive: true })
        copies.push({ folder, reported: then })
      }
    })()
    for await (const event of library.runs.follow(id, new AbortController().signal)) if (event.type === 'file') reported.add(event.file.name)
    await copying
    for (const { folder, reported: before } of copies) {
      const again = await openLibrary(folder)
      const { report } = await again.run()
      expect(report.counts).toMatchObject({ scanned: 24, unchanged: 24 })
      await expectWhole(again)
      expect(again.faults).toEqual([])
      for (const name of before) expect(again.stores.files.byPath(join(docs, name))?.outcome?.kind).toBe('indexed')
      await again.close()
    }
  })

  test('documents reported before the crash are never parsed or embedded again', async () => {
    await put('done.txt', words('done', 100))
    await library.addSource(docs)
    await library.run()
    const folder = join(root, 'crash')
    cpSync(data, folder, { recursive: true })
    const again = await openLibrary(folder)
    await again.run()
    expect(again.parser.parsed).toEqual([])
    expect(again.embedder.texts).toEqual([])
    await again.close()
  })

  for (const [what, harm] of [
    ['the whole index', async () => await rm(join(data, 'index'), { recursive: true })],
    ['the words', async () => await rm(join(data, 'index', 'words-1.lance'), { recursive: true })],
    ['the vectors', async () => await rm(join(data, 'index', 'vectors-fake_model-r1-1.lance'), { recursive: true })],
    ['the data files of the words', async () => await rm(join(data, 'index', 'words-1.lance', 'data'), { recursive: true })],
  ] as const)
    test(`${what} gone: made again from the store without being asked, and no file is parsed`, async () => {
      for (let at = 0; at < 5; at++) await put(`f${at}.txt`, words(`s${at}x`, 100))
      await library.addSource(docs)
      await library.run()
      await library.close()
      await harm()
      library = await openLibrary(data)
      expect(library.parser.parsed).toEqual([])
      await expectWhole()
      expect(await names('s3x7')).toEqual(['f3.txt'])
    })
})

test('a new parser version reads every file again; unchanged texts keep their vectors, and the old documents go', async () => {
  for (let at = 0; at < 3; at++) await put(`f${at}.txt`, words(`s${at}x`, 100))
  await library.addSource(docs)
  await library.run()
  await library.close()
  library = await openLibrary(data, { parserVersion: 'fake2' })
  expect(library.parser.parsed.length).toBe(3)
  expect(library.embedder.texts).toEqual([])
  expect(library.stores.passages.counts().documents).toBe(3)
  await expectWhole()
})

test('a new model embeds every passage again and parses none', async () => {
  for (let at = 0; at < 3; at++) await put(`f${at}.txt`, words(`s${at}x`, 100))
  await library.addSource(docs)
  await library.run()
  const embedded = library.embedder.texts.length
  await library.close()
  library = await openLibrary(data, { revision: 'r2' })
  expect(library.parser.parsed).toEqual([])
  expect(library.embedder.texts.length).toBe(embedded)
  await expectWhole()
})
