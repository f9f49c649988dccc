import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { clientOf } from '../../../core/engine/engine.ts'
import { acquireDataLock } from '../../../core/store/data-lock.ts'
import { newAddress, readAddress, writeAddress } from '../../../host/local-door/address.ts'
import { connectTo } from '../../../host/local-door/connect.ts'
import { profilePlaces } from '../../../host/paths.ts'
import { opened, optionsFor, type Place, temporaryPlace, times } from './doors.ts'

const cli = resolve(import.meta.dirname, '../../../dist/cli.js')
const rights = (path: string): string => (statSync(path).mode & 0o777).toString(8)
const isRoot = process.getuid?.() === 0

/** The engine in a process of its own, open until it is ended. */
async function startServe({ data, temporary, root }: Place): Promise<ChildProcess> {
  await mkdir(temporary, { recursive: true })
  const env = { PATH: process.env['PATH'], HOME: root, TMPDIR: temporary }
  const child = spawn(process.execPath, [cli, 'serve', '--no-open', '--data', data], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise<void>((resolveOpen, reject) => {
    child.stdout?.once('data', () => resolveOpen())
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolveGone) => child.once('exit', () => resolveGone()))
  child.kill('SIGKILL')
  await gone
}

async function status(socket: string, path: string, headers: Record<string, string>): Promise<number> {
  return await new Promise<number>((resolveStatus) => {
    const webSocket = new WebSocket(`ws://alcove${path}`, { createConnection: () => connectSocket(socket), headers })
    webSocket.on('error', () => undefined)
    webSocket.once('open', () => {
      webSocket.close()
      resolveStatus(101)
    })
    webSocket.once('unexpected-response', (_, response) => resolveStatus(response.statusCode ?? 0))
  })
}

test('promise 41: a second door on the same folder speaks to the first one’s engine, with the rights of its own kind', async () => {
  const place = await temporaryPlace()
  const first = await opened(place)
  const second = await opened(place)
  expect([first.own, second.own]).toEqual([true, false])

  const documents = join(place.root, 'documents')
  await mkdir(documents)
  await writeFile(join(documents, 'note.txt'), 'The ferry leaves the harbour at a quarter past nine.')
  const far = await second.client()
  const { runId } = await far.library.add({ paths: [documents] })
  const events: string[] = []
  for await (const event of await far.library.follow({ runId: runId ?? '' })) events.push(event.type)
  expect(events.at(-1)).toBe('done')
  expect((await (await first.client()).library.sources()).sources).toMatchObject([{ path: documents, counts: { indexed: 1 } }])

  const answer: string[] = []
  for await (const part of await far.questions.ask({ question: 'When does the ferry leave?', model: null })) answer.push(part.type)
  expect(answer).toEqual(expect.arrayContaining(['answer-start', 'text-delta', 'answer-end']))
  await expect(far.search.find({ query: 'ferry', scope: { paths: ['/nowhere'] } })).rejects.toMatchObject({
    code: 'source-unknown',
    data: { path: '/nowhere' },
  })

  const window = clientOf(second.router, { door: 'browser' })
  expect(await window.app.info()).toMatchObject({ door: 'browser', folders: { data: place.data } })
  await expect(window.library.add({ paths: [documents] })).rejects.toMatchObject({ code: 'door-refused' })
  const stop = new AbortController()
  const follow = await window.library.follow({}, { signal: stop.signal })
  stop.abort()
  await expect(follow.next()).rejects.toMatchObject({ code: 'stopped' })
})

test('promise 13: the local socket, its folder and the file that names it are for this user only, and the token is needed', async () => {
  const place = await temporaryPlace()
  await opened(place)
  const file = profilePlaces(place.data).engine
  const address = await readAddress(file)
  if (address === null) throw new Error('no address was written')
  expect(rights(file)).toBe('600')
  expect(rights(address.socket)).toBe('600')
  expect(rights(dirname(address.socket))).toBe('700')
  expect(rights(place.data)).toBe('700')
  expect(Buffer.from(address.token, 'hex')).toHaveLength(32)
  expect(address).toMatchObject({ pid: process.pid, version: '1.0.0' })

  const right = `Bearer ${address.token}`
  expect(await status(address.socket, '/command-line', { authorization: right })).toBe(101)
  for (const authorization of ['', 'Bearer', `Bearer ${'0'.repeat(64)}`, right.slice(0, -1), `${right}0`, right.toUpperCase()])
    expect(await status(address.socket, '/command-line', { authorization })).toBe(403)
  for (const path of ['/', '/engine', '/command-line/', '/desktop?x']) expect(await status(address.socket, path, { authorization: right })).toBe(403)
})

test('a message that breaks the protocol ends its connection and not the engine', async () => {
  const place = await temporaryPlace()
  const door = await opened(place)
  const address = await readAddress(profilePlaces(place.data).engine)
  const socket = new WebSocket('ws://alcove/command-line', {
    createConnection: () => connectSocket(address?.socket ?? ''),
    headers: { authorization: `Bearer ${address?.token}` },
  })
  socket.on('error', () => undefined)
  await new Promise<void>((resolveOpen) => socket.once('open', () => resolveOpen()))
  const closed = new Promise<void>((resolveClosed) => socket.once('close', () => resolveClosed()))
  socket.send(Buffer.alloc(16_000_001))
  await closed
  expect((await (await door.client()).app.info()).door).toBe('command-line')
})

test('an engine of another version is named, with both versions and the folder', async () => {
  const place = await temporaryPlace()
  const first = await opened(place, { version: '0.9.0' })
  await expect(opened(place)).rejects.toMatchObject({ code: 'engine-other-version', details: { running: '0.9.0', own: '1.0.0', path: place.data } })
  await first.close()
  expect((await opened(place)).own).toBe(true)
})

test('a folder that is held by something that does not answer is busy, after some patience', async () => {
  const place = await temporaryPlace()
  await mkdir(place.data)
  const lock = acquireDataLock(place.data)
  await expect(opened(place, {}, times)).rejects.toMatchObject({ code: 'data-folder-busy', details: { path: place.data } })
  const waiting = opened(place)
  lock.release()
  expect((await waiting).own).toBe(true)
})

test.each([
  ['rubbish', 'not json {'],
  ['of another shape', '{"version":"1.0.0","port":4000}'],
  ['of an engine that is gone', JSON.stringify({ version: '0.9.0', pid: 1, socket: '/nowhere/at-all', token: 'f'.repeat(64) })],
])('an address that is %s does not keep an engine from starting', async (_what, text) => {
  const place = await temporaryPlace()
  await mkdir(place.data)
  await writeFile(profilePlaces(place.data).engine, text)
  const door = await opened(place)
  expect(door.own).toBe(true)
  expect(JSON.parse(await readFile(profilePlaces(place.data).engine, 'utf8'))).toMatchObject({ pid: process.pid })
  await door.close()
  expect(existsSync(profilePlaces(place.data).engine)).toBe(false)
})

test('when the engine that others used ends, the next of them takes its place', async () => {
  const place = await temporaryPlace()
  const first = await opened(place)
  const second = await opened(place)
  expect((await (await second.client()).app.info()).version).toBe('1.0.0')
  await first.close()
  await expect
    .poll(async () =>
      (await second.client()).app.info().then(
        () => second.own,
        () => false,
      ),
    )
    .toBe(true)
})

test('an engine that is killed leaves its folder to the door that used it, and no socket behind', async () => {
  const place = await temporaryPlace()
  const { version } = JSON.parse(await readFile(resolve(cli, '../../package.json'), 'utf8')) as { version: string }
  const child = await startServe(place)
  const door = await opened(place, { version })
  expect(door.own).toBe(false)
  const stale = (await readAddress(profilePlaces(place.data).engine))?.socket ?? ''
  expect(existsSync(stale)).toBe(true)

  const follow = await (await door.client()).library.follow({})
  const read = async (): Promise<void> => {
    for await (const event of follow) expect(event.type).toBe('snapshot')
  }
  const ended = expect(read()).rejects.toThrow()
  await kill(child)
  await ended
  await expect
    .poll(
      async () =>
        (await door.client()).app.info().then(
          () => door.own,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
  expect(existsSync(stale)).toBe(false)
  expect(readdirSync(dirname(stale))).toHaveLength(1)
})

test('a socket file that a killed engine with our own number left is replaced', async () => {
  const place = await temporaryPlace()
  const { socket } = await newAddress(place.data, '1.0.0', optionsFor(place).environment)
  await writeFile(socket, '')
  expect((await opened(place)).own).toBe(true)
  expect(statSync(socket).isSocket()).toBe(true)
})

test('nothing answers at an address that nobody listens on', async () => {
  const place = await temporaryPlace()
  const file = join(place.root, 'engine.json')
  await writeAddress(file, { version: '1', pid: 1, socket: join(place.root, 'none'), token: 'f'.repeat(64) })
  const address = await readAddress(file)
  if (address === null) throw new Error('the address was not kept')
  await expect(connectTo(address, 'command-line')).rejects.toMatchObject({ code: 'engine-gone' })
})

const standing: [string, (place: Place) => Promise<Partial<{ temporary: string; xdgRuntimeDir: string }>>][] = [
  ['is far too long', async ({ root }) => ({ temporary: join(root, 'x'.repeat(120)) })],
  ['is a file', async ({ root }) => (await writeFile(join(root, 'file'), ''), { xdgRuntimeDir: join(root, 'file') })],
  ['cannot be made', async () => ({ xdgRuntimeDir: '/proc/nowhere' })],
  [
    'holds a link where ours should be',
    async ({ root }) => {
      await mkdir(join(root, 'elsewhere'))
      await symlink(join(root, 'elsewhere'), join(root, `alcove-${process.getuid?.()}`))
      await chmod(join(root, 'elsewhere'), 0o755)
      return { xdgRuntimeDir: root }
    },
  ],
  ...(isRoot
    ? ([
        [
          'holds another user’s folder where ours should be',
          async ({ root }) => {
            await mkdir(join(root, 'alcove-0'))
            await chown(join(root, 'alcove-0'), 65_534, 65_534)
            return { xdgRuntimeDir: root }
          },
        ],
      ] as [string, (place: Place) => Promise<{ xdgRuntimeDir: string }>][])
    : []),
]

// on Windows the door is a named pipe, which stands in no folder
test.skipIf(process.platform === 'win32').each(standing)('where the place for sockets %s, another is found', async (_what, make) => {
  const place = await temporaryPlace()
  const changes = await make(place)
  const { environment } = optionsFor(place)
  const { socket } = await newAddress(place.data, '1.0.0', { ...environment, ...changes })
  const folder = dirname(socket)
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(103)
  expect(rights(folder)).toBe('700')
  expect(statSync(folder).uid).toBe(process.getuid?.())
  expect(folder).not.toBe(join(place.root, `alcove-${process.getuid?.()}`))
})
