/** Stored conversations: listed, shown, changed, removed, taken out and in. */
import { snippetOf, wordsOf } from '../../chat/find-words.ts'
import { AlcoveError } from '../../errors.ts'
import type { ConversationChanges, FoundConversation, SearchWord } from '../../ports/conversations-store.ts'
import type { AnswerMessage, ConversationHit, ConversationSummary, ListedConversation, Opinion } from '../../types/conversation.ts'
import { checkScope } from '../check-scope.ts'
import type { Implementer } from '../context.ts'
import { exportConversation } from '../conversations/export.ts'
import { importConversations } from '../conversations/import.ts'
import { knownConversation } from '../conversations/stored-questions.ts'
import type { EnginePorts } from '../ports.ts'
import { stream } from '../streams.ts'

export function conversationHandlers(os: Implementer, ports: EnginePorts) {
  const { conversations, keeper } = ports

  function change(id: string, changes: ConversationChanges): ConversationSummary {
    const summary = conversations.update(id, changes)
    if (summary === null) throw new AlcoveError('conversation-unknown')
    keeper.feed.changed(id)
    return summary
  }

  function judge(id: string, messageId: string, opinion: Opinion): AnswerMessage {
    knownConversation(id, ports)
    const judged = conversations.message(messageId)?.conversationId === id ? conversations.judge(messageId, opinion) : null
    if (judged === null) throw new AlcoveError('message-unknown')
    keeper.feed.judged(id)
    return judged
  }

  return {
    list: os.conversations.list.handler(({ input: { query = '', after, limit } }) => {
      const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) }
      const words = wordsOf(query)
      const listed = words.length === 0 ? (query === '' ? conversations.list(page) : []) : conversations.search(words, page).map((one) => toListed(one, words))
      return { conversations: listed.slice(0, limit), more: listed.length > limit }
    }),
    follow: os.conversations.follow.handler(({ signal }) => stream(signal, (left) => keeper.feed.follow(left))),
    get: os.conversations.get.handler(({ input }) => {
      const conversation = conversations.get(input.id)
      if (conversation === null) throw new AlcoveError('conversation-unknown')
      return conversation
    }),
    choose: os.conversations.choose.handler(({ input: { id, leafId } }) => {
      knownConversation(id, ports)
      if (conversations.message(leafId)?.conversationId !== id) throw new AlcoveError('message-unknown')
      conversations.update(id, { leafId })
      return { leafId }
    }),
    rename: os.conversations.rename.handler(({ input: { id, title } }) => change(id, { title })),
    pin: os.conversations.pin.handler(({ input: { id, pinned } }) => change(id, { pinned })),
    setScope: os.conversations.setScope.handler(({ input: { id, scope } }) => {
      checkScope(scope, ports.sources)
      return change(id, { scope })
    }),
    setModel: os.conversations.setModel.handler(({ input: { id, model } }) => change(id, { model: model === undefined ? 'setting' : { own: model } })),
    rate: os.conversations.rate.handler(({ input: { id, messageId, rating } }) => judge(id, messageId, { rating })),
    correct: os.conversations.correct.handler(({ input: { id, messageId, text } }) => judge(id, messageId, { correction: text?.trim() || null })),
    remove: os.conversations.remove.handler(({ input }) => ({ removed: keeper.remove(input.ids), undoMs: keeper.undoMs })),
    restore: os.conversations.restore.handler(({ input }) => {
      const restored = keeper.restore(input.ids)
      if (restored.length === 0) throw new AlcoveError('conversation-unknown')
      return { conversations: restored }
    }),
    image: os.conversations.image.handler(({ input }) => {
      const image = conversations.image(input.id)
      if (image === null) throw new AlcoveError('message-unknown')
      return { picture: new Blob([new Uint8Array(image.data)], { type: image.mediaType }) }
    }),
    export: os.conversations.export.handler(({ input }) => exportConversation(input, ports)),
    import: os.conversations.import.handler(async ({ input }) => {
      const imported = await importConversations(input.content, ports)
      keeper.feed.changed(...imported.map(({ id }) => id))
      return { conversations: imported }
    }),
  }
}

function toListed({ summary, places }: FoundConversation, words: readonly SearchWord[]): ListedConversation {
  const hits = places.flatMap(({ messageId, texts }): readonly ConversationHit[] => {
    for (const { place, text } of texts) {
      const found = snippetOf(text, words)
      if (found !== null) return [{ messageId, place, ...found }]
    }
    return []
  })
  return { ...summary, hits }
}
