/** The text around a citation, and more of it above and below as it is asked for. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../core/errors.ts'
import type { Citation } from '../../core/types/answer.ts'
import { failureOf } from '../client/failure.ts'
import { useApp } from '../state/app.ts'
import type { DocumentText, ShownBlock } from './shown.ts'
import { useCall } from './use-call.ts'

export type Side = 'above' | 'below'

interface Added {
  readonly blocks: readonly ShownBlock[]
  /** Null until something was added: what the first answer said holds. */
  readonly more: boolean | null
}

interface Further {
  readonly above: Added
  readonly below: Added
  readonly working: Side | null
  readonly failure: Failure | null
}

const nothing: Further = { above: { blocks: [], more: null }, below: { blocks: [], more: null }, working: null, failure: null }

function joined(text: DocumentText, { above, below }: Further): DocumentText {
  return {
    blocks: [...above.blocks, ...text.blocks, ...below.blocks],
    headers: text.headers,
    before: above.more ?? text.before,
    after: below.more ?? text.after,
  }
}

export function useDocumentText({ fileId, contentHash, anchor }: Citation, password: string | null) {
  const { client } = useApp()
  const call = useCallback(
    (signal: AbortSignal) => client.evidence.text({ fileId, contentHash, anchor, ...(password === null ? {} : { password }) }, { signal }),
    [client, fileId, contentHash, anchor, password],
  )
  const first = useCall(call)
  const [further, setFurther] = useState(nothing)
  const loading = useRef<AbortController | null>(null)
  useEffect(() => () => loading.current?.abort(), [])
  const text = first.state === 'done' ? joined(first.value, further) : null

  const show = async (side: Side): Promise<void> => {
    const edge = side === 'above' ? text?.blocks[0] : text?.blocks.at(-1)
    if (!edge || loading.current) return
    const controller = new AbortController()
    loading.current = controller
    setFurther((now) => ({ ...now, working: side, failure: null }))
    const beyond = side === 'above' ? { before: edge.number } : { after: edge.number }
    try {
      const next = await client.evidence.text(
        { fileId, contentHash, anchor, beyond, ...(password === null ? {} : { password }) },
        { signal: controller.signal },
      )
      if (controller.signal.aborted) return
      setFurther((now) => {
        const blocks = side === 'above' ? [...next.blocks, ...now.above.blocks] : [...now.below.blocks, ...next.blocks]
        return { ...now, working: null, [side]: { blocks, more: side === 'above' ? next.before : next.after } }
      })
    } catch (error) {
      if (!controller.signal.aborted) setFurther((now) => ({ ...now, working: null, failure: failureOf(error) }))
    } finally {
      loading.current = null
    }
  }
  return { first, text, show, working: further.working, failure: further.failure }
}
