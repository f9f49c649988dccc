/** Alcove beside its window: the keys, the tray and the notices, as the settings want them. */
import { app } from 'electron'
import { z } from 'zod'
import { languageFor } from '../core/types/language.ts'
import { speak } from '../core/words/words.ts'
import type { Presence } from '../renderer/client/bridge.ts'
import { channels } from './channels.ts'
import type { DesktopSettings, WorkState } from './control.ts'
import type { EngineProcess, News } from './engine-process.ts'
import { createNotices } from './notifications.ts'
import { answer } from './senders.ts'
import { createShortcut } from './shortcut.ts'
import { openTray } from './tray.ts'
import type { Windows } from './window.ts'

export interface PresenceParts {
  readonly windows: Windows
  readonly engine: () => EngineProcess
  /** The words have changed. */
  readonly onLanguage: () => void
}

export interface PresenceOf {
  hear(news: News): void
  /** Closing the large window leaves Alcove running. */
  staysOpen(): boolean
}

export function createPresence({ windows, engine, onLanguage }: PresenceParts): PresenceOf {
  let settings: DesktopSettings | null = null
  let work: WorkState = 'none'
  let quitting = false
  const shortcut = createShortcut(() => windows.showQuick())
  const tray = openTray({
    open: () => windows.show(),
    ask: () => windows.showQuick(),
    pause: (paused) => engine().pause(paused),
    quit: () => app.quit(),
  })
  const notices = createNotices({ wanted: () => settings?.notifications === true && !windows.isFocused(), onClick: () => windows.show() })
  let presence: Presence = { shortcut: 'off', tray: tray.shown ? 'shown' : 'absent', notifications: notices.possible ? 'possible' : 'absent' }

  const take = async (next: DesktopSettings): Promise<void> => {
    const before = settings
    settings = next
    if (before?.quickAskShortcut !== next.quickAskShortcut) presence = { ...presence, shortcut: shortcut.set(next.quickAskShortcut) }
    windows.tellPresence(presence)
    if (before?.language === next.language) return
    await speak(next.language === 'system' ? languageFor(app.getPreferredSystemLanguages()) : next.language)
    tray.update(work)
    onLanguage()
  }

  tray.update(work)
  app.on('before-quit', () => {
    quitting = true
  })
  answer(channels.presence, z.null(), async () => presence)
  answer(channels.leaveQuick, z.string().min(1).max(100).nullable(), async (conversationId) => {
    windows.hideQuick()
    if (conversationId === null) return
    windows.show()
    windows.openConversation(conversationId)
  })
  return {
    hear(news) {
      if (news.type === 'desktop-settings') void take(news.settings)
      else if (news.type !== 'work') notices.workEnded(news)
      else {
        work = news.state
        tray.update(work)
      }
    },
    staysOpen: () => !quitting && tray.shown && settings?.keepInTray === true,
  }
}
