/** An adapter answers in a chat once it has passed its check; whatever is no adapter always may. */
import { AlcoveError } from '../../errors.ts'
import type { AdaptersStore } from '../../ports/trainings-store.ts'
import type { ChatModelInfo } from '../../types/model.ts'

type Adapters = Pick<AdaptersStore, 'byModel'>

/** How strongly it speaks makes no other adapter of it. */
const adapterName = /^gguf:[^+@]+\+[^@]+/u

/** The name itself. Throws `adapter-unchecked`. */
export function answering(name: string, adapters: Adapters): string {
  const adapter = adapterName.exec(name)?.[0]
  if (adapter !== undefined && adapters.byModel(adapter)?.preflight?.passed !== true) throw new AlcoveError('adapter-unchecked', { model: name })
  return name
}

/** Says of each adapter how its check went; nothing of one that was not checked. */
export function withChecks(models: readonly ChatModelInfo[], adapters: Adapters): readonly ChatModelInfo[] {
  return models.map((model) => {
    const passed = model.adapter === null ? undefined : adapters.byModel(model.name)?.preflight?.passed
    return model.adapter === null || passed === undefined ? model : { ...model, adapter: { ...model.adapter, passed } }
  })
}
