/** The fake's store of files: what was sent, by checksum, as far as anything depends on it. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface Blob {
  readonly size: number
  readonly kind: 'model' | 'adapter' | 'broken'
}

export interface Disk {
  /** HEAD and POST of one file. One that is there already is not read, and the connection goes with the answer. */
  answer(digest: string, incoming: IncomingMessage, response: ServerResponse): Promise<void>
  get(sha256: string): Blob | undefined
  all(): readonly string[]
  keepOnly(needed: readonly string[]): void
}

/** Bytes at the start that are looked at. */
const looked = 1_024

/** `known`: files that models brought along. */
export function createDisk(known: () => readonly string[]): Disk {
  const blobs = new Map<string, Blob>()
  const has = (sha256: string): boolean => blobs.has(sha256) || known().includes(sha256)

  async function receive(sha256: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const hash = createHash('sha256')
    let size = 0
    let head = Buffer.alloc(0)
    try {
      for await (const piece of incoming as AsyncIterable<Buffer>) {
        hash.update(piece)
        size += piece.byteLength
        if (head.byteLength < looked) head = Buffer.concat([head, piece]).subarray(0, looked)
      }
    } catch (error) {
      // the client left: what had arrived is thrown away
      if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return
      throw error
    }
    const found = hash.digest('hex')
    if (found !== sha256) return refuse(response, `digest mismatch, expected "sha256:${sha256}", got "sha256:${found}"`)
    const text = head.toString('latin1')
    blobs.set(sha256, { size, kind: text.startsWith('GGUF') ? (text.includes('adapter') ? 'adapter' : 'model') : 'broken' })
    response.writeHead(201).end()
  }

  return {
    async answer(digest, incoming, response) {
      const sha256 = /^sha256[:-](?<hex>[0-9a-f]{64})$/u.exec(digest)?.groups?.['hex']
      if (sha256 === undefined) return refuse(response, 'invalid digest format')
      if (incoming.method === 'HEAD') {
        response.writeHead(has(sha256) ? 200 : 404).end()
        return
      }
      if (incoming.method !== 'POST') throw new Error(`${incoming.method} of a file`)
      if (!has(sha256)) return await receive(sha256, incoming, response)
      response.writeHead(200, { connection: 'close' }).end(() => incoming.socket.destroySoon())
    },
    get: (sha256) => blobs.get(sha256),
    all: () => [...blobs.keys()],
    keepOnly(needed) {
      for (const sha256 of blobs.keys()) if (!needed.includes(sha256)) blobs.delete(sha256)
    },
  }
}

function refuse(response: ServerResponse, error: string): void {
  response.writeHead(400, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ error }))
}
