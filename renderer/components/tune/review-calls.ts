/** What looking through examples asks of the engine. */
import type { Example, ExampleKind, ExampleState } from '../../../core/types/data-set.ts'
import type { Client } from '../../client/client.ts'
import type { Step } from './review-state.ts'

export interface Filter {
  readonly state: ExampleState | null
  readonly kind: ExampleKind | null
  readonly personalData: boolean
  readonly query: string
}

export const noFilter: Filter = { state: null, kind: null, personalData: false, query: '' }

export const pageSize = 50
/** As many as the engine gives at once. */
export const largestPage = 500

export function asked({ state, kind, personalData, query }: Filter) {
  return { ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(personalData ? { personalData } : {}), ...(query.trim() === '' ? {} : { query }) }
}

/** Those of them that are still there. */
export async function namedExamples(client: Client, id: string, ids: readonly string[], signal: AbortSignal): Promise<readonly Example[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / largestPage) }, (_, n) => ids.slice(n * largestPage, (n + 1) * largestPage))
  const read = await Promise.all(parts.map((exampleIds) => client.dataSets.examples({ id, exampleIds, limit: largestPage }, { signal })))
  return read.flatMap(({ examples }) => examples)
}

/** The engine's part of taking a step back. */
export async function takeBack(client: Client, id: string, step: Step): Promise<void> {
  if (step.kind === 'edit') {
    const { id: exampleId, kind, input, output, alternatives, answerable, state } = step.before
    await client.dataSets.edit({ id, exampleId, text: { kind, input, output, alternatives, answerable } })
    // an edited example is accepted
    if (state !== 'accepted') await client.dataSets.review({ id, exampleIds: [exampleId], state })
    return
  }
  for (const state of new Set(step.before.map((one) => one.state))) {
    const exampleIds = step.before.filter((one) => one.state === state).map((one) => one.id)
    await client.dataSets.review({ id, exampleIds, state })
  }
}
