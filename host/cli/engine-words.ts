/** How an engine was found, in one line. */
import { type EngineState, oldestOllama } from '../../core/types/model.ts'
import { advice, say } from '../../core/words/words.ts'

export function engineLine(engine: EngineState): string {
  return `${engine.id}: ${engineWords(engine)}`
}

function engineWords({ state, address, version }: EngineState): string {
  if (state !== 'ready') return advice(state, { address: address ?? '', version: version ?? '', needed: oldestOllama })
  return [version, address].filter((fact) => fact !== null).join(', ') || say('command-line.models.ready')
}
