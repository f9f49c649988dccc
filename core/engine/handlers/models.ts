/** What can answer now. */
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always } from '../streams.ts'

export function modelHandlers(os: Implementer, { ollama, settings }: EnginePorts) {
  return {
    list: os.models.list.handler(async ({ signal }) => ({ ollama: await ollama(always(signal)), chosen: settings.read().model })),
  }
}
