/** The engine's second door: a local socket that speaks the contract to programs of the same user. */
import { timingSafeEqual } from 'node:crypto'
import { chmod, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { DoorKind } from '../../core/engine/context.ts'
import type { EngineRouter } from '../../core/engine/engine.ts'
import { largestMessage } from '../limits.ts'
import type { EngineAddress } from './address.ts'

export interface LocalDoor {
  /** Connections that are open. */
  readonly connections: number
  close(): Promise<void>
}

const doors: readonly DoorKind[] = ['command-line', 'desktop', 'browser']

export async function listenLocally(router: EngineRouter, address: EngineAddress): Promise<LocalDoor> {
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  const server = createServer((_, response) => response.writeHead(404).end())
  server.on('upgrade', (request, socket, head) => {
    const door = doors.find((kind) => request.url === `/${kind}`)
    if (door === undefined || !knows(address.token, request)) {
      socket.on('error', () => undefined)
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // a message that breaks the protocol or is too large: ws closes that connection, and the engine lives on
      webSocket.on('error', () => undefined)
      void handler.upgrade(webSocket, { context: { door } })
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.socket, resolve)
  })
  const isFile = !address.socket.startsWith('\\\\')
  if (isFile) await chmod(address.socket, 0o600)

  return {
    get connections() {
      return sockets.clients.size
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      if (isFile) await rm(address.socket, { force: true })
    },
  }
}

function knows(token: string, request: IncomingMessage): boolean {
  const shown = Buffer.from(request.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}
