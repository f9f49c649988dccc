/** Data folders that cannot be used, doors that are taken, and commands that are ended: a clear message, the documented exit code, nothing lost. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Client } from '../../host/local-door/connect.ts'
import { alcove, alcoveJson, startAlcove, temporaryFolder } from './alcove.ts'
import { looked } from './profile.ts'
import { alcoveUnprivileged, canRunUnprivileged, openToAll, ownFolder } from './unprivileged.ts'

interface Failed {
  readonly error: { readonly code: string; readonly details: Readonly<Record<string, string>>; readonly message: string }
}

interface Report {
  readonly outcomes: Readonly<Record<string, number>>
  readonly stopped: boolean
}

const samples = resolve(import.meta.dirname, '../../samples')
const hash = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

async function note(folder: string): Promise<string> {
  const path = join(folder, 'note.md')
  await writeFile(path, 'The saddle hangs in the stable.')
  return path
}

/** Text of about sixty passages. */
const longText = (name: string) => Array.from({ length: 1_200 }, (_, at) => `In part ${at} the ${name} stood beside the harbour for ${at % 7} days.`).join(' ')

const phases = { ALCOVE_LOG_PHASES: '1' }

/** Resolves once the engine on this folder, started with `phases`, embeds. */
async function embedding(data: string): Promise<void> {
  const log = async (): Promise<string> => await readFile(join(data, 'logs', 'alcove.log'), 'utf8').catch(() => '')
  await expect.poll(log, { timeout: 60_000, interval: 20 }).toContain('"phase":"embed"')
}

