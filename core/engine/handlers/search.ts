/** Finds passages without asking a model to answer. */

import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always } from '../streams.ts'

export function searchHandlers(os: Implementer, ports: EnginePorts) {
  return {
    find: os.search.find.handler(async ({ input, signal }) => {
      checkScope(input.scope, ports.sources)
      return { query: input.query, ...(await ports.find(input, always(signal))) }
    }),
  }
}
