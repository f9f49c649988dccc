/** Browser mode: the window's files and one WebSocket, on loopback, for whoever opened the one-time address. */
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { CallContext } from '../../core/engine/context.ts'
import type { EngineRouter } from '../../core/engine/engine.ts'
import type { Log } from '../../core/ports/log.ts'
import { say } from '../../core/words/words.ts'
import { largestMessage } from '../limits.ts'
import { bindLoopback } from './bind.ts'
import { checkRequest, type Granted } from './check-request.ts'
import { securityHeaders } from './headers.ts'
import { keepAlive } from './keep-alive.ts'
import { createKeys } from './keys.ts'
import { windowFiles } from './window-files.ts'

export interface BrowserMode {
  readonly port: number
  /** An address with a token that works once. */
  newAddress(): string
  close(): Promise<void>
}

export interface BrowserModeOptions {
  readonly router: EngineRouter
  /** `dist/renderer`. */
  readonly folder: string
  /** Null: any that is free. */
  readonly port: number | null
  readonly log: Log
}

/** Throws `port-in-use`. */
export async function startBrowserMode({ router, folder, port: wanted, log }: BrowserModeOptions): Promise<BrowserMode> {
  const files = await windowFiles(folder)
  const keys = createKeys()
  const handler = new RPCHandler(router)
  const context: CallContext = { door: 'browser' }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  const { port, hosts, servers } = await bindLoopback(wanted, (request, response) => answerPage(request, response))
  const cookieName = `alcove-${port}`
  const stopKeepingAlive = keepAlive(sockets)

  function answerPage(request: IncomingMessage, response: ServerResponse): void {
    const checked = checkRequest(request, hosts, cookieName, 'page')
    if ('status' in checked) {
      log.info('request-refused', { status: checked.status })
      sendText(response, checked.status, say('command-line.serve.refused'), { ...securityHeaders(hosts[0] ?? ''), connection: 'close' })
      return
    }
    const headers = securityHeaders(checked.host)
    const token = checked.path === '/' ? checked.query.get('token') : null
    if (token !== null) exchange(token, checked, response, headers)
    else if (keys.isSession(checked.session)) sendFile(checked.path, request.method === 'HEAD', response, headers)
    else sendText(response, 401, say('command-line.serve.no-session'), headers)
  }

  function exchange(token: string, { session }: Granted, response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    const cookie = keys.exchange(token)
    if (cookie === null && !keys.isSession(session)) {
      sendText(response, 401, say('command-line.serve.token-used'), headers)
      return
    }
    // a used address that is opened again where its session lives just leads on
    const set = cookie === null ? {} : { 'set-cookie': `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/` }
    response.writeHead(303, { ...headers, ...set, location: '/' }).end()
  }

  function sendFile(path: string, headOnly: boolean, response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    const file = files.get(path)
    if (file === undefined) {
      response.writeHead(404, headers).end()
      return
    }
    response.writeHead(200, { ...headers, 'content-type': file.type })
    if (headOnly) response.end()
    else
      createReadStream(file.path)
        .on('error', () => response.destroy())
        .pipe(response)
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const checked = checkRequest(request, hosts, cookieName, 'socket')
    const status = 'status' in checked ? checked.status : checked.path !== '/rpc' ? 404 : keys.isSession(checked.session) ? null : 401
    if (status !== null) {
      log.info('socket-refused', { status })
      // whoever was refused may be gone already, which is nobody's fault
      socket.on('error', () => undefined)
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // a message that breaks the protocol or is too large: its connection is closed, and no more than that
      webSocket.on('error', (error) => log.error('socket-broken', error))
      void handler.upgrade(webSocket, { context })
    })
  }

  for (const server of servers) server.on('upgrade', upgrade)
  return {
    port,
    newAddress: () => `http://127.0.0.1:${port}/?token=${keys.newToken()}`,
    async close() {
      stopKeepingAlive()
      for (const client of sockets.clients) client.terminate()
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve())
              server.closeAllConnections()
            }),
        ),
      )
    },
  }
}

function sendText(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
