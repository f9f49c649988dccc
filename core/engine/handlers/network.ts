/** The gate's log, and its lock. */
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'

export function networkHandlers(os: Implementer, { network, networkLog, allowedHosts }: EnginePorts) {
  return {
    log: os.network.log.handler(({ input }) => ({ locked: network.locked, allowed: allowedHosts(), entries: networkLog.latest(input.limit) })),
    lock: os.network.lock.handler(({ input }) => {
      network.lock(input.locked)
      return { locked: network.locked }
    }),
  }
}
