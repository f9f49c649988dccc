/** A whole library on real files, SQLite and LanceDB, with the model and the parsers replaced by fakes. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Recognition, WorkPorts } from '../../core/engine/recognition.ts'
import { recover } from '../../core/engine/recover.ts'
import type { RunRequest, Runs } from '../../core/engine/runs.ts'
import { createWork } from '../../core/engine/work.ts'
import type { IngestLimits } from '../../core/ingest/ingest-file.ts'
import { openStores } from '../../core/store/open-stores.ts'
import { openPassageIndex } from '../../core/store/passage-index.ts'
import type { RunEvent, RunReport } from '../../core/types/library.ts'
import { contentHash } from '../../host/files/content-hash.ts'
import { createDiskFiles } from '../../host/files/disk-files.ts'
import { createFakeEmbedder, type FakeEmbedder } from './fake-embedder.ts'
import { createFakeParser, type FakeParser } from './fake-parser.ts'
import { fakeTokenizer } from './fake-tokenizer.ts'

export interface TestLibrary extends WorkPorts {
  readonly runs: Runs
  readonly recognition: Recognition
  readonly embedder: FakeEmbedder
  readonly parser: FakeParser
  readonly faults: unknown[]
  /** Runs to the end and returns the report and every event. */
  run(request?: RunRequest): Promise<{ report: RunReport; events: RunEvent[] }>
  addSource(path: string): Promise<string>
  close(): Promise<void>
}

export async function openLibrary(data: string, changes: { parserVersion?: string; revision?: string; limits?: IngestLimits } = {}): Promise<TestLibrary> {
  mkdirSync(join(data, 'index'), { recursive: true })
  const stores = openStores(join(data, 'alcove.db'))
  const embedder = createFakeEmbedder(changes.revision)
  const index = await openPassageIndex({
    folder: join(data, 'index'),
    chunkerVersion: '1',
    model: embedder.model,
    revision: embedder.revision,
    dimensions: embedder.dimensions,
  })
  const parser = createFakeParser(changes.parserVersion)
  const faults: unknown[] = []
  let ids = 0
  const ports: WorkPorts = {
    stores,
    index,
    disk: createDiskFiles(),
    contentHash,
    parser,
    recognizer: parser,
    systemLanguage: 'en',
    filesChanged: () => undefined,
    tokenizer: fakeTokenizer,
    embedder,
    clock: {
      now: () => Date.now(),
      elapsed: () => performance.now(),
    },
    random: { id: () => `run${ids++}` },
    log: {
      info: () => {},
      error: (_, error) => faults.push(error),
    },
  }
  const recovered = await recover(ports)
  const work = createWork(ports, changes.limits)
  const { runs, recognition } = work
  const library: TestLibrary = {
    ...ports,
    runs,
    recognition,
    embedder,
    parser,
    faults,
    async run(request = {}) {
      const events: RunEvent[] = []
      for await (const event of runs.follow(runs.start(request), new AbortController().signal)) events.push(event)
      const last = events.at(-1)
      if (last?.type !== 'done') throw new Error('a run without its end')
      return {
        report: last.report,
        events,
      }
    },
    async addSource(path) {
      const { path: real, kind } = await ports.disk.identify(path)
      return stores.sources.add(real, kind, Date.now()).id
    },
    async close() {
      await work.close()
      await index.close()
      stores.close()
    },
  }
  if (recovered.sourceIds.length > 0) await library.run({ sourceIds: recovered.sourceIds })
  return library
}
