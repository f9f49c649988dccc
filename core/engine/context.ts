/** What every handler is built on: the contract, the door that a call came through, and errors mapped once. */
import { implement } from '@orpc/server'
import { contract } from '../contract/contract.ts'
import type { Log } from '../ports/log.ts'
import { mapStream } from './streams.ts'
import { toWire } from './to-wire.ts'

/** How much is trusted: only the command line may name paths. */
export type DoorKind = 'desktop' | 'browser' | 'command-line'

export interface CallContext {
  readonly door: DoorKind
}

/** The contract to implement, with the one place where failures become codes. */
export function implementer(log: Log) {
  return implement(contract)
    .$context<CallContext>()
    .use(async ({ next, signal, path }) => {
      const mapped = (error: unknown) => toWire(error, signal, (cause) => log.error('call-failed', cause, { call: path.join('.') }))
      try {
        const result = await next({})
        return { ...result, output: mapStream(result.output, mapped) }
      } catch (error) {
        throw mapped(error)
      }
    })
}

export type Implementer = ReturnType<typeof implementer>
