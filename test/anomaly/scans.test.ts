/**
 * Scanned pages through the true processes: added without being waited for, read when asked, cut off by kill -9 in the
 * midst, found on their page, and nothing fetched for it (promise 6).
 */
import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { columnOfText, writePdf } from '../fixtures/documents/make/pdf-writer.ts'
import { pdfOfScans, scanPage } from '../fixtures/documents/make/scan-writer.ts'
import { alcoveJson, cli, startAlcove, startProgram, temporaryFolder } from './alcove.ts'

const recorder = process.platform === 'linux' && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0

interface Report {
  readonly outcomes: Readonly<Record<string, number>>
  readonly notIndexed: readonly { readonly reason: string }[]
  readonly scans: { readonly state: string; readonly read: number; readonly waiting: number; readonly failed: number } | null
}

interface Results {
  readonly results: readonly { readonly file: string; readonly anchor: { readonly kind: string; readonly page?: number }; readonly text: string }[]
}

const pages = [
  ['The gravel for the lower path was weighed', 'on the old scale beside the station.'],
  ['Nobody remembers who planted the medlar', 'that stands alone in the upper meadow.'],
  ['The ferryman is paid in apples every autumn', 'and in salted herring every spring.'],
]

/** A cabinet of three scanned pages, and a picture file. */
async function cabinet(): Promise<string> {
  const folder = await temporaryFolder('scans')
  const pdf = writePdf({ pages: pages.map((lines) => ({ texts: columnOfText(lines) })) })
  const scans = await Promise.all(pages.map(async (_, at) => await scanPage(pdf, at + 1, { dpi: 150 })))
  await writeFile(join(folder, 'cabinet.pdf'), pdfOfScans(scans, 150))
  const notice = await scanPage(writePdf({ pages: [{ texts: columnOfText(['The bakery closes early on Thursday.']) }] }), 1, { dpi: 150 })
  await writeFile(join(folder, 'notice.jpg'), notice.jpeg)
  return folder
}

test('added, killed while its pages are read, and read to the end: every page is found on its page, once', async () => {
  const folder = await cabinet()
  const data = await temporaryFolder('scans-data')
  const added = await alcoveJson<Report>(['add', folder, '--data', data])
  expect(added.outcomes).toMatchObject({ scanned: 2, empty: 2 })
  expect(added.notIndexed.map(({ reason }) => reason)).toEqual(['scanned', 'scanned'])
  expect(added.scans).toMatchObject({ state: 'waiting', read: 0, waiting: 4 })

  const killed = startAlcove(['sync', '--read-scans', '--data', data])
  for (let waiting = 4; waiting > 2; ) {
    await wait(200)
    waiting = (await alcoveJson<Report>(['status', '--data', data])).scans?.waiting ?? 0
  }
  killed.child.kill('SIGKILL')
  await killed.ended

  const calls = await temporaryFolder('scans-calls')
  const args = ['sync', '--read-scans', '--data', data, '--json']
  const strace = ['-f', '-ff', '-qq', '--seccomp-bpf', '-e', 'trace=connect,sendto,sendmsg,sendmmsg,openat', '-o', join(calls, 'calls')]
  const ended = await (recorder ? startProgram('strace', [...strace, process.execPath, cli, ...args]) : startAlcove(args)).ended
  const report = JSON.parse(ended.stdout) as Report
  expect(report).toMatchObject({ notIndexed: [], scans: null })
  for (const [query, file, page] of [
    ['gravel scale', 'cabinet.pdf', 1],
    ['medlar meadow', 'cabinet.pdf', 2],
    ['ferryman herring', 'cabinet.pdf', 3],
    ['bakery Thursday', 'notice.jpg', 1],
  ] as const) {
    const { results } = await alcoveJson<Results>(['search', query, '--mode', 'keyword', '--data', data])
    expect(results.map((found) => [found.file, found.anchor.page])).toEqual([[join(folder, file), page]])
  }

  const logs = await Promise.all((await readdir(calls)).map((name) => readFile(join(calls, name), 'utf8')))
  const sent = logs.join('\n').matchAll(/sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"/g)
  expect([...sent].map(([, port, address]) => `${address} ${port}`)).toEqual([])
  // what the process that recognises opens: its program, its data, the system's own; no document, and nothing to write
  const recognizer = logs.find((log) => log.includes('.traineddata.gz'))
  expect(recognizer === undefined).toBe(!recorder)
  const opened = [...(recognizer ?? '').matchAll(/openat\([^"]*"([^"]+)", ([A-Z_|]+)/g)].map(([, path = '', flags = '']) => ({ path, flags }))
  expect(opened.filter(({ path }) => path.startsWith(folder) || path.startsWith(data))).toEqual([])
  expect(opened.filter(({ path, flags }) => /O_WRONLY|O_RDWR|O_CREAT/.test(flags) && !path.startsWith('/dev/'))).toEqual([])
})
