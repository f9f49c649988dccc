/** One typed client for the whole contract. */
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../core/contract/contract.ts'
import type { Bridge } from './bridge.ts'
import { type Connection, connect, type Link } from './connection.ts'
import { portTransport, socketTransport } from './transports.ts'

export type Client = ContractRouterClient<Contract>

export function clientOver(link: Link): Client {
  return createORPCClient<Client>(link)
}

/** The message port in Electron, the WebSocket of this page's own origin elsewhere. */
export function connectToEngine(bridge: Bridge | null, page: Location): Connection {
  const address = `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/rpc`
  return connect(bridge ? portTransport(bridge) : socketTransport(address))
}
