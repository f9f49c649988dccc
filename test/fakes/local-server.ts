/** A server on this computer for as long as a test needs it. What it was not told about makes it fail loudly: `close` throws with the list. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface LocalServer {
  readonly address: string
  close(): Promise<void>
}

/** `name`: as the complaint has it. `port` 0: any that is free. */
export async function startLocalServer(
  name: string,
  answer: (incoming: IncomingMessage, response: ServerResponse) => Promise<unknown>,
  unexpected: string[],
  port = 0,
): Promise<LocalServer> {
  const sockets = new Set<Socket>()
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      unexpected.push(String(error))
      response.destroy()
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      if (unexpected.length > 0) throw new Error(`${name} was asked what it does not know:\n${unexpected.join('\n')}`)
    },
  }
}

/** Ends the response with these bytes, each of them alone. */
export function byteByByte(response: ServerResponse, bytes: Uint8Array): void {
  response.socket?.setNoDelay(true)
  let at = 0
  const next = () => {
    if (at === bytes.length) response.end()
    else response.write(bytes.subarray(at, ++at), () => setImmediate(next))
  }
  next()
}
