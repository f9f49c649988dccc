/** Stored conversations. */
import { AlcoveError } from '../../errors.ts'
import type { Implementer } from '../context.ts'
import { stream } from '../streams.ts'

export function conversationHandlers(os: Implementer) {
  const unknown = (): never => {
    throw new AlcoveError('conversation-unknown')
  }
  return {
    list: os.conversations.list.handler(() => ({ conversations: [], more: false })),
    follow: os.conversations.follow.handler(({ signal }) => stream(signal, async function* () {})),
    get: os.conversations.get.handler(unknown),
    choose: os.conversations.choose.handler(unknown),
    rename: os.conversations.rename.handler(unknown),
    pin: os.conversations.pin.handler(unknown),
    setScope: os.conversations.setScope.handler(unknown),
    remove: os.conversations.remove.handler(() => ({ removed: [], undoMs: 0 })),
    restore: os.conversations.restore.handler(unknown),
    image: os.conversations.image.handler(unknown),
    quoting: os.conversations.quoting.handler(() => ({ answers: 0, conversations: 0 })),
    export: os.conversations.export.handler(unknown),
    import: os.conversations.import.handler(unknown),
  }
}
