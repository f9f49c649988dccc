/** Makes a model in Ollama: check → send → create under a hidden name → load once → give it its name. */
import { createReadStream } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import type { MakeOrder, MakeProgress, ModelBytes, OllamaModels } from '../../core/ports/ollama-models.ts'
import type { Patience } from '../busy.ts'
import { field, textField } from '../json.ts'
import { createQueue } from '../one-at-a-time.ts'
import type { Waits } from '../waits.ts'
import { type BaseParts, baseOf, baseOfFile, capabilitiesOf, installed, isMadeOf, readableHere } from './base.ts'
import { hasBlob, upload } from './blobs.ts'
import { askJson, readAll, type Server, send, statusFailure } from './calls.ts'
import { localName, refuseCloudName } from './cloud-guard.ts'
import { adaptedModel, create, mergedModel, partsOfNew, RefusedRequest, takesAdapters } from './create.ts'
import { versionOf } from './describe.ts'
import { isUnfinished, newModelName, sameModel, unfinishedName } from './names.ts'
import type { OllamaVersion } from './version.ts'

export interface MakingParts {
  readonly server: () => Server
  readonly load: (name: string, signal: AbortSignal) => Promise<void>
  readonly unload: (name: string, signal: AbortSignal) => Promise<void>
  readonly remove: (name: string, signal: AbortSignal) => Promise<void>
  /** Tokens that a question to it would have: another number makes Ollama load it anew. */
  readonly contextTokens: (name: string, signal: AbortSignal) => Promise<number>
  readonly patience: Patience
  readonly waits: Waits
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Bytes that are free where this file lies; null where it cannot be told. */
  readonly freeBytes?: (path: string) => Promise<number | null>
}

interface Checked {
  /** With its tag. */
  readonly name: string
  readonly version: OllamaVersion
  readonly base: BaseParts | null
  /** A model that is ours has the name, and gives way. */
  readonly replaces: boolean
}

/** Younger ones may be in the making by another Alcove. Milliseconds. */
const abandonedMs = 3_600_000
/** How long a server may take to notice that nobody waits for it, and to be done with what it was at. Milliseconds. */
const settleMs = 1_000
/** For tidying up, whatever the reason was. Milliseconds. */
const tidyMs = 10_000
/** What `disk-short` leaves to the others on the disk. Bytes. */
const spareBytes = 100_000_000

