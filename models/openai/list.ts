/** What a server has, and what it says of its models: each kind of server says it in its own place. */
import { AlcoveError } from '../../core/errors.ts'
import type { ModelCapability } from '../../core/types/model.ts'
import { countField, field, listField, textField } from '../json.ts'
import { askIfThere, askJson, type Server } from './calls.ts'

export interface ServedModel {
  /** As the server names it. */
  readonly id: string
  readonly contextTokens: number | null
  readonly family: string | null
  readonly quantization: string | null
  readonly capabilities: readonly ModelCapability[] | null
  readonly loaded: boolean
  /** Takes `chat_template_kwargs`: llama-server and vLLM do. */
  readonly takesTemplateOptions: boolean
}

export async function servedModels(server: Server, signal: AbortSignal): Promise<readonly ServedModel[]> {
  const entries = listField(await askJson(server, '/v1/models', signal), 'data')
  if (!entries) throw new AlcoveError('server-rubbish', { address: server.address })
  const listed = entries.flatMap((entry) => {
    const id = textField(entry, 'id')
    return id === null ? [] : [{ id, length: countField(entry, 'max_model_len') }]
  })
  const says = await moreOf(server, listed, signal)
  return listed.flatMap(({ id, length }) => {
    const more = says(id)
    if (more.embeds) return []
    return [
      {
        id,
        family: null,
        quantization: null,
        capabilities: null,
        loaded: false,
        takesTemplateOptions: length !== null,
        ...more.facts,
        contextTokens: more.facts.contextTokens ?? length,
      },
    ]
  })
}

interface More {
  readonly embeds: boolean
  readonly facts: Partial<ServedModel>
}
const nothing: More = { embeds: false, facts: {} }

/** vLLM says all in the list itself; llama-server in `/props`, LM Studio in a list of its own. */
async function moreOf(
  server: Server,
  listed: readonly { readonly id: string; readonly length: number | null }[],
  signal: AbortSignal,
): Promise<(id: string) => More> {
  if (listed.some(({ length }) => length !== null)) return () => nothing
  const properties = await askIfThere(server, '/props', signal)
  const slot = countField(field(properties, 'default_generation_settings'), 'n_ctx')
  if (slot !== null) {
    const sees = field(field(properties, 'modalities'), 'vision') === true
    return () => ({ embeds: false, facts: { contextTokens: slot, loaded: true, takesTemplateOptions: true, capabilities: sees ? ['vision'] : [] } })
  }
  const studio = listField(await askIfThere(server, '/api/v0/models', signal), 'data') ?? []
  return (id) => fromStudio(studio.find((entry) => textField(entry, 'id') === id))
}

function fromStudio(entry: unknown): More {
  if (entry === undefined) return nothing
  const kind = textField(entry, 'type')
  const loaded = textField(entry, 'state') === 'loaded'
  return {
    embeds: kind === 'embeddings',
    facts: {
      contextTokens: loaded ? (countField(entry, 'loaded_context_length') ?? countField(entry, 'max_context_length')) : countField(entry, 'max_context_length'),
      family: textField(entry, 'arch'),
      quantization: textField(entry, 'quantization'),
      capabilities: kind === 'vlm' ? ['vision'] : [],
      loaded,
    },
  }
}
