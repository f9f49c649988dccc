/** How the fake lists, describes and finds its models. */
import type { FakeModel } from './server.ts'

type Newer = (version: string) => boolean

export function listModel(model: FakeModel, newer: Newer): unknown {
  return {
    name: model.name,
    model: model.name,
    modified_at: '2026-01-01T00:00:00Z',
    size: model.size ?? 1_300_000_000,
    digest: 'ab'.repeat(32),
    details: {
      parent_model: '',
      format: 'gguf',
      family: model.family ?? 'llama',
      families: [model.family ?? 'llama'],
      parameter_size: '1.2B',
      quantization_level: 'Q8_0',
    },
    ...(newer('0.12.0') && model.remote ? { remote_model: model.remote.model, remote_host: model.remote.host } : {}),
  }
}

function shapeOf(family: string, shape: FakeModel['shape']): object {
  if (!shape) return {}
  const [layers, keyValueHeads, headLength] = shape
  return {
    [`${family}.block_count`]: layers,
    [`${family}.attention.head_count`]: keyValueHeads * 4,
    [`${family}.attention.head_count_kv`]: keyValueHeads,
    [`${family}.attention.key_length`]: headLength,
    [`${family}.attention.value_length`]: headLength,
    [`${family}.embedding_length`]: keyValueHeads * 4 * headLength,
  }
}

export function describeModel(model: FakeModel): unknown {
  const family = model.family ?? 'llama'
  return {
    license: 'a licence',
    modelfile: 'FROM /blobs/sha256-ab',
    parameters: '',
    template: '{{ .Prompt }}',
    details: { family },
    model_info: { 'general.architecture': family, [`${family}.context_length`]: model.contextLength ?? 131_072, ...shapeOf(family, model.shape) },
    capabilities: model.capabilities ?? ['completion'],
    ...(model.remote ? { remote_model: model.remote.model, remote_host: model.remote.host } : {}),
  }
}

/** Newer servers take `name:local` for "this computer only"; to older ones it is a tag like any other. */
export function findModel(models: readonly FakeModel[], asked: string, newer: Newer): FakeModel | undefined {
  const local = newer('0.18.0') && asked.endsWith(':local')
  const name = local ? asked.slice(0, -':local'.length) : asked
  return models.find((model) => (model.name === name || model.name === `${name}:latest`) && !(local && model.remote))
}
