/** Where and what this engine is. */
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'

export function appHandlers(os: Implementer, { about }: EnginePorts) {
  return {
    info: os.app.info.handler(({ context }) => ({ ...about, door: context.door })),
  }
}
