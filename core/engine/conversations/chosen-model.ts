/** What answers a question. */
import type { ConversationSummary } from '../../types/conversation.ts'
import type { EnginePorts } from '../ports.ts'
import { always } from '../streams.ts'

/** The model named, else that of the conversation, else that of the settings; of those two only while it can be had: quotes stand in for it, and the answer says so. */
export async function chosenModel(
  named: string | null | undefined,
  conversation: ConversationSummary | null,
  { settings, models }: EnginePorts,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (named !== undefined) return named
  const model = conversation?.model === undefined ? settings.read().model : conversation.model
  return model !== null && (await models.usable(model, always(signal))) ? model : null
}
