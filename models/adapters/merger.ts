/** Does what the merge process is told, and holds the streams that are read from it. */
import { AlcoveError } from '../../core/errors.ts'
import type { OnMergeProgress } from '../../core/ports/adapter-files.ts'
import { convertAdapter } from './convert.ts'
import { hashMerge, measureMerge, mergedPieces, mergeToFile } from './merge.ts'
import type { FromMerger, ToMerger } from './merge-calls.ts'

/** A stream is left, not stopped. */
const unstopped = new AbortController().signal
/** Milliseconds between two words on how far it has come. */
const tellEveryMs = 100

export function createMerger(): (call: ToMerger, signal: AbortSignal, tell: OnMergeProgress) => Promise<FromMerger> {
  const streams = new Map<number, AsyncGenerator<Uint8Array>>()
  let opened = 0

  const open: Answer<'open'> = async ({ order }) => {
    opened += 1
    streams.set(
      opened,
      mergedPieces(order, unstopped, () => undefined),
    )
    return { kind: 'open', stream: opened }
  }
  const next: Answer<'next'> = async ({ stream }) => {
    const held = streams.get(stream)
    if (held === undefined) throw new AlcoveError('merge-stopped')
    const { done, value } = await held.next()
    if (done === true) streams.delete(stream)
    return { kind: 'next', bytes: done === true ? null : value }
  }
  const close: Answer<'close'> = async ({ stream }) => {
    const held = streams.get(stream)
    streams.delete(stream)
    await held?.return(undefined)
    return { kind: 'close' }
  }

  return async (call, signal, tell) => {
    if (call.kind === 'convert') return { kind: 'convert', converted: await convertAdapter(call.order, call.to, signal) }
    if (call.kind === 'measure') return { kind: 'measure', measure: await measureMerge(call.order, signal) }
    if (call.kind === 'merge') return { kind: 'merge', written: await mergeToFile(call.order, call.to, signal, seldom(tell)) }
    if (call.kind === 'hash') return { kind: 'hash', written: await hashMerge(call.order, signal, seldom(tell)) }
    if (call.kind === 'open') return await open(call, signal)
    return call.kind === 'next' ? await next(call, signal) : await close(call, signal)
  }
}

type Answer<Kind extends ToMerger['kind']> = (call: Extract<ToMerger, { readonly kind: Kind }>, signal: AbortSignal) => Promise<FromMerger>

/** Not every piece: but the last one. */
function seldom(tell: OnMergeProgress): OnMergeProgress {
  let last = 0
  return (progress) => {
    const now = performance.now()
    if (now - last < tellEveryMs && progress.done < progress.total) return
    last = now
    tell(progress)
  }
}
