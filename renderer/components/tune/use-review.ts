/** Looking through examples: read page by page, accepted, rejected, edited, and all of it taken back. */
import { useCallback, useEffect, useState } from 'react'
import type { Example, ExampleKind, ExampleState, ExampleText } from '../../../core/types/data-set.ts'
import type { Client } from '../../client/client.ts'
import { type Failure, failureOf } from '../../client/failure.ts'
import { useApp } from '../../state/app.ts'
import { at, moved, nothingReviewed, type Reviewed, reviewStep, type Step, withEdit, withExamples, withMore, withoutLast, withReview } from './review-state.ts'

export interface Filter {
  readonly state: ExampleState | null
  readonly kind: ExampleKind | null
  readonly personalData: boolean
  readonly query: string
}

export const noFilter: Filter = { state: null, kind: null, personalData: false, query: '' }

const pageSize = 50
/** As many as the engine gives at once. */
const largestPage = 500

function asked({ state, kind, personalData, query }: Filter) {
  return { ...(state ? { state } : {}), ...(kind ? { kind } : {}), ...(personalData ? { personalData } : {}), ...(query.trim() === '' ? {} : { query }) }
}

/** The engine's part of taking a step back. */
async function takeBack(client: Client, id: string, step: Step): Promise<void> {
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

/** `version`: changes when there are others to be read. */
export function useReview(id: string, filter: Filter, version: string) {
  const { client } = useApp()
  const [reviewed, setReviewed] = useState<Reviewed | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const tried = useCallback(async (task: () => Promise<void>) => {
    setFailure(null)
    try {
      await task()
    } catch (error) {
      setFailure(failureOf(error))
    }
  }, [])

  const shown = reviewed?.examples.length ?? 0
  useEffect(() => {
    const ending = new AbortController()
    const limit = Math.min(largestPage, Math.max(pageSize, shown))
    client.dataSets.examples({ id, ...asked(filter), limit }, { signal: ending.signal }).then(
      ({ examples, more }) => {
        if (ending.signal.aborted) return
        setFailure(null)
        setReviewed((before) => withExamples(before ?? nothingReviewed, examples, more))
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setFailure(failureOf(error))
      },
    )
    return () => ending.abort()
    // How many are shown is no reason to read them anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, id, filter, version])

  const change = (next: (before: Reviewed) => Reviewed) => setReviewed((before) => before && next(before))
  return {
    reviewed,
    failure,
    dismiss: () => setFailure(null),
    move: (step: number) => change((before) => moved(before, step)),
    goTo: (exampleId: string) => change((before) => at(before, exampleId)),
    more: () =>
      tried(async () => {
        const after = reviewed?.examples.at(-1)?.id
        if (after === undefined) return
        const { examples, more } = await client.dataSets.examples({ id, ...asked(filter), after, limit: pageSize })
        change((before) => withMore(before, examples, more))
      }),
    /** `onward`: the next one is then at hand. */
    review: (ids: readonly string[], state: ExampleState, onward: boolean) =>
      tried(async () => {
        const step = reviewStep(reviewed ?? nothingReviewed, ids, state)
        if (step.before.length > 0) {
          await client.dataSets.review({ id, exampleIds: step.before.map((one) => one.id), state })
          change((before) => withReview(before, step, state))
        }
        if (onward) change((before) => moved(before, 1))
      }),
    edit: (example: Example, text: Pick<ExampleText, 'input' | 'output'>) =>
      tried(async () => {
        const { kind, alternatives } = example
        const edited = await client.dataSets.edit({ id, exampleId: example.id, text: { kind, alternatives, ...text, answerable: text.output.trim() !== '' } })
        change((before) => withEdit(before, edited))
      }),
    undo: () =>
      tried(async () => {
        const step = reviewed?.steps.at(-1)
        if (!step) return
        await takeBack(client, id, step)
        change(withoutLast)
      }),
  }
}
