/** Alcove beside its window: notices, and on the desktop the tray and the small window's keys. */
import { useState } from 'react'
import type { Settings } from '../../core/types/settings.ts'
import { say, type WordsKey } from '../../core/words/words.ts'
import type { Presence } from '../client/bridge.ts'
import { useApp, useProfile } from '../state/app.ts'
import { ShortcutField } from './shortcut-field.tsx'
import { Switch } from './switch.tsx'
import { usePresence } from './use-presence.ts'

/** A browser shows notices only where its user let this page. */
function BrowserNotices({ wanted }: { readonly wanted: boolean }) {
  const { profile } = useApp()
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  const change = async (on: boolean) => {
    if (on && permission === 'default') {
      const given = await Notification.requestPermission()
      setPermission(given)
      if (given !== 'granted') return
    }
    await profile.change({ notifications: on })
  }
  return (
    <Switch
      label={say('settings.notifications')}
      hint={say(permission === 'denied' ? 'settings.notifications-denied' : 'settings.notifications-hint')}
      on={wanted && permission === 'granted'}
      disabled={permission === 'denied'}
      onChange={(on) => void change(on)}
    />
  )
}

const shortcutNotes = {
  set: 'settings.shortcut-hint',
  off: 'settings.shortcut-hint',
  refused: 'settings.shortcut-refused',
} as const satisfies Record<Presence['shortcut'], WordsKey>

function Desktop({ settings, presence }: { readonly settings: Settings; readonly presence: Presence }) {
  const { profile } = useApp()
  return (
    <>
      <Switch
        label={say('settings.notifications')}
        hint={say(presence.notifications === 'absent' ? 'settings.notifications-absent' : 'settings.notifications-hint')}
        on={settings.notifications && presence.notifications === 'possible'}
        disabled={presence.notifications === 'absent'}
        onChange={(notifications) => profile.change({ notifications })}
      />
      <Switch
        label={say('settings.tray')}
        hint={say(presence.tray === 'absent' ? 'settings.tray-absent' : 'settings.tray-hint')}
        on={settings.keepInTray && presence.tray === 'shown'}
        disabled={presence.tray === 'absent'}
        onChange={(keepInTray) => profile.change({ keepInTray })}
      />
      <ShortcutField
        label={say('settings.shortcut')}
        value={settings.quickAskShortcut}
        note={say(shortcutNotes[presence.shortcut])}
        failed={presence.shortcut === 'refused'}
        onChange={(quickAskShortcut) => profile.change({ quickAskShortcut })}
      />
    </>
  )
}

export function PresenceCare() {
  const { bridge } = useApp()
  const settings = useProfile((state) => state.settings)
  const presence = usePresence()
  if (!settings || (bridge && !presence)) return null
  return (
    <section className="settings-section" aria-labelledby="settings-presence">
      <h2 id="settings-presence">{say('settings.presence')}</h2>
      {presence ? <Desktop settings={settings} presence={presence} /> : <BrowserNotices wanted={settings.notifications} />}
    </section>
  )
}
