/** The real client over the real gate, with short waits, for a server at this address. */
import { createGate } from '../../../host/network.ts'
import { createOpenAi } from '../../../models/openai.ts'

export function serverAt(address: string, key: string | null = null, contextTokens: Readonly<Record<string, number>> = {}) {
  const log: string[] = []
  const network = createGate({
    entries: { append: (entry) => void log.push(JSON.stringify(entry)), latest: () => [] },
    clock: { now: () => 0, elapsed: () => 0 },
    log: { info: () => undefined, error: () => undefined },
    ollamaAddress: () => 'http://127.0.0.1:1',
    serverAddresses: () => [address],
  })
  const patience = { chance: () => 0.5, pause: async (_: number, signal: AbortSignal) => signal.throwIfAborted() }
  const setting = { id: 'desk', address, keyed: key !== null }
  const engine = createOpenAi({ network, setting, key, contextTokens, patience, waits: { firstTokenMs: 300, betweenTokensMs: 200 } })
  return { engine, network, log }
}