/** `serve` on this folder, open until the test ends. */
async function served(
  data: string,
): Promise<{ readonly pid: number | undefined; readonly port: number; readonly address: string; end(): Promise<number | null>; kill(): Promise<void> }> {
  const { child, ended } = startAlcove(['serve', '--no-open', '--data', data], phases)
  onTestFinished(() => void child.kill('SIGKILL'))
  const address = await new Promise<string>((resolveAddress) => {
    let text = ''
    child.stdout?.on('data', (piece: string) => {
      text += piece
      const found = /^http:\S+$/m.exec(text)?.[0]
      if (found !== undefined) resolveAddress(found)
    })
  })
  return {
    pid: child.pid,
    address,
    port: Number(new URL(address).port),
    async end() {
      child.kill('SIGINT')
      return (await ended).code
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

test('a data folder that is a file, lies below one, or is broken or newer, is named and left as it is', async () => {
  const root = await temporaryFolder('profiles')
  const file = join(root, 'file')
  await writeFile(file, 'mine')
  const [broken, newer] = [join(root, 'broken'), join(root, 'newer')]
  await mkdir(broken)
  await writeFile(join(broken, 'alcove.db'), `SQLite format 3\0${'not at all '.repeat(2_000)}`)
  expect((await alcove(['status', '--data', newer])).code).toBe(0)
  const future = new DatabaseSync(join(newer, 'alcove.db'))
  future.exec('PRAGMA user_version = 999')
  future.close()

  for (const [data, code, advice] of [
    [file, 'data-folder-unusable', 'choose another with --data'],
    [join(file, 'below'), 'data-folder-unusable', 'choose another with --data'],
    [broken, 'data-folder-unusable', 'choose another with --data'],
    [newer, 'data-folder-newer', 'Update Alcove; nothing was changed'],
  ] as const) {
    const database = join(data, 'alcove.db')
    const before = existsSync(database) ? await hash(database) : null
    const { code: exit, stdout, stderr } = await alcove(['add', samples, '--data', data, '--json'])
    expect(exit).toBe(1)
    const { error } = JSON.parse(stdout) as Failed
    expect(error).toMatchObject({ code, details: { path: data } })
    expect(error.message).toContain(advice)
    expect(stderr).toBe(`alcove: ${error.message}\n`)
    if (before !== null) expect(await hash(database)).toBe(before)
  }
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test.skipIf(!canRunUnprivileged)('a data folder that may not be written to, or not be made, is named', async () => {
  const [root, home] = [await temporaryFolder('closed'), await temporaryFolder('closed-home')]
  const closed = join(root, 'closed')
  await mkdir(closed)
  for (const path of [root, closed, home]) await openToAll(path)
  await ownFolder(home)
  for (const data of process.getuid?.() === 0 ? [closed, join(closed, 'new')] : ['/root/alcove', '/proc/alcove']) {
    const { code, stderr } = await alcoveUnprivileged(['status', '--data', data], home)
    expect(code).toBe(1)
    expect(stderr).toContain(`alcove: The data folder ${data} cannot be used. Check that it can be written to`)
  }
  expect(await readdir(closed)).toEqual([])
})

// only Linux has a folder in which even root can make none
test.skipIf(process.platform !== 'linux')('a data folder where no folder can be made ends with a message, not in a loop', async () => {
  const { code, stderr } = await alcove(['status', '--data', '/proc/alcove/data'])
  expect(code).toBe(1)
  expect(stderr).toContain('The data folder /proc/alcove/data cannot be used.')
})

test('a fault of the program says where its log is, and the log names it', async () => {
  const [folder, data] = [await temporaryFolder('fault'), await temporaryFolder('fault-data')]
  await note(folder)
  await mkdir(data, { recursive: true })
  await writeFile(join(data, 'index'), 'in the way of the folder')
  const { code, stdout, stderr } = await alcove(['add', folder, '--data', data, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unexpected' } })
  expect(stderr).toContain(`The log is in ${join(data, 'logs')}.`)
  expect(await readFile(join(data, 'logs', 'alcove.log'), 'utf8')).toContain('"event":"command-failed"')
  await rm(join(data, 'index'))
  expect((await alcove(['add', folder, '--data', data])).code).toBe(0)
})

test('promise 41: commands and a second window share the engine that runs; a port that is taken is named', async () => {
  const [folder, data] = [await temporaryFolder('shared'), await temporaryFolder('shared-data')]
  const path = await note(folder)
  const first = await served(data)
  const running = await alcoveJson<{ running: { pid: number } | null }>(['where', '--data', data])
  expect(running.running?.pid).toBeGreaterThan(0)

  const commands = await Promise.all([
    alcove(['add', folder, '--data', data, '--json']),
    alcove(['search', 'saddle', '--data', data, '--json']),
    alcove(['status', '--data', data, '--json']),
    alcove(['sync', '--data', data, '--json']),
  ])
  for (const { code, stderr } of commands) expect([0, 3], stderr).toContain(code)
  const found = await alcoveJson<{ results: { file: string }[] }>(['search', 'saddle', '--data', data])
  expect(found.results.map(({ file }) => file)).toEqual([path])

  const taken = await alcove(['serve', '--no-open', '--port', String(first.port), '--data', data])
  expect(taken).toMatchObject({ code: 1, stdout: '' })
  expect(taken.stderr).toBe(`alcove: Port ${first.port} is in use. Choose another with --port, or leave it out to let Alcove choose.\n`)
  const other = createServer()
  await new Promise<void>((resolveOpen) => other.listen(0, '127.0.0.1', resolveOpen))
  onTestFinished(() => void other.close())
  const alone = await alcove(['serve', '--no-open', '--port', String((other.address() as { port: number }).port), '--data', await temporaryFolder('alone')])
  expect(alone.code).toBe(1)

  const second = await served(data)
  expect(second.port).not.toBe(first.port)
  const opened = await fetch(second.address, { redirect: 'manual' })
  expect(opened.status).toBe(303)
  const headers = { origin: new URL(second.address).origin, cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const socket = new WebSocket(`ws://127.0.0.1:${second.port}/rpc`, { headers })
  await new Promise<void>((resolveOpen) => socket.once('open', () => resolveOpen()))
  const window = createORPCClient<Client>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  expect((await window.library.sources()).sources).toMatchObject([{ path: folder, counts: { indexed: 1 } }])
  expect(await first.end()).toBe(0)
  // the second window takes the engine over as soon as it needs one
  await expect
    .poll(
      () =>
        window.library.sources().then(
          ({ sources }) => sources,
          () => [],
        ),
      { timeout: 30_000 },
    )
    .toMatchObject([{ path: folder }])
  expect(await alcoveJson(['where', '--data', data])).toMatchObject({ running: { pid: second.pid } })
  socket.terminate()
  expect(await second.end()).toBe(0)
  expect(existsSync(join(data, 'engine.json'))).toBe(false)
})

test('promise 41: an engine that is killed under a command is taken over by it, and the command finishes', async () => {
  const [folder, data] = [await temporaryFolder('over'), await temporaryFolder('over-data')]
  for (let at = 0; at < 6; at++) await writeFile(join(folder, `${at}.md`), at < 4 ? `The compass number ${at}.` : longText(`Zq${at}x`))
  const holder = await served(data)
  const second = startAlcove(['add', folder, '--data', data, '--json'])
  await embedding(data)
  await holder.kill()
  const { code, stdout, stderr } = await second.ended
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('Starting again from here')
  const report = JSON.parse(stdout) as Report
  expect(report).toMatchObject({ stopped: false, outcomes: { scanned: 6, pending: 0, failed: 0 } })
  const { twice, findable, passages, words, vectors } = await looked(data)
  expect(twice).toEqual([])
  expect(findable).toHaveLength(6)
  expect([words, vectors]).toEqual([passages, passages])
})

test.each([
  ['a port that is none', ['serve', '--port', '70000'], '--port'],
  ['an option that is none', ['status', '--verbose'], '--verbose'],
  ['a command that is none', ['erase-all'], 'erase-all'],
  ['no path', ['add'], 'path'],
  ['a limit of half a megabyte', ['sync', '--max-file-mb', '0.5'], 'Give a whole number of megabytes from 1 to 100000.'],
  ['a way to search that is none', ['search', 'x', '--mode', 'guess'], 'hybrid, vector, keyword'],
  ['no results at all', ['search', 'x', '-k', '0'], 'whole number from 1 to 1000'],
])('%s is bad usage: exit code 2, and nothing is made', async (_what, args, words) => {
  const data = join(await temporaryFolder('usage'), 'data')
  const { code, stdout, stderr } = await alcove([...args, '--data', data])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
  expect(existsSync(data)).toBe(false)
})

test('Ctrl-C while adding: exit code 1, what is done is kept, and the next run finishes', async () => {
  const [folder, data] = [await temporaryFolder('stop'), await temporaryFolder('stop-data')]
  for (let at = 0; at < 8; at++) await writeFile(join(folder, `${at}.md`), at < 6 ? `The thimble number ${at}.` : longText(`Zq${at}x`))
  const { child, ended } = startAlcove(['add', folder, '--data', data, '--json'], phases)
  await embedding(data)
  child.kill('SIGINT')
  const { code, stdout, stderr } = await ended
  expect(stderr).toContain('Stopping. What is done is kept.')
  // on a quick machine it may have been through already
  if (code !== 0) {
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'stopped' } })
  }
  const report = await alcoveJson<Report>(['sync', '--data', data])
  expect(report).toMatchObject({ stopped: false, outcomes: { scanned: 8 } })
  expect((report.outcomes['indexed'] ?? 0) + (report.outcomes['unchanged'] ?? 0)).toBe(8)
  const { twice, findable, passages, words, vectors } = await looked(data)
  expect(twice).toEqual([])
  expect(findable).toHaveLength(8)
  expect([words, vectors]).toEqual([passages, passages])
})

test('where makes nothing', async () => {
  const data = join(await temporaryFolder('where'), 'data')
  const { code, stdout } = await alcove(['where', '--data', data, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ data, database: join(data, 'alcove.db'), running: null })
  expect(existsSync(data)).toBe(false)
})

test('a reader that has seen enough ends the command without a fault', async () => {
  const [folder, data] = [await temporaryFolder('pipe'), await temporaryFolder('pipe-data')]
  await note(folder)
  expect((await alcove(['add', folder, '--data', data])).code).toBe(0)
  const { child, ended } = startAlcove(['status', '--files', '--data', data, '--json'])
  child.stdout?.destroy()
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
  const deaf = startAlcove(['search', 'saddle', '--in', '/nowhere', '--data', data])
  deaf.child.stderr?.destroy()
  expect((await deaf.ended).signal).toBeNull()
  expect((await stat(join(data, 'alcove.db'))).mode & 0o077).toBe(0)
  expect((await alcove(['search', 'saddle', '--data', data])).code).toBe(0)
})
