/** What drafting is handed. */
import type { ChatModel } from '../../ports/chat-model.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConversationsStore } from '../../ports/conversations-store.ts'
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import type { Random } from '../../ports/random.ts'
import type { FilesStore, PassagesStore } from '../../ports/stores.ts'
import type { Found, Scope } from '../../types/answer.ts'

export interface DraftPorts {
  readonly files: Pick<FilesStore, 'catalogue' | 'byPath'>
  readonly passages: Pick<PassagesStore, 'document' | 'slice' | 'pagesOf' | 'byIds'>
  readonly conversations: Pick<ConversationsStore, 'list' | 'get'>
  readonly dataSets: Pick<DataSetsStore, 'examples'>
  /** Passages found for a question, best first, of this scope. */
  readonly find: (question: string, count: number, scope: Scope, signal: AbortSignal) => Promise<readonly Found[]>
  readonly chatModel: (name: string) => ChatModel
  readonly random: Random
  readonly clock: Clock
}
