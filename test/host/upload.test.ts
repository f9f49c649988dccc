/** Bytes that are made while they are sent: through the real gate, to real servers that take them, refuse them or sleep. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { NetworkError, type NetworkReply, type Upload } from '../../core/ports/network.ts'
import type { NetworkEntry } from '../../core/types/settings.ts'
import { createGate } from '../../host/network.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(answer: RequestListener) {
  const server = createServer(answer)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const entries: Omit<NetworkEntry, 'id'>[] = []
  const network = createGate({
    entries: { append: (entry) => void entries.push(entry), latest: () => [] },
    clock: { now: () => 1, elapsed: () => 1 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => address,
  })
  const send = (upload: Upload, idleMs = 2_000, signal: AbortSignal = new AbortController().signal): Promise<NetworkReply> =>
    network.request({ url: `${address}/blob`, method: 'POST', purpose: 'ollama', idleMs, upload }, signal)
  return { send, entries, network, open: () => [...sockets].filter((socket) => !socket.destroyed).length }
}

const takeAll: RequestListener = (request, response) => {
  let bytes = 0
  request.on('data', (piece: Uint8Array) => {
    bytes += piece.byteLength
  })
  request.on('end', () => response.writeHead(201).end(`${bytes} ${request.headers['content-length']} ${request.headers['content-type']}`))
}

async function text({ body }: NetworkReply): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** `between` milliseconds apart; tells how many were asked for and whether the maker was let go. */
function chunksOf(count: number, size = 65_536, between = 0) {
  const seen = { made: 0, left: false }
  const upload: Upload = {
    bytes: count * size,
    async *chunks() {
      try {
        for (; seen.made < count; ) {
          if (between > 0) await pause(between)
          seen.made += 1
          yield new Uint8Array(size)
        }
      } finally {
        seen.left = true
      }
    },
  }
  return { upload, seen }
}

test('bytes arrive whole, their number told beforehand and logged, made no faster than they are taken', async () => {
  const { send, entries } = await serve(takeAll)
  const reply = await send(chunksOf(100).upload)
  expect([reply.status, await text(reply)]).toEqual([201, '6553600 6553600 application/octet-stream'])
  await expect.poll(() => entries[0]?.bytesSent).toBeGreaterThan(6_553_600)
})

test('a maker that takes its time is waited for, a server that takes nothing is not', async () => {
  const { send } = await serve(takeAll)
  expect((await send(chunksOf(3, 10, 250).upload, 100)).status).toBe(201)
  const asleep = await serve((request) => request.pause())
  const { upload, seen } = chunksOf(1_000)
  await expect(asleep.send(upload, 200)).rejects.toMatchObject({ failure: 'idle' })
  expect(seen.made).toBeLessThan(200)
  await expect.poll(() => seen.left).toBe(true)
})

test('an answer before the end ends the sending, and the connection', async () => {
  const { send, open } = await serve((_request, response) => response.writeHead(200).end('had it'))
  const { upload, seen } = chunksOf(1_000, 65_536, 1)
  const reply = await send(upload)
  expect([reply.status, await text(reply)]).toEqual([200, 'had it'])
  await expect.poll(() => seen.left).toBe(true)
  expect(seen.made).toBeLessThan(1_000)
  await expect.poll(open).toBe(0)
})

test('a server that leaves, a stop and the lock end it, and the maker is let go', async () => {
  const leaving = await serve((request) => void request.once('data', () => request.destroy()))
  const gone = chunksOf(1_000, 65_536, 1)
  await expect(leaving.send(gone.upload)).rejects.toMatchObject({ failure: 'broken' })
  await expect.poll(() => gone.seen.left).toBe(true)

  const { send, network, open } = await serve(takeAll)
  const stop = new AbortController()
  const stopped = chunksOf(1_000, 65_536, 5)
  setTimeout(() => stop.abort(new Error('enough')), 50)
  await expect(send(stopped.upload, 2_000, stop.signal)).rejects.toThrow('enough')
  setTimeout(() => network.lock(true), 50)
  await expect(send(chunksOf(1_000, 65_536, 5).upload)).rejects.toBeInstanceOf(NetworkError)
  await expect.poll(() => stopped.seen.left).toBe(true)
  await expect.poll(open).toBe(0)
})

test('another number of bytes than was told, and a maker that fails, are told as they are', async () => {
  const { send } = await serve(takeAll)
  await expect(send({ ...chunksOf(2, 10).upload, bytes: 15 })).rejects.toThrow('more than the 15 bytes')
  await expect(send({ ...chunksOf(2, 10).upload, bytes: 25 })).rejects.toThrow('20 of the 25 bytes')
  const failing: Upload = {
    bytes: 20,
    async *chunks() {
      yield new Uint8Array(10)
      throw new Error('the file is gone')
    },
  }
  await expect(send(failing)).rejects.toThrow('the file is gone')
})
