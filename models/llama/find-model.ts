/** A model by its name: what of the shelf it means, and what the process is told to load for it. */
import { AlcoveError, because } from '../../core/errors.ts'
import type { ModelOrder } from './chat-model-calls.ts'
import { fitContext } from './fit-context.ts'
import { readShelf, type ShelfAdapter, type ShelfList, type ShelfModel, verified } from './model-shelf.ts'
import { ggufName, parseGgufName } from './names.ts'

export interface Chosen {
  readonly model: ShelfModel
  readonly adapter: ShelfAdapter | null
  readonly scale: number
}

/** Throws `model-missing`, or `adapter-mismatch` where there is such an adapter, but of another model. */
export function find({ models, adapters }: ShelfList, name: string): Chosen {
  const parsed = parseGgufName(name)
  const model = models.find((one) => one.name === parsed?.model)
  if (parsed === null || model === undefined) throw new AlcoveError('model-missing', { model: name })
  if (parsed.adapter === null) return { model, adapter: null, scale: 0 }
  const named = adapters.filter((one) => one.name === parsed.adapter)
  const adapter = named.find((one) => one.baseSha256 === model.sha256)
  if (adapter !== undefined) return { model, adapter, scale: parsed.scale ?? adapter.scale }
  throw named.length > 0
    ? because('adapter-mismatch', 'other-base', { adapter: parsed.adapter, base: ggufName(model.name) })
    : new AlcoveError('model-missing', { model: name })
}

/** What the process is told to load; `context` null: as is usual. Throws `find`’s codes and `gguf-broken` for a file that is another now. */
export async function orderOf(folder: string, name: string, context: number | null, signal: AbortSignal): Promise<ModelOrder> {
  const { model, adapter, scale } = find(await readShelf(folder), name)
  return {
    name,
    path: await verified(folder, model, signal),
    adapter: adapter === null ? null : { path: await verified(folder, adapter, signal), scale },
    contextTokens: fitContext(model, context),
  }
}
