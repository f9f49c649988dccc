/** What people are told of the models on the shelf. */
import type { ShelvedAdapter } from '../../core/ports/chat-models.ts'
import type { ChatModelInfo, LoadedModel, ModelDetails } from '../../core/types/model.ts'
import type { ShelfAdapter, ShelfList, ShelfModel } from './model-shelf.ts'
import { ggufName } from './names.ts'

/** Each model, its adapters after it. `loaded` by the file’s name. */
export function listed({ models, adapters }: ShelfList, loaded: (file: string) => LoadedModel | null): readonly ChatModelInfo[] {
  return models.flatMap((model) => {
    const { name, architecture, parameters, quantization, size, contextTokens, file } = model
    const info: ChatModelInfo = {
      name: ggufName(name),
      engine: 'gguf',
      engineId: 'gguf',
      family: architecture,
      parameters: countOf(parameters),
      quantization,
      size,
      contextTokens,
      capabilities: capabilitiesOf(model),
      loaded: loaded(file),
      adapter: null,
    }
    const below = adapters.filter((one) => one.baseSha256 === model.sha256)
    return [
      info,
      ...below.map((one) => ({
        ...info,
        name: ggufName(name, one.name),
        size: one.size,
        loaded: null,
        adapter: { base: info.name, name: one.name, scale: one.scale },
      })),
    ]
  })
}

export function shelved({ name, base, baseSha256, size, modified }: ShelfAdapter): ShelvedAdapter {
  return { model: ggufName(base, name), name, base: ggufName(base), baseSha256, size, addedAt: Math.round(modified) }
}

/** `used`: tokens of context that it is given here. */
export function details(
  name: string,
  { architecture, parameters, quantization, contextTokens, contextBytes, size, thinks }: ShelfModel,
  used: number,
  file: Pick<ModelDetails, 'template' | 'license'>,
): ModelDetails {
  return {
    name,
    family: architecture,
    parameters: countOf(parameters),
    quantization,
    contextTokens,
    usedContextTokens: used,
    capabilities: capabilitiesOf({ thinks }),
    memory: contextBytes === null ? null : size + contextBytes * used,
    ...file,
  }
}

function capabilitiesOf({ thinks }: Pick<ShelfModel, 'thinks'>): readonly 'thinking'[] {
  return thinks ? ['thinking'] : []
}

/** As model names have it: 115K, 494M, 3.2B. */
function countOf(parameters: number): string {
  if (parameters < 1e6) return `${Math.round(parameters / 1e3)}K`
  if (parameters < 1e9) return `${Math.round(parameters / 1e6)}M`
  return `${(parameters / 1e9).toFixed(1)}B`
}
