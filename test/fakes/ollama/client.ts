/** The real client over the real gate, with short waits, for a server at this address. */
import type { Network } from '../../../core/ports/network.ts'
import { createGate } from '../../../host/network.ts'
import { createOllama, type OllamaSettings } from '../../../models/ollama.ts'

export function ollamaAt(
  address: string,
  onPause: (ms: number) => unknown = () => undefined,
  settings: Partial<OllamaSettings> = {},
  through: (network: Network) => Network = (network) => network,
) {
  const gate = createGate({
    entries: { append: () => undefined, latest: () => [] },
    clock: { now: () => 0, elapsed: () => 0 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => address,
  })
  const patience = {
    chance: () => 0.5,
    pause: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted()
      await onPause(ms)
    },
  }
  const ollama = createOllama({
    network: through(gate),
    settings: () => ({ address, contextTokens: {}, keepAliveMinutes: null, ...settings }),
    memory: 16_000_000_000,
    patience,
    waits: { firstTokenMs: 300, betweenTokensMs: 200 },
  })
  return { ollama, gate }
}
