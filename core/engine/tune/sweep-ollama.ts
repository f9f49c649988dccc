/** At each start, what a killed Alcove left half-made in Ollama goes. Nobody waits for it, and Ollama need not be there. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { Log } from '../../ports/log.ts'

export interface Sweeping {
  close(): Promise<void>
}

/** Where there are no adapters, none was being deployed, and Ollama is not even asked. */
export function sweepOllama({ models, log }: { readonly models: Pick<ChatModels, 'adapters' | 'inOllama'>; readonly log: Log }): Sweeping {
  const closing = new AbortController()
  const sweep = async (): Promise<void> => {
    try {
      if ((await models.adapters()).length === 0) return
      const removed = await models.inOllama.sweep(closing.signal)
      if (removed > 0) log.info('ollama-swept', { removed })
    } catch (error) {
      if (closing.signal.aborted) return
      if (error instanceof AlcoveError) log.info('ollama-unswept', { code: error.code })
      else log.error('ollama-unswept', error)
    }
  }
  const swept = sweep()
  return {
    async close() {
      closing.abort()
      await swept
    },
  }
}
