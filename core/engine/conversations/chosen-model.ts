/** What answers a question. */
import type { ConversationSummary } from '../../types/conversation.ts'
import type { EnginePorts } from '../ports.ts'
import { always } from '../streams.ts'

/** The model named, else that of the conversation, else that of the settings. */
export async function chosenModel(
  named: string | null | undefined,
  conversation: ConversationSummary | null,
  ports: EnginePorts,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (named !== undefined) return named
  return conversation?.model === undefined ? await usableModel(ports, always(signal)) : conversation.model
}

/** The model of the settings while it can be had; quotes otherwise, and the answer says so. */
async function usableModel({ settings, models }: EnginePorts, signal: AbortSignal): Promise<string | null> {
  const { model } = settings.read()
  return model !== null && (await models.usable(model, signal)) ? model : null
}