export function createOllamaModels({
  server,
  load,
  unload,
  remove,
  contextTokens,
  patience,
  waits,
  now = Date.now,
  freeBytes = freeBytesAt,
}: MakingParts): OllamaModels {
  const queue = createQueue()
  /** By address and version. */
  const takers = new Map<string, boolean>()

  const takerKey = ({ text }: OllamaVersion): string => `${server().address} ${text}`

  async function takes(version: OllamaVersion, signal: AbortSignal): Promise<boolean> {
    const known = takers.get(takerKey(version))
    if (known !== undefined) return known
    const told = await takesAdapters(server(), version, signal)
    takers.set(takerKey(version), told)
    return told
  }

  /** All that can be wrong before a byte is sent. */
  async function check(order: MakeOrder, signal: AbortSignal): Promise<Checked> {
    const name = newModelName(order.name)
    const version = await versionOf(server(), signal)
    const base = order.base === null ? null : await baseOf(server(), order.base, version, signal)
    if (base !== null && base.sha256 !== order.baseSha256) throw new AlcoveError('adapter-mismatch', { adapter: order.name, base: base.name })
    const taken = (await installed(server(), signal)).find((one) => sameModel(one.name, name))
    // an Alcove that was killed right after it gave a model its name could not note that it had
    const replaces = taken !== undefined && (order.replaces || (await isMadeOf(server(), taken, partsOfNew(order, base, version), version, signal)))
    if ((base !== null && sameModel(name, base.name)) || (taken !== undefined && !replaces)) throw new AlcoveError('model-exists', { model: name })
    if (order.route === 'adapter' && (base === null || !(await takes(version, signal)))) throw new AlcoveError('adapter-refused', { version: version.text })
    if (base !== null) await checkSpace(base, order.bytes, signal)
    return { name, version, base, replaces }
  }

  async function checkSpace(base: BaseParts, { sha256, size }: ModelBytes, signal: AbortSignal): Promise<void> {
    const free = await freeBytes(base.path)
    if (free === null || free >= size + spareBytes || (await hasBlob(server(), sha256, signal))) return
    throw new AlcoveError('disk-short', { needed: gigabytes(size + spareBytes), free: gigabytes(free) })
  }

  async function* make(order: MakeOrder, signal: AbortSignal): AsyncGenerator<MakeProgress> {
    const { bytes, route } = order
    const at = (stage: MakeProgress['stage'], completed = 0): MakeProgress => ({ stage, completed, total: bytes.size })
    yield at('check')
    await sweep(signal)
    const checked = await check(order, signal)
    const { name, replaces } = checked
    const hidden = unfinishedName(bytes.sha256)
    const made: string[] = []
    let done = false
    try {
      yield at('upload')
      for await (const sent of upload(server(), name, bytes, signal)) yield at('upload', sent)
      yield at('create', bytes.size)
      made.push(hidden)
      await createAs(hidden, { ...checked, route, bytes }, signal)
      yield at('load', bytes.size)
      await loadOnce(hidden, name, signal)
      yield at('verify', bytes.size)
      await order.verify?.(hidden, signal)
      await unload(hidden, signal)
      const lost = await lostIn(hidden, checked, signal)
      if (!replaces) made.push(name)
      await copy(hidden, name, signal)
      done = true
      await tidy([hidden])
      yield { ...at('success', bytes.size), model: name, lost }
    } finally {
      if (!done) await tidy(made.toReversed(), 'again')
    }
  }

  /** What goes wrong is told of the name that was asked for. */
  async function createAs(
    hidden: string,
    { name, route, bytes, base, version }: Checked & Pick<MakeOrder, 'route' | 'bytes'>,
    signal: AbortSignal,
  ): Promise<void> {
    if (route === 'merged' || base === null) return await create(server(), name, mergedModel(hidden, base, version, bytes.sha256), signal)
    try {
      await create(server(), name, adaptedModel(hidden, base, version, bytes.sha256), signal)
    } catch (error) {
      if (!(error instanceof RefusedRequest)) throw error
      takers.set(takerKey(version), false)
      throw new AlcoveError('adapter-refused', { version: version.text }, error)
    }
  }

  /** A broken file may show only now. */
  async function loadOnce(hidden: string, name: string, signal: AbortSignal): Promise<void> {
    try {
      await load(hidden, signal)
    } catch (error) {
      if (!(error instanceof AlcoveError && error.code === 'ollama-failed')) throw error
      throw new AlcoveError('created-broken', { model: name, reason: error.details['reason'] ?? '' }, error)
    }
  }

  async function lostIn(hidden: string, { base, version }: Checked, signal: AbortSignal): Promise<readonly string[]> {
    const able = await capabilitiesOf(server(), hidden, version, signal)
    return (base?.capabilities ?? []).filter((one) => able !== null && !able.includes(one))
  }

  async function copy(source: string, destination: string, signal: AbortSignal): Promise<void> {
    const reply = await send(server(), { method: 'POST', path: '/api/copy', body: { source, destination } }, signal)
    const text = await readAll(reply, server().address)
    if (reply.status !== 200) throw statusFailure(reply.status, text, server().address, source)
  }

  /** `again`: the server may still have been at it. What cannot be removed now is swept the next time, and nobody sees it until then. */
  async function tidy(names: readonly string[], again?: 'again'): Promise<void> {
    const late = AbortSignal.timeout(tidyMs)
    try {
      for (const name of names) await removeIfThere(name, late)
      if (again === undefined || names.length === 0) return
      await patience.pause(settleMs, late)
      for (const name of names) await removeIfThere(name, late)
    } catch (error) {
      if (!(error instanceof AlcoveError) && error !== late.reason) throw error
    }
  }

  async function removeIfThere(name: string, signal: AbortSignal): Promise<void> {
    try {
      await remove(name, signal)
    } catch (error) {
      if (!(error instanceof AlcoveError && error.code === 'model-missing')) throw error
    }
  }

  async function sweep(signal: AbortSignal): Promise<number> {
    const left = (await installed(server(), signal)).filter(
      ({ name, modifiedAt }) => isUnfinished(name) && modifiedAt !== null && now() - modifiedAt > abandonedMs,
    )
    for (const { name } of left) await removeIfThere(name, signal)
    return left.length
  }

  async function base(name: string, signal: AbortSignal): Promise<BaseParts> {
    return await baseOf(server(), name, await versionOf(server(), signal), signal)
  }

  return {
    base,
    readableBase: async (name, signal) => await readableHere(await base(name, signal)),
    takesAdapters: async (signal) => await takes(await versionOf(server(), signal), signal),
    baseOfFile: async (sha256, signal) => await baseOfFile(server(), sha256, await versionOf(server(), signal), signal),
    ofFile: ({ path, size, sha256 }) => ({ size, sha256, chunks: (signal) => createReadStream(path, { signal, highWaterMark: 1_048_576 }) }),
    sweep,
    async *make(order, signal) {
      const end = await queue.turn(signal)
      try {
        yield* make(order, signal)
      } finally {
        end()
      }
    },
    async rendered(name, turns, signal) {
      refuseCloudName(name)
      const version = await versionOf(server(), signal)
      const messages = turns.map(({ role, content }) => ({ role, content }))
      // one that does not know the question answers it: with a single token
      const options = { num_ctx: await contextTokens(name, signal), num_predict: 1 }
      const body = { model: localName(name, version), messages, stream: false, options, _debug_render_only: true }
      const told = await askJson(server(), { method: 'POST', path: '/api/chat', body, firstByteMs: waits.firstTokenMs }, name, signal)
      return textField(field(told, '_debug_info'), 'rendered_template')
    },
  }
}

/** The folder may be that of another computer or container: then nothing is told. */
async function freeBytesAt(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dirname(path))
    return bavail * bsize
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function gigabytes(bytes: number): number {
  return Math.ceil(bytes / 100_000_000) / 10
}
