/**
 * Well-known models, so that advice can be given before anything is downloaded. Sizes are those of Ollama's
 * library for the quantisation named; shapes are the models' own (layers, key-value heads, numbers per head).
 */
import type { ModelCapability, Suggestion } from '../core/types/model.ts'
import { cachePerToken, fitOf, type ModelShape, memoryNeeded, usualContext } from './memory.ts'

export interface CatalogueEntry extends ModelShape {
  readonly name: string
  readonly family: string
  /** Billions. */
  readonly parameters: number
  readonly quantization: string
  /** Bytes. */
  readonly size: number
  readonly contextTokens: number
  readonly capabilities: readonly ModelCapability[]
}

type Shape = readonly [layers: number, keyValueHeads: number, headLength: number]
type Facts = Pick<CatalogueEntry, 'name' | 'family' | 'parameters' | 'size' | 'contextTokens' | 'capabilities'> & { readonly quantization?: string }

function entry(facts: Facts, [layers, keyValueHeads, headLength]: Shape): CatalogueEntry {
  return { quantization: 'Q4_K_M', ...facts, layers, keyValueHeads, keyLength: headLength, valueLength: headLength }
}

const k = 1_024
const gigabytes = (count: number) => Math.round(count * 1_000_000_000)

/** Smallest first. */
export const catalogue: readonly CatalogueEntry[] = [
  entry(
    { name: 'qwen3:0.6b', family: 'qwen3', parameters: 0.6, size: gigabytes(0.52), contextTokens: 40 * k, capabilities: ['thinking', 'tools'] },
    [28, 8, 128],
  ),
  entry({ name: 'gemma3:1b', family: 'gemma3', parameters: 1, size: gigabytes(0.82), contextTokens: 32 * k, capabilities: [] }, [26, 1, 256]),
  entry(
    { name: 'llama3.2:1b', family: 'llama', parameters: 1.2, quantization: 'Q8_0', size: gigabytes(1.3), contextTokens: 128 * k, capabilities: ['tools'] },
    [16, 8, 64],
  ),
  entry(
    { name: 'qwen3:1.7b', family: 'qwen3', parameters: 1.7, size: gigabytes(1.4), contextTokens: 40 * k, capabilities: ['thinking', 'tools'] },
    [28, 8, 128],
  ),
  entry({ name: 'llama3.2:3b', family: 'llama', parameters: 3.2, size: gigabytes(2), contextTokens: 128 * k, capabilities: ['tools'] }, [28, 8, 128]),
  entry({ name: 'phi4-mini:3.8b', family: 'phi3', parameters: 3.8, size: gigabytes(2.5), contextTokens: 128 * k, capabilities: ['tools'] }, [32, 8, 128]),
  entry({ name: 'qwen3:4b', family: 'qwen3', parameters: 4, size: gigabytes(2.5), contextTokens: 256 * k, capabilities: ['thinking', 'tools'] }, [36, 8, 128]),
  entry({ name: 'gemma3:4b', family: 'gemma3', parameters: 4.3, size: gigabytes(3.3), contextTokens: 128 * k, capabilities: ['vision'] }, [34, 4, 256]),
  entry({ name: 'mistral:7b', family: 'llama', parameters: 7.2, size: gigabytes(4.4), contextTokens: 32 * k, capabilities: ['tools'] }, [32, 8, 128]),
  entry({ name: 'llama3.1:8b', family: 'llama', parameters: 8, size: gigabytes(4.9), contextTokens: 128 * k, capabilities: ['tools'] }, [32, 8, 128]),
  entry({ name: 'qwen3:8b', family: 'qwen3', parameters: 8.2, size: gigabytes(5.2), contextTokens: 40 * k, capabilities: ['thinking', 'tools'] }, [36, 8, 128]),
  entry({ name: 'qwen2.5vl:7b', family: 'qwen25vl', parameters: 8.3, size: gigabytes(6), contextTokens: 125 * k, capabilities: ['vision'] }, [28, 4, 128]),
  entry({ name: 'gemma3:12b', family: 'gemma3', parameters: 12.2, size: gigabytes(8.1), contextTokens: 128 * k, capabilities: ['vision'] }, [48, 8, 256]),
  entry({ name: 'phi4:14b', family: 'phi3', parameters: 14.7, size: gigabytes(9.1), contextTokens: 16 * k, capabilities: [] }, [40, 10, 128]),
  entry(
    { name: 'qwen3:14b', family: 'qwen3', parameters: 14.8, size: gigabytes(9.3), contextTokens: 40 * k, capabilities: ['thinking', 'tools'] },
    [40, 8, 128],
  ),
  entry(
    {
      name: 'gpt-oss:20b',
      family: 'gptoss',
      parameters: 20.9,
      quantization: 'MXFP4',
      size: gigabytes(14),
      contextTokens: 128 * k,
      capabilities: ['thinking', 'tools'],
    },
    [24, 8, 64],
  ),
  entry(
    { name: 'mistral-small3.2:24b', family: 'mistral3', parameters: 24, size: gigabytes(15), contextTokens: 128 * k, capabilities: ['vision', 'tools'] },
    [40, 8, 128],
  ),
  entry({ name: 'gemma3:27b', family: 'gemma3', parameters: 27.4, size: gigabytes(17), contextTokens: 128 * k, capabilities: ['vision'] }, [62, 16, 128]),
  entry(
    { name: 'qwen3:30b', family: 'qwen3moe', parameters: 30.5, size: gigabytes(19), contextTokens: 256 * k, capabilities: ['thinking', 'tools'] },
    [48, 4, 128],
  ),
  entry(
    { name: 'qwen3:32b', family: 'qwen3', parameters: 32.8, size: gigabytes(20), contextTokens: 40 * k, capabilities: ['thinking', 'tools'] },
    [64, 8, 128],
  ),
  entry({ name: 'llama3.3:70b', family: 'llama', parameters: 70.6, size: gigabytes(43), contextTokens: 128 * k, capabilities: ['tools'] }, [80, 8, 128]),
]

/** `memory`: of this computer, bytes. */
export function suggestions(memory: number): readonly Suggestion[] {
  return catalogue.map((one) => {
    const { name, family, quantization, size, contextTokens, capabilities } = one
    const needed = memoryNeeded(size, cachePerToken(one), Math.min(usualContext, contextTokens))
    return { name, family, parameters: `${one.parameters}B`, quantization, size, contextTokens, capabilities, memory: needed, fit: fitOf(needed, memory) }
  })
}
