/** Patience with a server whose queue is full: a few tries, each after a longer wait, no two callers in step. */
import { AlcoveError, type ErrorCode } from '../core/errors.ts'

export interface Patience {
  /** From 0 up to 1. */
  chance(): number
  /** Ends early with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

const firstWaitMs = 300
const mostTries = 5
const busy: readonly ErrorCode[] = ['ollama-busy', 'server-busy']

export async function askPatiently<T>(patience: Patience, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AlcoveError && busy.includes(error.code)) || tried === mostTries) throw error
    }
    await patience.pause(firstWaitMs * 2 ** (tried - 1) * (0.5 + patience.chance()), signal)
  }
}

export const patient: Patience = {
  chance: Math.random,
  pause: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop)
        resolve()
      }, ms)
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    }),
}
