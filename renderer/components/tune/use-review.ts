/** Looking through examples: read page by page, accepted, rejected, edited, and all of it taken back. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Failure } from '../../../core/errors.ts'
import type { Example, ExampleState, ExampleText } from '../../../core/types/data-set.ts'
import { failureOf } from '../../client/failure.ts'
import { useApp } from '../../state/app.ts'
import { asked, type Filter, largestPage, namedExamples, pageSize, takeBack } from './review-calls.ts'
import {
  at,
  moved,
  nothingReviewed,
  type Reviewed,
  reviewStep,
  withEdit,
  withExamples,
  withMore,
  withNewest,
  withOthers,
  withoutLast,
  withReview,
} from './review-state.ts'

/** Milliseconds after the last change. */
const quiet = 300

interface Versions {
  /** Changes when there are others to be read. */
  readonly among: string
  /** Changes when something was done to one of them, here or elsewhere. */
  readonly within: string
}

/** What is done shows at once; the engine is told of one thing after the other. */
export function useReview(id: string, filter: Filter, versions: Versions) {
  const { client } = useApp()
  const [reviewed, setReviewed] = useState<Reviewed | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  /** As it is now: keys may come faster than it is drawn. */
  const latest = useRef<Reviewed | null>(null)
  const telling = useRef<Promise<void>>(Promise.resolve())
  /** So much was done here. */
  const deeds = useRef(0)

  const show = useCallback((next: Reviewed) => {
    latest.current = next
    setReviewed(next)
  }, [])
  const request = useMemo(() => ({ query: { id, ...asked(filter) }, version: versions.among, attempt }), [id, filter, versions.among, attempt])
  useEffect(() => {
    const ending = new AbortController()
    const limit = Math.min(largestPage, Math.max(pageSize, latest.current?.examples.length ?? 0))
    const read = async () => {
      try {
        const { examples, more } = await client.dataSets.examples({ ...request.query, limit }, { signal: ending.signal })
        show(withExamples(latest.current ?? nothingReviewed, examples, more))
      } catch (error) {
        if (!ending.signal.aborted) setFailure(failureOf(error))
      }
    }
    void read()
    return () => ending.abort()
  }, [client, request, show])

  const seen = useRef(versions.within)
  // What another window or the command line did to those that are shown.
  useEffect(() => {
    if (seen.current === versions.within) return undefined
    seen.current = versions.within
    const ending = new AbortController()
    const read = async () => {
      await telling.current
      const before = deeds.current
      const exampleIds = latest.current?.examples.map((one) => one.id) ?? []
      try {
        const newest = await namedExamples(client, id, exampleIds, ending.signal)
        if (!ending.signal.aborted && deeds.current === before && latest.current) show(withOthers(latest.current, newest))
      } catch (error) {
        if (!ending.signal.aborted) setFailure(failureOf(error))
      }
    }
    const timer = setTimeout(() => void read(), quiet)
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [client, id, show, versions.within])

  const change = (next: (before: Reviewed) => Reviewed) => latest.current && show(next(latest.current))
  /** Where the engine refuses, what it has is read anew. */
  const tell = (task: () => Promise<unknown>) => {
    deeds.current += 1
    const run = async () => {
      try {
        await task()
      } catch (error) {
        setFailure(failureOf(error))
        setAttempt((count) => count + 1)
      }
    }
    telling.current = telling.current.then(run)
  }
  return {
    reviewed,
    failure,
    dismiss: () => setFailure(null),
    /** The one at hand. */
    current: () => latest.current?.examples[latest.current.index],
    move: (step: number) => change((before) => moved(before, step)),
    goTo: (exampleId: string) => change((before) => at(before, exampleId)),
    more: () =>
      tell(async () => {
        const after = latest.current?.examples.at(-1)?.id
        if (after === undefined) return
        const { examples, more } = await client.dataSets.examples({ ...request.query, after, limit: pageSize })
        change((before) => withMore(before, examples, more))
      }),
    /** `onward`: the next one is then at hand. */
    review: (ids: readonly string[], state: ExampleState, onward: boolean) => {
      const step = reviewStep(latest.current ?? nothingReviewed, ids, state)
      if (step.before.length > 0) {
        change((before) => withReview(before, step, state))
        tell(() => client.dataSets.review({ id, exampleIds: step.before.map((one) => one.id), state }))
      }
      if (onward) change((before) => moved(before, 1))
    },
    edit: (example: Example, { input, output }: Pick<ExampleText, 'input' | 'output'>) => {
      const { kind, alternatives } = example
      const text = { kind, alternatives, input, output, answerable: output !== '' }
      change((before) => withEdit(before, { ...example, ...text, edited: true, state: 'accepted', personalData: [] }))
      tell(async () => {
        const edited = await client.dataSets.edit({ id, exampleId: example.id, text })
        change((before) => withNewest(before, edited))
      })
    },
    undo: () => {
      const step = latest.current?.steps.at(-1)
      if (!step) return
      change(withoutLast)
      tell(() => takeBack(client, id, step))
    },
  }
}
