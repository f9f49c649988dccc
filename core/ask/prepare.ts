/** Does once, on any words, what the first question would have to wait for: starts the embedder, opens the index, compiles what reads questions. */
import type { AskPorts } from './ports.ts'
import { search } from './search.ts'
import { understand } from './understand/understand.ts'

/** Names nothing. Each pattern is compiled at its second use for good. */
const anyWords = ['a question', 'another question']

export async function prepare(ports: AskPorts, signal: AbortSignal): Promise<void> {
  for (const words of anyWords) understand(words, {}, ports)
  await search(anyWords[0] ?? '', { k: 1, mode: 'hybrid', scope: {} }, ports, signal)
}
