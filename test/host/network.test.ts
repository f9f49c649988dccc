import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { NetworkError, type NetworkRequest } from '../../core/ports/network.ts'
import type { NetworkEntry } from '../../core/types/settings.ts'
import { createGate } from '../../host/network.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function listen(server: Server | ReturnType<typeof createRawServer>, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const serve = (answer: RequestListener, host?: string) => listen(createServer(answer), host)

function gate(address: string) {
  const entries: Omit<NetworkEntry, 'id'>[] = []
  const faults: unknown[] = []
  const network = createGate({
    entries: {
      append: (entry) => {
        entries.push(entry)
      },
      latest: () => [],
    },
    clock: { now: () => 1, elapsed: () => 1 },
    log: {
      info: () => undefined,
      error: (_event, error) => {
        faults.push(error)
      },
    },
    ollamaAddress: () => address,
  })
  return { network, entries, faults }
}

const get = (url: string, more: Partial<NetworkRequest> = {}): NetworkRequest => ({ url, method: 'GET', purpose: 'ollama', idleMs: 2_000, ...more })
const never = new AbortController().signal

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof NetworkError)) throw error ?? new Error('nothing was thrown')
  return error.failure
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(holds()).toBe(true)
}

test('a call to the configured address passes, and the log has its host, purpose and bytes', async () => {
  const port = await serve((request, response) => request.pipe(response))
  const { network, entries } = gate(`http://127.0.0.1:${port}`)
  const reply = await network.request(get(`http://127.0.0.1:${port}/api/chat?a=1`, { method: 'POST', body: '{"é":1}' }), never)
  expect(reply.status).toBe(200)
  expect(await text(reply.body)).toBe('{"é":1}')
  await until(() => entries.length === 1)
  expect(entries[0]).toMatchObject({ host: `127.0.0.1:${port}`, purpose: 'ollama', allowed: true })
  expect(entries[0]?.bytesSent).toBeGreaterThan(8)
  expect(entries[0]?.bytesReceived).toBeGreaterThan(8)
  expect(JSON.stringify(entries)).not.toContain('api/chat')
})

test.each([
  'http://example.com:11434/',
  'http://192.168.1.2:11434/',
  'https://127.0.0.1:11434/',
  'http://127.0.0.2:11434/',
  'http://127.0.0.1:80/',
  'http://127.0.0.1.example.com:11434/',
  'http://localhost.example:11434/',
  'http://user@127.0.0.1:11434/',
  'http://[::ffff:127.0.0.1]:11434/',
  'http://0.0.0.0:11434/',
  'file:///etc/passwd',
  'not an address',
  'http://127.0.0.1:11434@example.com/',
])('%s is refused and logged', async (url) => {
  const { network, entries } = gate('http://127.0.0.1:11434')
  expect(await failure(network.request(get(url), never))).toBe('network-refused')
  expect(entries).toMatchObject([{ allowed: false, bytesSent: 0, bytesReceived: 0 }])
})

test('an address in Settings that is not on this computer opens nothing', async () => {
  for (const address of ['http://example.com:11434', 'http://10.0.0.1', 'http://127.0.0.1:1/path', '', 'localhost:11434']) {
    const { network } = gate(address)
    expect(network.allowedHosts()).toEqual([])
    expect(await failure(network.request(get('http://example.com:11434/'), never))).toBe('network-refused')
  }
})

test('localhost is tried on both loopback addresses without asking for its name', async () => {
  const port = await serve((_request, response) => response.end('six'), '::1')
  const { network, entries } = gate(`http://localhost:${port}`)
  const reply = await network.request(get(`http://localhost:${port}/`), never)
  expect(await text(reply.body)).toBe('six')
  await until(() => entries.length === 1)
})

test('locking refuses new calls and cuts those under way', async () => {
  const port = await serve((_request, response) => {
    response.write('first')
  })
  const { network, entries } = gate(`http://127.0.0.1:${port}`)
  const reply = await network.request(get(`http://127.0.0.1:${port}/`), never)
  const reading = text(reply.body)
  network.lock(true)
  expect(await failure(reading)).toBe('network-locked')
  expect(await failure(network.request(get(`http://127.0.0.1:${port}/`), never))).toBe('network-locked')
  await until(() => entries.length === 2)
  network.lock(false)
  expect(network.locked).toBe(false)
})

