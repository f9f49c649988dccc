/** Files of the library, page by page, kept fresh while a run changes them. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import type { FileStatus } from '../../core/types/library.ts'
import type { Client } from '../client/client.ts'
import { failureOf } from '../client/failure.ts'
import { useApp, useLibrary } from '../state/app.ts'
import { type FilesQuery, queryOf } from '../state/library.ts'

interface Listed {
  readonly files: readonly FileStatus[]
  readonly more: boolean
}

const pageSize = 200

function fetchPage(client: Client, query: FilesQuery, after: string | undefined, limit: number, signal: AbortSignal): Promise<Listed> {
  return client.library.files({ ...queryOf(query), limit, ...(after === undefined ? {} : { after }) }, { signal })
}

/** `query` must keep its identity while it says the same. */
export function useFiles(query: FilesQuery) {
  const { client } = useApp()
  const version = useLibrary((state) => state.version)
  const changed = useLibrary((state) => state.changed)
  const [listed, setListed] = useState<Listed | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const shown = useRef(0)
  const loading = useRef<AbortController | null>(null)
  const everything = query.outcomes.length === 0 && query.gap === undefined

  useEffect(() => {
    shown.current = 0
    setListed(null)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another question begins at the top
  }, [query])

  useEffect(() => {
    const controller = new AbortController()
    loading.current?.abort()
    loading.current = controller
    // As many as were shown, so that a refresh does not throw the reader back.
    const limit = Math.min(1_000, Math.max(pageSize, shown.current))
    fetchPage(client, query, undefined, limit, controller.signal).then(
      (page) => {
        if (controller.signal.aborted) return
        loading.current = null
        shown.current = page.files.length
        setListed(page)
        setFailure(null)
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        loading.current = null
        setFailure(failureOf(error))
      },
    )
    return () => controller.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version or attempt asks the same again
  }, [client, query, version, attempt])

  const loadMore = useCallback(() => {
    const last = listed?.files.at(-1)
    if (!listed?.more || !last || loading.current) return
    const controller = new AbortController()
    loading.current = controller
    fetchPage(client, query, last.path, pageSize, controller.signal).then(
      (page) => {
        if (controller.signal.aborted) return
        loading.current = null
        const files = [...listed.files, ...page.files]
        shown.current = files.length
        setListed({ files, more: page.more })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        loading.current = null
        setFailure(failureOf(error))
      },
    )
  }, [client, query, listed])

  const files = listed && (everything ? listed.files.map((file) => changed.get(file.id) ?? file) : listed.files)
  return { files, failure, loadMore, again: () => setAttempt((count) => count + 1) }
}
