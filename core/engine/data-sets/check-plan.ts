/** A plan that could not give what it asks for is refused before anything is drafted. */
import { AlcoveError, because } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { DraftPlan } from '../../types/data-set.ts'

/** Throws `input-invalid` (the reason names the field) and `model-missing`. */
export async function checkPlan(
  { kinds, model, judge, labels, fields, style }: DraftPlan,
  models: Pick<ChatModels, 'usable'>,
  signal: AbortSignal,
): Promise<void> {
  const needed = [
    ['classification', labels.length > 1, 'labels'],
    ['extraction', fields.length > 0, 'fields'],
    ['rewriting', style !== '' && model !== null, model === null ? 'model' : 'style'],
  ] as const
  for (const [kind, given, field] of needed) if (kinds.includes(kind) && !given) throw because('input-invalid', 'missing', { name: field })
  for (const name of [model, judge?.model]) {
    if (typeof name === 'string' && !(await models.usable(name, signal))) throw new AlcoveError('model-missing', { model: name })
  }
}