test('a redirect is a reply, never followed', async () => {
  let calls = 0
  const port = await serve((_request, response) => {
    calls += 1
    response.writeHead(307, { location: '/again' }).end()
  })
  const { network } = gate(`http://127.0.0.1:${port}`)
  const reply = await network.request(get(`http://127.0.0.1:${port}/`), never)
  expect(await text(reply.body)).toBe('')
  expect(reply.status).toBe(307)
  expect(calls).toBe(1)
})

test('nothing listening is unreachable', async () => {
  const { network, entries } = gate('http://127.0.0.1:1')
  expect(await failure(network.request(get('http://127.0.0.1:1/'), never))).toBe('unreachable')
  expect(entries).toMatchObject([{ allowed: true, bytesReceived: 0 }])
})

test('silence before the reply, trickled headers and silence in the middle all end by the idle limit', async () => {
  const silent = await listen(createRawServer(() => undefined))
  const trickle = await listen(
    createRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ')
      const timer = setInterval(() => socket.write('y'), 20)
      socket.once('close', () => clearInterval(timer))
    }),
  )
  const stalled = await serve((_request, response) => {
    response.write('one')
  })
  for (const port of [silent, trickle]) {
    const { network } = gate(`http://127.0.0.1:${port}`)
    expect(await failure(network.request(get(`http://127.0.0.1:${port}/`, { idleMs: 150 }), never))).toBe('idle')
  }
  const { network } = gate(`http://127.0.0.1:${stalled}`)
  const reply = await network.request(get(`http://127.0.0.1:${stalled}/`, { idleMs: 150 }), never)
  expect(await failure(text(reply.body))).toBe('idle')
})

test('a reader that takes its time is not taken for silence', async () => {
  const port = await serve((_request, response) => {
    response.write('one')
    setTimeout(() => response.end('two'), 50)
  })
  const { network } = gate(`http://127.0.0.1:${port}`)
  const reply = await network.request(get(`http://127.0.0.1:${port}/`, { idleMs: 1_500 }), never)
  let all = ''
  for await (const piece of reply.body) {
    all += Buffer.from(piece).toString()
    await new Promise((resolve) => setTimeout(resolve, 1_800))
  }
  expect(all).toBe('onetwo')
})

test.each([
  ['huge headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
  ['no HTTP at all', 'hello there\r\n\r\n'],
  ['a cut body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort'],
  ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
])('%s: broken', async (_name, bytes) => {
  const port = await listen(createRawServer((socket) => socket.once('data', () => socket.end(bytes))))
  const { network } = gate(`http://127.0.0.1:${port}`)
  expect(await failure(network.request(get(`http://127.0.0.1:${port}/`), never).then((reply) => text(reply.body)))).toBe('broken')
})

test('leaving the loop early closes the connection; aborting throws the signal’s own reason', async () => {
  let closed = 0
  const port = await serve((_request, response) => {
    response.write('x')
    response.once('close', () => {
      closed += 1
    })
  })
  const { network, entries, faults } = gate(`http://127.0.0.1:${port}`)
  const first = await network.request(get(`http://127.0.0.1:${port}/`), never)
  for await (const piece of first.body) {
    expect(piece.length).toBe(1)
    break
  }
  await until(() => closed === 1)
  const stop = new AbortController()
  const second = await network.request(get(`http://127.0.0.1:${port}/`), stop.signal)
  const reading = text(second.body)
  const reason = new Error('enough')
  stop.abort(reason)
  await expect(reading).rejects.toBe(reason)
  await expect(network.request(get(`http://127.0.0.1:${port}/`), stop.signal)).rejects.toBe(reason)
  await until(() => closed === 2 && entries.length === 2)
  expect(faults).toEqual([])
})

test('a proxy named in the environment is not asked', async () => {
  process.env['HTTP_PROXY'] = 'http://127.0.0.1:9'
  process.env['NODE_USE_ENV_PROXY'] = '1'
  try {
    const port = await serve((_request, response) => response.end('direct'))
    const { network } = gate(`http://127.0.0.1:${port}`)
    expect(await text((await network.request(get(`http://127.0.0.1:${port}/`), never)).body)).toBe('direct')
  } finally {
    delete process.env['HTTP_PROXY']
    delete process.env['NODE_USE_ENV_PROXY']
  }
})
