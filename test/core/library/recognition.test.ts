/** Text recognition in the background, on real files, SQLite and LanceDB: what it does to store and index, and when it gives way. */
import { appendFile, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AlcoveError } from '../../../core/errors.ts'
import type { FileStatus, RunEvent } from '../../../core/types/library.ts'
import { openLibrary, type TestLibrary } from '../../fakes/library.ts'

let root = ''
let docs = ''
let data = ''
let source = ''
let library: TestLibrary

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'alcove-recognition-'))
  docs = join(root, 'docs')
  data = join(root, 'data')
  await mkdir(docs)
  library = await openLibrary(data)
  source = await library.addSource(docs)
})
afterEach(async () => {
  await library.close()
  expect(library.faults).toEqual([])
  await rm(root, { recursive: true, force: true })
})

const putScans = async (name: string, ...pages: readonly string[]) => await writeFile(join(docs, name), ['%scans\n', ...pages].join('\f'))
const fileNamed = (name: string, of = library): FileStatus => {
  const found = of.stores.files.list({ limit: 100 }).find((file) => file.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const names = async (query: string, of = library) =>
  (await of.index.searchWords(query, 50, null)).map(({ documentId }) => of.stores.files.ofDocument(documentId)?.name ?? '-')
const readToEnd = async (of = library) => {
  of.recognition.start()
  await of.recognition.idle()
}

async function expectWhole(of = library): Promise<void> {
  const indexed = await of.index.documents()
  const stored = of.stores.passages.documents().filter(({ passages }) => passages > 0)
  expect([...indexed.keys()].sort()).toEqual(stored.map(({ id }) => id).sort())
  for (const { id, passages, state } of stored) {
    expect(state).toBe('done')
    expect(indexed.get(id)).toEqual({ words: passages, vectors: passages, twice: false })
  }
  expect(of.stores.passages.orphans()).toEqual([])
}

/** Every event from now on; the returned function takes them. */
function followed(): () => readonly RunEvent[] {
  const events: RunEvent[] = []
  const ending = new AbortController()
  void (async () => {
    for await (const event of library.runs.follow(undefined, ending.signal)) events.push(event)
  })()
  return () => {
    ending.abort()
    return events
  }
}

test('a scanned file ends without text, is found as soon as a page is read, and every count sees its pages', async () => {
  await putScans('deed.pdf', 'alder beech cedar', '', 'damson elder')
  await writeFile(join(docs, 'plain.txt'), 'fig gorse')
  const { report } = await library.run()
  expect(report.counts).toMatchObject({ scanned: 2, indexed: 1, empty: 1 })
  expect(fileNamed('deed.pdf')).toMatchObject({ outcome: { kind: 'empty', reason: 'scanned' }, gaps: { scanned: { read: 0, waiting: 3, failed: 0 } } })
  expect(library.recognition.snapshot()).toMatchObject({ state: 'waiting', read: 0, waiting: 3, failed: 0 })
  expect(library.parser.recognized).toEqual([])

  const events = followed()
  await readToEnd()
  expect(library.parser.recognized).toEqual(['deed.pdf 1 eng+deu', 'deed.pdf 2 eng+deu', 'deed.pdf 3 eng+deu'])
  expect(await names('cedar')).toEqual(['deed.pdf'])
  expect(await names('damson')).toEqual(['deed.pdf'])
  expect(fileNamed('deed.pdf')).toMatchObject({
    outcome: { kind: 'indexed', passages: 2 },
    passages: 2,
    gaps: { scanned: { read: 3, waiting: 0, failed: 0 } },
  })
  expect(library.stores.files.totals(source)).toMatchObject({ passages: 3, embedded: 3, counts: { scanned: 2, indexed: 2, empty: 0 } })
  expect(library.stores.passages.counts()).toEqual({ documents: 2, passages: 3, embedded: 3 })
  expect(library.recognition.snapshot()).toBeNull()
  const told = events().flatMap((event) => (event.type === 'recognition' ? event.files : []))
  expect(told.map(({ outcome }) => outcome)).toEqual([
    { kind: 'indexed', passages: 1 },
    { kind: 'indexed', passages: 1 },
    { kind: 'indexed', passages: 2 },
  ])
  const inScope = library.stores.files.documentsIn({ paths: [join(docs, 'deed.pdf')] })
  const hits = await library.index.searchWords('cedar', 5, inScope)
  const [passage] = library.stores.passages.byIds(hits.map(({ id }) => id))
  expect(passage?.anchor).toEqual({ kind: 'page', page: 1, rects: [[72, 72, 400, 12]] })
  expect(await library.index.searchWords('fig', 5, inScope)).toEqual([])
  await expectWhole()

  const again = await library.run()
  expect(again.report.counts).toMatchObject({ unchanged: 2 })
  expect(library.parser.recognized.length).toBe(3)
})

test('pages without any text leave a file without text', async () => {
  await putScans('blank.pdf', '', '')
  await library.run()
  await readToEnd()
  expect(fileNamed('blank.pdf')).toMatchObject({ outcome: { kind: 'empty', reason: 'no-text' }, passages: 0 })
})

test('a page that fails twice is given up with the others read, and tried again when asked', async () => {
  await putScans('torn.pdf', 'hazel', 'ivy')
  library.parser.beforePage = async (_, page) => {
    if (page === 1) throw new AlcoveError('parser-crashed')
  }
  await library.run()
  await readToEnd()
  expect(library.parser.recognized).toEqual(['torn.pdf 1 eng+deu', 'torn.pdf 2 eng+deu', 'torn.pdf 1 eng+deu'])
  expect(fileNamed('torn.pdf')).toMatchObject({ outcome: { kind: 'indexed' }, gaps: { scanned: { read: 1, waiting: 0, failed: 1 } } })
  await library.run()
  await library.recognition.idle()
  expect(library.parser.recognized.length).toBe(3)

  library.parser.beforePage = async () => {}
  library.recognition.retry([fileNamed('torn.pdf').id])
  await library.recognition.idle()
  expect(await names('hazel')).toEqual(['torn.pdf'])
  expect(fileNamed('torn.pdf').gaps).toEqual({ scanned: { read: 2, waiting: 0, failed: 0 } })
})

test('it gives way to a run after the page under way, and goes on when the run has ended', async () => {
  await putScans('long.pdf', 'juniper', 'kale', 'larch')
  await library.run()
  let open: () => void = () => {}
  const reached = new Promise<void>((resolve) => {
    library.parser.beforePage = async () => {
      resolve()
      await new Promise<void>((go) => {
        open = go
      })
    }
  })
  library.recognition.start()
  await reached
  library.parser.beforePage = async () => {}
  let during = 0
  library.parser.before = async () => {
    open()
    // the page under way ends meanwhile, the next does not begin
    await expect.poll(() => library.stores.scans.counts().read).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    during = library.parser.recognized.length
  }
  await writeFile(join(docs, 'new.txt'), 'maple')
  await library.run()
  expect(during).toBe(1)
  await library.recognition.idle()
  expect(library.parser.recognized.length).toBe(3)
  await expectWhole()
})

test('stopped in the midst of a page it goes on with that page at the next start, and reads no other again', async () => {
  await putScans('deed.pdf', 'nettle', 'oak', 'pine')
  await library.run()
  library.parser.beforePage = async (_, page, signal) => {
    if (page === 2) await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  library.recognition.start()
  await expect.poll(() => library.parser.recognized.length).toBe(2)
  await library.close()

  library = await openLibrary(data)
  await readToEnd()
  expect(library.parser.recognized).toEqual(['deed.pdf 2 eng+deu', 'deed.pdf 3 eng+deu'])
  expect(fileNamed('deed.pdf')).toMatchObject({ passages: 3, gaps: { scanned: { read: 3, waiting: 0, failed: 0 } } })
  await expectWhole()
})

test('a page that was written and not marked before a crash is written again, once', async () => {
  await putScans('deed.pdf', 'quince rowan')
  await library.run()
  const { done } = library.stores.scans
  Object.assign(library.stores.scans, { done: () => {} })
  library.parser.beforePage = async () => {
    if (library.parser.recognized.length > 1) Object.assign(library.stores.scans, { done })
  }
  await readToEnd()
  expect(library.parser.recognized.length).toBe(2)
  expect(await names('quince')).toEqual(['deed.pdf'])
  await expectWhole()
})

test('removing the source, or the file, removes what was read of its pages, and leaves the page under way', async () => {
  await putScans('first.pdf', 'sage', 'thyme')
  await putScans('second.pdf', 'violet')
  await library.run()
  await readToEnd()
  await unlink(join(docs, 'second.pdf'))
  await library.run()
  expect(await names('violet')).toEqual([])
  await expectWhole()

  await appendFile(join(docs, 'first.pdf'), '\fwillow')
  library.parser.beforePage = async (_name, _page, signal) => {
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  await library.run()
  await expect.poll(() => library.recognition.snapshot()?.state).toBe('reading')
  await library.recognition.leave(source)
  const { orphans } = library.stores.sources.remove(source)
  await library.index.removeDocuments(orphans)
  library.stores.passages.removeDocuments(orphans)
  expect(library.stores.passages.documents()).toEqual([])
  expect((await library.index.documents()).size).toBe(0)
  expect(library.stores.scans.counts()).toEqual({ read: 0, waiting: 0, failed: 0 })
})

test('a file that changed or went since it was looked at is left alone until the next run', async () => {
  await putScans('deed.pdf', 'yarrow')
  await library.run()
  await putScans('deed.pdf', 'zinnia')
  await readToEnd()
  expect(library.parser.recognized).toEqual([])
  expect(library.recognition.snapshot()).toMatchObject({ waiting: 1, failed: 0 })
  await library.run()
  await library.recognition.idle()
  expect(await names('zinnia')).toEqual(['deed.pdf'])
  await expectWhole()
})

test('a new model embeds what was read of pages, and no page is read again', async () => {
  await putScans('deed.pdf', 'aspen', 'birch')
  await library.run()
  await readToEnd()
  await library.close()

  library = await openLibrary(data, { revision: '2' })
  await expectWhole()
  expect(library.parser.recognized).toEqual([])
  expect(fileNamed('deed.pdf').outcome).toEqual({ kind: 'indexed', passages: 2 })
})

test('languages are those chosen, where they are installed', async () => {
  await putScans('deed.pdf', 'clover', 'dogwood')
  await library.run()
  library.stores.settings.write({ recognitionLanguages: ['tur', 'deu'] })
  await readToEnd()
  expect(library.parser.recognized).toEqual(['deed.pdf 1 deu', 'deed.pdf 2 deu'])
})
