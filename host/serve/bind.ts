/** Listens on the loopback addresses of this computer and on no other. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlcoveError } from '../../core/errors.ts'

export interface Bound {
  readonly port: number
  /** What a browser writes as Host for these addresses. */
  readonly hosts: readonly string[]
  readonly servers: readonly Server[]
}

const tries = 20

/** Throws `port-in-use`. A port of null is chosen freely, the same on both addresses. */
export async function bindLoopback(port: number | null, listener: RequestListener): Promise<Bound> {
  for (let left = port === null ? tries : 1; ; left -= 1) {
    const first = await listen('127.0.0.1', port ?? 0, listener)
    if (first === null) throw inUse(port ?? 0)
    const chosen = (first.address() as AddressInfo).port
    const second = await listen('::1', chosen, listener).catch((error: unknown) => {
      first.close()
      throw error
    })
    if (second === null) {
      first.close()
      if (left <= 1) throw inUse(chosen)
    } else if (second === 'absent') return { port: chosen, hosts: hostsOf(chosen, ['127.0.0.1']), servers: [first] }
    else return { port: chosen, hosts: hostsOf(chosen, ['127.0.0.1', '[::1]']), servers: [first, second] }
  }
}

/** As a browser writes them: it leaves the port of plain HTTP out. */
function hostsOf(port: number, addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => (port === 80 ? address : `${address}:${port}`))
}

/** The port as text: it is a name, and no quantity to be written with a comma. */
function inUse(port: number): AlcoveError {
  return new AlcoveError('port-in-use', { port: String(port) })
}

async function listen(address: '127.0.0.1', port: number, listener: RequestListener): Promise<Server | null>
async function listen(address: '::1', port: number, listener: RequestListener): Promise<Server | null | 'absent'>
async function listen(address: string, port: number, listener: RequestListener): Promise<Server | null | 'absent'> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 }, listener)
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // a port below 1024 that only the administrator may open is no more free than a taken one
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null)
      else if (address === '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve('absent')
      else reject(error)
    })
    server.listen({ host: address, port, ipv6Only: address === '::1', exclusive: true }, () => resolve(server))
  })
}
