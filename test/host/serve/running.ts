/** Browser mode over an engine on real stores, and a session in it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startBrowserMode } from '../../../host/serve/browser-mode.ts'
import { openTestEngine } from '../../fakes/engine.ts'
import { rawRequest } from './raw-request.ts'

const silent = { info: () => undefined, error: () => undefined }

export interface Running {
  readonly port: number
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** `alcove-PORT=…` */
  readonly cookie: string
  newToken(): string
  close(): Promise<void>
}

export async function startRunning(): Promise<Running> {
  const root = await mkdtemp(join(tmpdir(), 'alcove-serve-'))
  const engine = await openTestEngine(root)
  const server = await startBrowserMode({ router: engine.router, folder: resolve(import.meta.dirname, '../../../dist/renderer'), port: null, log: silent })
  const newToken = (): string => new URL(server.newAddress()).searchParams.get('token') ?? ''
  const host = `127.0.0.1:${server.port}`
  return {
    port: server.port,
    host,
    cookie: await newSession(server.port, newToken()),
    newToken,
    async close() {
      await server.close()
      await engine.close()
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function newSession(port: number, token: string): Promise<string> {
  const { headers } = await rawRequest(port, [`GET /?token=${token} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close'])
  return headers['set-cookie']?.split(';')[0] ?? ''
}
