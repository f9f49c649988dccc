/** Says that long work has ended, to someone who looks elsewhere. */
import { Notification } from 'electron'
import { say } from '../core/words/words.ts'
import type { News } from './engine-process.ts'

/** What takes no longer is not told. Seconds. */
export const longWork = 30

export interface Notices {
  readonly possible: boolean
  workEnded(ended: Extract<News, { type: 'ended' | 'downloaded' }>): void
}

export interface NoticeOptions {
  /** Whether the user wants them, and does not look at Alcove now. */
  readonly wanted: () => boolean
  readonly onClick: () => void
}

export function createNotices({ wanted, onClick }: NoticeOptions): Notices {
  const possible = Notification.isSupported()
  /** One that nothing holds would lose its listener. */
  let last: Notification | null = null
  return {
    possible,
    workEnded(ended) {
      if (!possible || ended.seconds < longWork || !wanted()) return
      last?.close()
      last = new Notification(wordsFor(ended))
      last.on('click', onClick)
      last.show()
    },
  }
}

function wordsFor(ended: Parameters<Notices['workEnded']>[0]): { readonly title: string; readonly body: string } {
  if (ended.type === 'downloaded') return { title: say('shell.notice-downloaded'), body: ended.model }
  const { files, failed } = ended
  return { title: say('shell.notice-done'), body: failed === 0 ? say('shell.notice-read', { files }) : say('shell.notice-read-some', { files, failed }) }
}
