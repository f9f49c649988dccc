/** The model that a training begins from: where its file lies, and under which name the adapter will stand. */
import type { ChatModels } from '../../ports/chat-models.ts'
import type { TrainerOrder } from '../../ports/trainer.ts'
import type { TrainingBase } from '../../types/training.ts'

export interface FoundBase {
  readonly trained: TrainerOrder['base']
  /** On our shelf already; null: of Ollama, to be put there when there is an adapter to go with it. */
  readonly model: string | null
}

/** Throws `model-missing`, `model-remote`, `gguf-broken`, or what a base in Ollama cannot be read with. */
export async function findBase(base: TrainingBase, models: Pick<ChatModels, 'file' | 'inOllama'>, signal: AbortSignal): Promise<FoundBase> {
  if (base.kind === 'folder') {
    await models.file(base.model, signal)
    return { trained: { kind: 'folder', path: base.path }, model: base.model }
  }
  if (base.name.startsWith('gguf:')) return { trained: { kind: 'gguf', path: (await models.file(base.name, signal)).path }, model: base.name }
  const { path } = await models.inOllama.readableBase(base.name, signal)
  return { trained: { kind: 'gguf', path }, model: null }
}
