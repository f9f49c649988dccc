/** Connects to an engine that another process runs. */
import { connect as connectSocket } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { Contract } from '../../core/contract/contract.ts'
import type { DoorKind } from '../../core/engine/context.ts'
import { AlcoveError } from '../../core/errors.ts'
import { largestMessage } from '../limits.ts'
import type { EngineAddress } from './address.ts'

export type Client = ContractRouterClient<Contract>

export interface RemoteEngine {
  readonly client: Client
  /** Resolves when the connection has ended, for whatever reason. */
  readonly gone: Promise<void>
  close(): void
}

const patienceMs = 5_000

/** Throws `engine-gone` where nothing answers there. */
export async function connectTo(address: EngineAddress, door: DoorKind): Promise<RemoteEngine> {
  const socket = new WebSocket(`ws://alcove/${door}`, {
    createConnection: () => connectSocket(address.socket),
    headers: { authorization: `Bearer ${address.token}` },
    handshakeTimeout: patienceMs,
    maxPayload: largestMessage * 4,
    perMessageDeflate: false,
  })
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.on('error', (error) => reject(new AlcoveError('engine-gone', {}, error)))
  })
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { client: createORPCClient<Client>(link), gone, close: () => socket.close() }
}
