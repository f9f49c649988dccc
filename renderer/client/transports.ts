/** The two ways to the engine: a message port that Electron hands over, and a WebSocket on the same origin. */
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { AlcoveError } from '../../core/errors.ts'
import type { Bridge } from './bridge.ts'
import type { OpenTransport, Transport } from './connection.ts'

/** How long Electron's main process may take to hand over a port. Milliseconds. */
const portWait = 5_000

function nextPort(bridge: Bridge, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      outcome()
    }
    const listen = (event: MessageEvent) => {
      const port = event.ports[0]
      if (event.source !== window || event.data?.type !== 'alcove:port' || !port) return
      settle(() => resolve(port))
    }
    const timer = setTimeout(() => settle(() => reject(new AlcoveError('engine-gone'))), portWait)
    signal.addEventListener('abort', () => settle(() => reject(signal.reason)), { once: true })
    window.addEventListener('message', listen)
    bridge.connect()
  })
}

export function portTransport(bridge: Bridge): Transport {
  return async (signal): Promise<OpenTransport> => {
    const port = await nextPort(bridge, signal)
    const closed = new Promise<void>((resolve) => port.addEventListener('close', () => resolve(), { once: true }))
    const link = new PortLink({ port })
    port.start()
    return { link, closed, close: () => port.close() }
  }
}

export function socketTransport(address: string): Transport {
  return async (signal): Promise<OpenTransport> => {
    const websocket = new WebSocket(address)
    websocket.binaryType = 'arraybuffer'
    const opened = new Promise<void>((resolve, reject) => {
      websocket.addEventListener('open', () => resolve(), { once: true })
      websocket.addEventListener('close', () => reject(new AlcoveError('engine-gone')), { once: true })
      signal.addEventListener('abort', () => websocket.close(), { once: true })
    })
    const closed = new Promise<void>((resolve) => websocket.addEventListener('close', () => resolve(), { once: true }))
    const link = new SocketLink({ websocket })
    await opened
    return { link, closed, close: () => websocket.close() }
  }
}
