import { readFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Client } from '../../../host/local-door/connect.ts'
import { bindLoopback } from '../../../host/serve/bind.ts'
import { rawRequest } from './raw-request.ts'
import { newSession, type Running, startRunning } from './running.ts'

let running: Running

beforeAll(async () => {
  running = await startRunning()
})
afterAll(() => running.close())

const get = (path: string, ...more: string[]) => rawRequest(running.port, [`GET ${path} HTTP/1.1`, `Host: ${running.host}`, 'Connection: close', ...more])

/** A socket of the page, open. */
async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${running.host}/rpc`, { headers: { origin: `http://${running.host}`, cookie: running.cookie } })
  onTestFinished(() => socket.terminate())
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

async function openClient(): Promise<Client> {
  return createORPCClient<Client>(new RPCLink({ websocket: (await openSocket()) as unknown as globalThis.WebSocket }))
}

test('promise 13: the token has 256 bits, works once, and is gone from the address at once', async () => {
  const token = running.newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(running.newToken()).not.toBe(token)

  const first = await get(`/?token=${token}`)
  expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
  const [cookie = '', ...rules] = (first.headers['set-cookie'] ?? '').split('; ')
  expect(rules.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict'])
  const [name, value] = cookie.split('=')
  expect(name).toBe(`alcove-${running.port}`)
  expect(Buffer.from(value ?? '', 'base64url')).toHaveLength(32)
  expect(value).not.toBe(token)
  expect((await get('/', `Cookie: ${cookie}`)).status).toBe(200)

  const second = await get(`/?token=${token}`)
  expect(second.status).toBe(401)
  expect(second.headers['set-cookie']).toBeUndefined()
  expect(second.body).toContain('alcove serve')
})

test('a used address leads on where its session lives, and makes no second one', async () => {
  const token = running.newToken()
  const cookie = await newSession(running.port, token)
  const again = await get(`/?token=${token}`, `Cookie: ${cookie}`)
  expect(again).toMatchObject({ status: 303, headers: { location: '/' } })
  expect(again.headers['set-cookie']).toBeUndefined()
})

test('a token is taken at the page itself and nowhere else, and only whole', async () => {
  const token = running.newToken()
  expect((await get(`/index.html?token=${token}`)).status).toBe(401)
  expect((await get(`/rpc?token=${token}`)).status).toBe(401)
  expect((await get(`/?token=${token.slice(0, -1)}`)).status).toBe(401)
  expect((await get(`/?token=${token}x`)).status).toBe(401)
  expect((await get(`/?token=`)).status).toBe(401)
  expect((await get(`/?TOKEN=${token}`)).status).toBe(401)
  expect((await get(`/?token=${token}`)).status).toBe(303)
})

test('without a session a page says how to get one, and a refused request what to do', async () => {
  expect(await get('/')).toMatchObject({ status: 401, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: expect.stringContaining('alcove serve') })
  const refused = await rawRequest(running.port, ['GET / HTTP/1.1', `Host: localhost:${running.port}`, 'Connection: close'])
  expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('Open the address that it printed') })
})

test('every answer carries the whole policy, and none allows another origin', async () => {
  const session = `Cookie: ${running.cookie}`
  const answers = [
    await get('/', session),
    await get('/'),
    await get('/nowhere', session),
    await get(`/?token=${running.newToken()}`),
    await get('/', session, 'Origin: http://evil.example'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 303, 403])
  for (const { headers } of answers) {
    expect(headers['content-security-policy']?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self' ws://${running.host}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['permissions-policy']).toContain('camera=()')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'server' || name === 'x-powered-by')).toEqual([])
  }
})

test('the window’s files come with their own type, all of the page’s among them', async () => {
  const { body, headers } = await get('/', `Cookie: ${running.cookie}`)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  const named = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => new URL(path ?? '', `http://${running.host}/`).pathname)
  expect(named.length).toBeGreaterThan(1)
  for (const path of named) {
    const file = await get(path, `Cookie: ${running.cookie}`)
    expect(file.status).toBe(200)
    expect(file.headers['content-type']).toMatch(path.endsWith('.js') ? /^text\/javascript/ : path.endsWith('.css') ? /^text\/css/ : /^image\/svg/)
  }
})

test('promise 9: the page calls the engine, and may name no path to it', async () => {
  const client = await openClient()
  expect(await client.app.info()).toMatchObject({ door: 'browser', version: '1.2.3' })
  await expect(client.library.add({ paths: ['/etc'] })).rejects.toMatchObject({ code: 'door-refused' })
  await expect(client.picks.register({ paths: ['/etc/passwd'] })).rejects.toMatchObject({ code: 'door-refused' })
  await expect(client.picks.browse({ pick: '/etc' })).rejects.toMatchObject({ code: 'pick-unknown' })
  expect((await client.library.sources()).sources).toEqual([])
})

