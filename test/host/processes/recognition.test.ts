/** Text recognition in its own disposable process: beside the others, stopped at once, limited in time. */
import { resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { FileBytes } from '../../../core/ports/parser.ts'
import type { Format } from '../../../core/types/document.ts'
import { createForkSpawner } from '../../../host/processes/fork-spawner.ts'
import { createParserPool, type ParserLimits, type ParserPool } from '../../../host/processes/parser-pool.ts'
import type { Child, Spawner } from '../../../host/processes/spawner.ts'
import { recognitionLanguages } from '../../../host/recognition-languages.ts'
import { columnOfText, writePdf } from '../../fixtures/documents/make/pdf-writer.ts'
import { pdfOfScans, scanPage } from '../../fixtures/documents/make/scan-writer.ts'

const never = new AbortController().signal
const forked = createForkSpawner({ distFolder: resolve(import.meta.dirname, '../../../dist'), environment: process.env })
const started: string[] = []
const children: Child[] = []
const spawner: Spawner = {
  spawn: (options) => {
    started.push(options.name)
    const child = forked.spawn(options)
    children.push(child)
    return child
  },
}
const wanted = { page: 1, languages: ['eng'] }

let pool: ParserPool | undefined
function start(limits: Partial<ParserLimits> = {}): ParserPool {
  pool = createParserPool({ spawner, size: 1, limits, languages: recognitionLanguages() })
  return pool
}
afterEach(async () => {
  await pool?.close()
  started.length = 0
  children.length = 0
})

function fileOf(bytes: Uint8Array, format: Format): FileBytes {
  async function* read(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return { name: `test.${format}`, size: bytes.length, format, read }
}

async function scan(): Promise<FileBytes> {
  const pdf = writePdf({ pages: [{ texts: columnOfText(['The cellar key hangs behind the clock.']) }] })
  return fileOf(pdfOfScans([await scanPage(pdf, 1, { dpi: 150 })], 150), 'pdf')
}

test('pages are read in one process, kept from page to page, with the languages that are installed', async () => {
  const { languages, recognize } = start()
  expect(languages).toEqual(expect.arrayContaining(['deu', 'eng', 'fra', 'spa']))
  for (let page = 0; page < 2; page += 1)
    expect((await recognize(await scan(), wanted, never)).map(({ text }) => text)).toEqual(['The cellar key hangs behind the clock.'])
  expect(started).toEqual(['alcove-recognition'])
})

test('a page that takes too long, one that is stopped, and a process that is killed cost that page', async () => {
  const file = await scan()
  await expect(start({ recognizeMs: 1 }).recognize(file, wanted, never)).rejects.toMatchObject({ code: 'parser-timeout' })
  await pool?.close()
  const { recognize } = start()
  const stop = new AbortController()
  const stopped = recognize(file, wanted, stop.signal)
  stop.abort(new Error('a run began'))
  await expect(stopped).rejects.toThrow('a run began')
  const killed = recognize(file, wanted, never)
  await expect.poll(() => children.at(-1)?.pid).toBeDefined()
  process.kill(children.at(-1)?.pid ?? 0, 'SIGKILL')
  await expect(killed).rejects.toMatchObject({ code: 'parser-crashed' })
  expect((await recognize(file, wanted, never)).length).toBe(1)
})

test('what cannot be read says why, and the next page is read by the same process', async () => {
  const { recognize } = start()
  await expect(recognize(fileOf(Buffer.from('no picture'), 'image'), wanted, never)).rejects.toMatchObject({ code: 'file-broken' })
  await expect(recognize(await scan(), { ...wanted, page: 9 }, never)).rejects.toMatchObject({ code: 'page-missing' })
  expect((await recognize(await scan(), wanted, never)).length).toBe(1)
  expect(started.length).toBe(1)
})
