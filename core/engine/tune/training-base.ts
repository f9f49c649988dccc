/** The model that a training begins from: the file that is trained on, and the model that the adapter will stand beside. */
import type { ChatModels } from '../../ports/chat-models.ts'
import type { TrainerOrder } from '../../ports/trainer.ts'
import type { TrainingBase } from '../../types/training.ts'

type Models = Pick<ChatModels, 'file' | 'inOllama' | 'addFile'>

/** Throws `model-missing`, `model-remote`, `gguf-broken`, or what a base in Ollama cannot be read with. */
export async function trainedFrom(base: TrainingBase, models: Omit<Models, 'addFile'>, signal: AbortSignal): Promise<TrainerOrder['base']> {
  if (base.kind === 'folder') return { kind: 'folder', path: base.path }
  const { path } = isOurs(base.name) ? await models.file(base.name, signal) : await models.inOllama.readableBase(base.name, signal)
  return { kind: 'gguf', path }
}

/** The same base by a model of ours: one of Ollama is put on our shelf, where its file takes no room twice. */
export async function shelvedBase(base: TrainingBase, models: Models, signal: AbortSignal): Promise<TrainingBase> {
  if (base.kind === 'folder' || isOurs(base.name)) return base
  const { path } = await models.inOllama.readableBase(base.name, signal)
  // a blob of Ollama is called by its checksum: the model's own name reads better
  const { name } = await models.addFile(path, signal, base.name.replaceAll(/[:/]/gu, '-'))
  return { kind: 'model', name }
}

/** The model that answers with the adapter. */
export function servedBy(base: TrainingBase): string {
  return base.kind === 'folder' ? base.model : base.name
}

function isOurs(name: string): boolean {
  return name.startsWith('gguf:')
}