test('promise 9: nothing that a page can send stops the engine', async () => {
  const calls = ['library/add', 'library/remove', 'evidence/page', 'picks/browse', 'uploads/put', '__proto__/toString', 'library/constructor', '']
  const inputs = [
    null,
    1,
    '../../etc/passwd',
    [],
    {},
    { json: null },
    { json: { paths: 7 } },
    { json: { __proto__: { door: 'command-line' } } },
    { json: 'x'.repeat(5_000) },
  ]
  const socket = await openSocket()
  vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => void vi.restoreAllMocks())
  let number = 0
  for (const call of calls)
    for (const input of inputs) {
      socket.send(JSON.stringify({ i: String(number++), p: { u: `http://orpc/${call}`, b: input } }))
      socket.send(JSON.stringify({ i: number++, t: call, p: input }))
      socket.send(Buffer.from(JSON.stringify(input) + call))
    }
  for (const bytes of ['', '{', '[]', 'null', '\0', '{"i":"1"}', '{"i":"1","t":99}']) socket.send(bytes)
  const client = await openClient()
  expect(await client.app.info()).toMatchObject({ door: 'browser' })
})

test('a message larger than any of ours ends its own connection and no other', async () => {
  const client = await openClient()
  const socket = await openSocket()
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  socket.send(Buffer.alloc(16_000_001))
  expect(await closed).not.toBe(1000)
  expect(await client.app.info()).toMatchObject({ door: 'browser' })
})

test('a connection that breaks the protocol, or leaves while it is refused, ends alone', async () => {
  const client = await openClient()
  const head = (path: string) => [`GET ${path} HTTP/1.1`, `Host: ${running.host}`, `Origin: http://${running.host}`, `Cookie: ${running.cookie}`]
  const upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
  // reserved bits, an unmasked frame, text that is no text, a cut frame
  const frames = [
    [0xf1, 0x80, 0, 0, 0, 0],
    [0x81, 0x01, 0x41],
    [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28],
    [0x81, 0xfe],
  ]
  for (const frame of frames) {
    const socket = connect(running.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`${[...head('/rpc'), ...upgrade].join('\r\n')}\r\n\r\n`)
    await new Promise<void>((resolve) => socket.once('data', () => resolve()))
    socket.end(Buffer.from(frame))
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  }
  for (let left = 0; left < 20; left++) {
    const socket = connect(running.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    socket.write(`${[...head('/nowhere'), ...upgrade].join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy())
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  }
  expect(await client.app.info()).toMatchObject({ door: 'browser' })
})

// the system’s own table of listening sockets is a file on Linux only
test.skipIf(process.platform !== 'linux')('promise 12: it listens on 127.0.0.1 and ::1 and nowhere else', async () => {
  const suffix = `:${running.port.toString(16).toUpperCase().padStart(4, '0')}`
  const listening = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, address, , state]) => address?.endsWith(suffix) && state === '0A')
      .map(([, address]) => address?.slice(0, -suffix.length)),
  )
  expect(listening).toEqual(['0100007F', '00000000000000000000000001000000'])
  const outside = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'))
  for (const { address } of outside)
    await expect(rawRequest(running.port, ['GET / HTTP/1.1', `Host: ${running.host}`], address)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

async function occupy(address: string): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen({ port: 0, host: address, ipv6Only: address === '::1' }, resolve))
  onTestFinished(() => void server.close())
  return { server, port: (server.address() as { port: number }).port }
}

test.each(['127.0.0.1', '::1'])('a port that is in use on %s is said to be, and nothing is left listening', async (address) => {
  const { port, server } = await occupy(address)
  await expect(bindLoopback(port, () => undefined)).rejects.toMatchObject({ code: 'port-in-use', details: { port: String(port) } })
  await new Promise((resolve) => server.close(resolve))
  const bound = await bindLoopback(port, () => undefined)
  for (const one of bound.servers) one.close()
  expect(bound.hosts[0]).toBe(`127.0.0.1:${port}`)
})

test('a closed server ends its connections and frees its port', async () => {
  const own = await startRunning()
  const socket = new WebSocket(`ws://${own.host}/rpc`, { headers: { origin: `http://${own.host}`, cookie: own.cookie } })
  await new Promise<void>((resolve) => socket.once('open', () => resolve()))
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await own.close()
  await ended
  await expect(rawRequest(own.port, ['GET / HTTP/1.1', `Host: ${own.host}`])).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
