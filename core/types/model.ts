/** Chat models as people see them. */
export interface ChatModelInfo {
  readonly name: string
  readonly family: string | null
  readonly parameters: string | null
  readonly quantization: string | null
  /** Bytes on disk. */
  readonly size: number | null
  /** Tokens it was trained to read; null where the server does not say. */
  readonly contextTokens: number | null
}

/** Older servers lack what we rely on: they are `ollama-too-old`. */
export const oldestOllama = '0.12.0'

/** How Ollama was found. Everything but `ready` comes with advice by code. */
export interface OllamaState {
  readonly state: 'ready' | 'ollama-absent' | 'ollama-hung' | 'ollama-rubbish' | 'ollama-too-old' | 'network-locked'
  readonly address: string
  readonly version: string | null
  readonly models: readonly ChatModelInfo[]
  /** Models that would send the question to another computer: never used. */
  readonly blocked: readonly string[]
  /** Whether Ollama may use its cloud at all; absent where it cannot be asked. */
  readonly cloud?: 'off' | 'on'
}
