/** What belongs to the profile as a whole: its versions, the user's settings, the log of connections. */
import type { NetworkLogStore, ProfileStore, SettingsStore } from '../ports/stores.ts'
import { languages } from '../types/language.ts'
import { defaultSettings, type Settings } from '../types/settings.ts'
import { isShortcut } from '../types/shortcut.ts'
import type { Database, Row } from './database.ts'
import { integer, text } from './rows.ts'
import { storedModelSettings } from './stored-settings.ts'

/** Connections remembered. */
const logLength = 10_000

export function createProfileStore(database: Database): ProfileStore {
  return {
    line() {
      const row = database.prepare("SELECT value FROM profile WHERE key = 'line'").get()
      return row === undefined ? null : text(row, 'value')
    },
    setLine(line) {
      database.write(() => {
        database.prepare("INSERT INTO profile (key, value) VALUES ('line', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(line)
      })
    },
  }
}

export function createSettingsStore(database: Database): SettingsStore {
  function read(): Settings {
    const stored: Record<string, unknown> = {}
    for (const row of database.prepare("SELECT key, value FROM settings WHERE key NOT LIKE 'secret:%'").all())
      stored[text(row, 'key')] = JSON.parse(text(row, 'value'))
    return {
      theme: (['system', 'light', 'dark'] as const).find((theme) => theme === stored.theme) ?? defaultSettings.theme,
      language: (['system', ...languages] as const).find((language) => language === stored.language) ?? defaultSettings.language,
      model: typeof stored.model === 'string' ? stored.model : defaultSettings.model,
      maxFileMb: typeof stored.maxFileMb === 'number' ? stored.maxFileMb : defaultSettings.maxFileMb,
      hiddenText: (['leave-out', 'use'] as const).find((use) => use === stored.hiddenText) ?? defaultSettings.hiddenText,
      recognitionLanguages: namesOrNull(stored.recognitionLanguages),
      ollamaAddress: typeof stored.ollamaAddress === 'string' ? stored.ollamaAddress : defaultSettings.ollamaAddress,
      ...storedModelSettings(stored),
      quickAskShortcut: shortcutOrNull(stored.quickAskShortcut),
      keepInTray: typeof stored.keepInTray === 'boolean' ? stored.keepInTray : defaultSettings.keepInTray,
      notifications: typeof stored.notifications === 'boolean' ? stored.notifications : defaultSettings.notifications,
    }
  }

  return {
    read,
    write(changes) {
      database.write(() => {
        const put = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
        for (const [key, value] of Object.entries(changes)) if (value !== undefined) put.run(key, JSON.stringify(value))
      })
      return read()
    },
    secret(name) {
      const row = database.prepare('SELECT value FROM settings WHERE key = ?').get(`secret:${name}`)
      return row === undefined ? null : text(row, 'value')
    },
    keepSecret(name, value) {
      database.write(() => {
        if (value === null) database.prepare('DELETE FROM settings WHERE key = ?').run(`secret:${name}`)
        else
          database
            .prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
            .run(`secret:${name}`, value)
      })
    },
  }
}

function namesOrNull(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : null
}

/** Absent: the usual keys; null: none. */
function shortcutOrNull(value: unknown): string | null {
  if (value === null) return null
  return typeof value === 'string' && isShortcut(value) ? value : defaultSettings.quickAskShortcut
}

export function createNetworkLogStore(database: Database): NetworkLogStore {
  return {
    append({ at, host, purpose, allowed, bytesSent, bytesReceived }) {
      database.write(() => {
        const { lastInsertRowid } = database
          .prepare('INSERT INTO network_log (at, host, purpose, allowed, bytes_sent, bytes_received) VALUES (?, ?, ?, ?, ?, ?)')
          .run(Math.round(at), host, purpose, allowed ? 1 : 0, bytesSent, bytesReceived)
        database.prepare('DELETE FROM network_log WHERE id <= ?').run(Number(lastInsertRowid) - logLength)
      })
    },
    latest: (limit) =>
      database
        .prepare('SELECT * FROM network_log ORDER BY id DESC LIMIT ?')
        .all(limit)
        .map((row: Row) => ({
          id: integer(row, 'id'),
          at: integer(row, 'at'),
          host: text(row, 'host'),
          purpose: text(row, 'purpose'),
          allowed: integer(row, 'allowed') === 1,
          bytesSent: integer(row, 'bytes_sent'),
          bytesReceived: integer(row, 'bytes_received'),
        })),
  }
}
