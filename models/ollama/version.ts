/** Ollama's version, and what depends on it. */
import { AlcoveError } from '../../core/errors.ts'
import { oldestOllama } from '../../core/types/model.ts'

export interface OllamaVersion {
  /** As the server writes it. */
  readonly text: string
  /** Refuses a request that is too long, instead of cutting it. */
  readonly refusesToCut: boolean
  /** Says whether its cloud is switched off. */
  readonly saysCloud: boolean
  /** Answers to `name:local` and then never goes elsewhere. */
  readonly takesLocal: boolean
  /** May lay an adapter over a model of any architecture; whether it does is to be asked. */
  readonly mayTakeAdapters: boolean
  /** Refuses `typical_p` in a model's parameters, where older ones kept it. */
  readonly refusesTypicalP: boolean
}

/** Throws `ollama-rubbish` where that is no version, `ollama-too-old` where it is. */
export function readVersion(text: unknown, address: string): OllamaVersion {
  const numbers = typeof text === 'string' ? /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/u.exec(text.trim()) : null
  if (!numbers || typeof text !== 'string') throw new AlcoveError('ollama-rubbish', { address })
  const own = numbers.slice(1, 4).map(Number)
  // Builds from source call themselves 0.0.0 and are as new as can be.
  const atLeast = (wanted: string) => own.every((part) => part === 0) || compare(own, wanted.split('.').map(Number)) >= 0
  if (!atLeast(oldestOllama)) throw new AlcoveError('ollama-too-old', { version: text, needed: oldestOllama, address })
  return {
    text,
    refusesToCut: atLeast('0.12.6'),
    saysCloud: atLeast('0.16.2'),
    takesLocal: atLeast('0.18.0'),
    mayTakeAdapters: atLeast('0.30.0'),
    refusesTypicalP: atLeast('0.34.1'),
  }
}

function compare(own: readonly number[], wanted: readonly number[]): number {
  for (const [at, part] of wanted.entries()) if (own[at] !== part) return (own[at] ?? 0) - part
  return 0
}
