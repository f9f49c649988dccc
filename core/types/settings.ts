import type { Language } from './language.ts'

/** What the user may set. Paths and the profile's place are not among them. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  /** Of the interface, not of answers. */
  readonly language: 'system' | Language
  /** Name of the chat model; null: quotes. */
  readonly model: string | null
  /** Larger files are skipped as `too-large`. Megabytes of 1,000,000 bytes. */
  readonly maxFileMb: number
  /** Text that readers of a file do not see: white on white, marked as hidden, off the page. It is always found by search. */
  readonly hiddenText: 'leave-out' | 'use'
  /** Languages of scanned pages, by the names of installed data, the likeliest first; null: all installed, the system's first. */
  readonly recognitionLanguages: readonly string[] | null
  /** Loopback only: `http://127.0.0.1:11434`. */
  readonly ollamaAddress: string
  /** OpenAI-compatible servers. Their keys are kept apart and shown to nobody. */
  readonly servers: readonly ServerSetting[]
  /** Tokens of context by model name; absent: what memory allows. */
  readonly contextTokens: Readonly<Record<string, number>>
  /** How long Ollama keeps a model in memory after its last use. Minutes; -1: until told otherwise; null: as Ollama was set up. */
  readonly keepAliveMinutes: number | null
  /** Models that can think do so before they answer. */
  readonly thinking: boolean
  /** Keys that open the small window from any program, as Electron names them; null: none. Desktop only. */
  readonly quickAskShortcut: string | null
  /** Closing the window leaves Alcove running in the system's tray. Desktop only. */
  readonly keepInTray: boolean
  /** Tells when long work has ended while no window of ours has the focus. */
  readonly notifications: boolean
}

export interface ServerSetting {
  /** Short; in the names of its models: `server:ID/MODEL`. */
  readonly id: string
  /** `http://127.0.0.1:1234`; elsewhere only where the user entered it on purpose. */
  readonly address: string
  readonly keyed: boolean
}

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  model: null,
  maxFileMb: 100,
  hiddenText: 'leave-out',
  recognitionLanguages: null,
  ollamaAddress: 'http://127.0.0.1:11434',
  servers: [],
  contextTokens: {},
  keepAliveMinutes: null,
  thinking: false,
  quickAskShortcut: 'CommandOrControl+Shift+Space',
  keepInTray: false,
  notifications: true,
}

/** One connection that the gate let through or refused. */
export interface NetworkEntry {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly host: string
  readonly purpose: string
  readonly allowed: boolean
  readonly bytesSent: number
  readonly bytesReceived: number
}
