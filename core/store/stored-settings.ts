/** Settings of several values as they were stored, checked one by one: what does not fit is left out. */
import { defaultSettings, type ServerSetting, type Settings } from '../types/settings.ts'

type Stored = Readonly<Record<string, unknown>>

export function storedModelSettings(stored: Stored): Pick<Settings, 'servers' | 'contextTokens' | 'keepAliveMinutes' | 'thinking'> {
  return {
    servers: Array.isArray(stored.servers) ? stored.servers.filter(isServer) : defaultSettings.servers,
    contextTokens: isRecord(stored.contextTokens)
      ? Object.fromEntries(Object.entries(stored.contextTokens).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
      : defaultSettings.contextTokens,
    keepAliveMinutes: typeof stored.keepAliveMinutes === 'number' ? stored.keepAliveMinutes : defaultSettings.keepAliveMinutes,
    thinking: typeof stored.thinking === 'boolean' ? stored.thinking : defaultSettings.thinking,
  }
}

function isServer(value: unknown): value is ServerSetting {
  return isRecord(value) && typeof value.id === 'string' && typeof value.address === 'string' && typeof value.keyed === 'boolean'
}

function isRecord(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
