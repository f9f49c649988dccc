/** The contract, answered by asking another engine: a door that does not hold the engine itself serves this. */
import { ORPCError } from '@orpc/server'
import { contract } from '../../core/contract/contract.ts'
import { type CallContext, type DoorKind, implementer } from '../../core/engine/context.ts'
import type { EngineRouter } from '../../core/engine/engine.ts'
import { mapStream } from '../../core/engine/streams.ts'
import type { ErrorDetails } from '../../core/errors.ts'
import type { Log } from '../../core/ports/log.ts'
import { fromWire } from '../from-wire.ts'
import type { Client } from './connect.ts'

type Call = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>

/** `clientFor` hands out a client with the rights of that door; it may have to wait for an engine. */
export function forwardingRouter(clientFor: (door: DoorKind) => Promise<Client>, log: Log): EngineRouter {
  const os = implementer(log)
  const groups = Object.entries(contract).map(([group, calls]) => {
    const handlers = Object.keys(calls).map((name) => {
      const procedure = (os as unknown as Tree)[group]?.[name]
      if (procedure === undefined) throw new Error(`no such call: ${group}.${name}`)
      return [name, procedure.handler(forward(group, name))]
    })
    return [group, Object.fromEntries(handlers)]
  })
  return Object.fromEntries(groups) as EngineRouter

  function forward(group: string, name: string) {
    return async ({ input, context, signal }: { input: unknown; context: CallContext; signal?: AbortSignal }): Promise<unknown> => {
      try {
        const client = (await clientFor(context.door)) as unknown as Readonly<Record<string, Readonly<Record<string, Call>>>>
        const output = await client[group]?.[name]?.(input, signal === undefined ? {} : { signal })
        return mapStream(output, (error) => again(error, signal))
      } catch (error) {
        throw again(error, signal)
      }
    }
  }
}

function again(error: unknown, signal: AbortSignal | undefined): ORPCError<string, ErrorDetails> {
  const { code, details } = fromWire(error, signal)
  return new ORPCError(code, { message: code, data: details })
}

type Tree = Readonly<Record<string, Readonly<Record<string, { handler(handle: unknown): unknown }>>>>
