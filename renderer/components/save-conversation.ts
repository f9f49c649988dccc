/** Saves a kept conversation as a file, and says so. */
import type { ExportFormat } from '../../core/types/conversation.ts'
import { say } from '../../core/words/words.ts'
import type { App } from '../state/app.ts'
import { saveFile } from './save-file.ts'

export async function saveConversation({ history }: App, id: string, format: ExportFormat): Promise<void> {
  const file = await history.export(id, format)
  if (!file) return
  saveFile(file.fileName, file.content)
  history.tell(say('conversations.exported', { name: file.fileName }))
}
