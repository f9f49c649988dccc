/** Models in words: their names, what they can, what they take. */
import type { ChatModelInfo, ModelCapability } from '../../core/types/model.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import { formatBytes, formatCount, joined } from './format.ts'
import { shownName } from './inert-characters.ts'

/** `qwen3:8b`, `tiny` of a file, `big (desk)` of the server named desk. */
export function modelTitle(name: string): string {
  const served = /^server:([^/]+)\/(.+)$/su.exec(name)
  return shownName(served ? `${served[2]} (${served[1]})` : name.replace(/^gguf:/u, ''))
}

const capabilityWords: Readonly<Record<ModelCapability, WordsKey>> = {
  thinking: 'models.can-think',
  vision: 'models.can-see',
  tools: 'models.can-use-tools',
}

export function capabilitiesOf({ capabilities }: Pick<ChatModelInfo, 'capabilities'>): string {
  return joined((capabilities ?? []).map((one) => say(capabilityWords[one])))
}

export function modelFacts(model: ChatModelInfo): string {
  return [
    model.parameters,
    model.quantization,
    model.size === null ? null : formatBytes(model.size),
    model.contextTokens === null ? null : say('settings.context', { tokens: formatCount(model.contextTokens) }),
  ]
    .filter((fact) => fact !== null)
    .join(' · ')
}
