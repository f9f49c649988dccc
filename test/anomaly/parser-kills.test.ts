/**
 * Promise 21, counted: fifty parser processes are killed in mid-work over a folder of mixed formats. Each costs the one
 * file it had in hand, which is tried once more by itself, and the engine stays quick to answer all the while.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { clientOf } from '../../core/engine/engine.ts'
import type { Child, Spawner } from '../../core/ports/spawner.ts'
import type { FileStatus, RunReport } from '../../core/types/library.ts'
import { composeEngine } from '../../host/compose.ts'
import { readEnvironment } from '../../host/environment.ts'
import { programPlaces } from '../../host/paths.ts'
import { createForkSpawner } from '../../host/processes/fork-spawner.ts'
import { writeDocx } from '../fixtures/documents/make/docx-writer.ts'
import { writeEpub } from '../fixtures/documents/make/epub-writer.ts'
import { textPart, writeMail } from '../fixtures/documents/make/mail-writer.ts'
import { paragraph, writeOdt } from '../fixtures/documents/make/odf-writer.ts'
import { columnOfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { textShape, writePptx } from '../fixtures/documents/make/pptx-writer.ts'
import { writeXlsx } from '../fixtures/documents/make/xlsx-writer.ts'
import { temporaryFolder } from './alcove.ts'

const program = programPlaces()
const forks = createForkSpawner({ distFolder: program.dist, environment: process.env })
const never = new AbortController().signal

/** By extension: a small file that holds these words. */
const writers: Readonly<Record<string, (words: string) => Uint8Array | string>> = {
  txt: (words) => words,
  md: (words) => `# Note\n\n${words}\n`,
  html: (words) => `<p>${words}</p>`,
  json: (words) => JSON.stringify({ note: words }),
  csv: (words) => `note,n\n${words},1\n`,
  py: (words) => `def note():\n    return "${words}"\n`,
  tex: (words) => `\\documentclass{article}\\begin{document}${words}\\end{document}`,
  rtf: (words) => `{\\rtf1 ${words}\\par}`,
  docx: (words) => writeDocx([{ paragraph: words }]),
  pptx: (words) => writePptx([{ shapes: [textShape({ paragraphs: [words] })] }]),
  xlsx: (words) => writeXlsx([{ name: 'S', cells: { A1: words } }]),
  odt: (words) => writeOdt(paragraph(words)),
  epub: (words) => writeEpub([{ name: 'a.xhtml', body: `<p>${words}</p>` }]),
  eml: (words) => writeMail(['From: a@example.org', 'Subject: note'], textPart(words)),
  pdf: (words) => writePdf({ pages: [{ texts: columnOfText([words]) }] }),
}

const [once, always, spared] = [40, 5, 30]

/** `once-*` are killed the first time they are read, `always-*` each time, while `deadly`. */
async function mixedFolder(): Promise<string> {
  const folder = join(await temporaryFolder('kills-files'), 'files')
  await mkdir(folder)
  const kinds = Object.entries(writers)
  const names = [...Array(once).fill('once'), ...Array(always).fill('always'), ...Array(spared).fill('spared')] as string[]
  for (const [at, name] of names.entries()) {
    const [extension, write] = kinds[at % kinds.length] ?? ['txt', (words: string) => words]
    await writeFile(join(folder, `${name}-${at}.${extension}`), write(`The pump numbered zq${at}x was checked and its seal replaced.`))
  }
  return folder
}

test('promise 21: fifty kills cost a file each, which is tried once more and then left alone, across restarts, until someone asks', {
  timeout: 120_000,
}, async () => {
  const folder = await mixedFolder()
  const dataFolder = await temporaryFolder('kills-data')
  const seen = new Set<string>()
  let ordered: string[] = []
  let kills = 0
  let deadly = true
  const spawner: Spawner = {
    spawn(options) {
      const child = forks.spawn(options)
      if (options.entry !== 'parser') return child
      let victim = false
      const send: Child['send'] = (message) => {
        const { type, file } = message as { readonly type: string; readonly file?: { readonly name: string } }
        if (type === 'parse' && file !== undefined) {
          ordered.push(file.name)
          victim = deadly && (file.name.startsWith('always') || (file.name.startsWith('once') && !seen.has(file.name)))
          seen.add(file.name)
        }
        child.send(message)
        // it has the first bytes in hand
        if (type !== 'bytes' || !victim) return
        victim = false
        kills += 1
        child.kill()
      }
      return { ...child, send }
    },
  }

  let longestSilence = 0
  /** Starts the engine anew on the same data, and does one thing with it to the end. */
  async function withEngine(
    start: (client: ReturnType<typeof clientOf>) => Promise<string | null>,
  ): Promise<{ report: RunReport; files: readonly FileStatus[] }> {
    const engine = await composeEngine({ dataFolder, program, version: '0', environment: readEnvironment(), spawner })
    try {
      const client = clientOf(engine.router, { door: 'command-line' })
      ordered = []
      const runId = (await start(client)) ?? ''
      const files: FileStatus[] = []
      let last = performance.now()
      for await (const event of await client.library.follow({ runId }, { signal: never })) {
        longestSilence = Math.max(longestSilence, performance.now() - last)
        last = performance.now()
        if (event.type === 'file') files.push(event.file)
        if (event.type === 'done') return { report: event.report, files }
      }
      throw new Error('a run without its end')
    } finally {
      await engine.close()
    }
  }

  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const first = await withEngine(async (client) => (await client.library.add({ paths: [folder] })).runId)
  expect(first.report).toMatchObject({ stopped: false, counts: { scanned: once + always + spared, indexed: spared, failed: once + always, pending: 0 } })
  const failures = first.files.filter(({ outcome }) => outcome?.kind === 'failed')
  expect(failures.map(({ outcome }) => outcome)).toEqual(failures.map(() => ({ kind: 'failed', code: 'parser-crashed' })))
  expect(kills).toBe(once + always)

  const second = await withEngine(async (client) => (await client.library.sync({})).runId)
  expect(second.report.counts).toMatchObject({ indexed: once, failed: always, unchanged: spared })
  expect(ordered.length).toBe(once + always)
  expect(kills).toBe(50)
  delay.disable()

  const third = await withEngine(async (client) => (await client.library.sync({})).runId)
  expect(third.report.counts).toMatchObject({ indexed: 0, failed: always, unchanged: once + spared })
  expect(ordered).toEqual([])

  deadly = false
  const asked = await withEngine(async (client) => (await client.library.retry({ files: { outcomes: ['failed'] } })).runId)
  expect(asked.report.counts).toMatchObject({ indexed: always, failed: 0 })
  expect(ordered.every((name) => name.startsWith('always'))).toBe(true)

  const [p95, p99] = [delay.percentile(95), delay.percentile(99)].map((nanoseconds) => nanoseconds / 1e6 - 5)
  process.stdout.write(
    `${kills} kills; event loop late by ${p95?.toFixed(1)} ms (p95), ${p99?.toFixed(1)} ms (p99); longest silence ${Math.round(longestSilence)} ms\n`,
  )
  expect(p95).toBeLessThan(100)
  expect(longestSilence).toBeLessThan(5_000)
})
