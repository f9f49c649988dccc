/**
 * The embedding model in this process: text in, vectors out, one text at a time. Only the embedding
 * worker loads this file. Batch 1 is the fastest and smallest on a processor (FACTS §13); the
 * library's own pipeline is left alone because it cuts long text without a word.
 */
import { basename, dirname } from 'node:path'
import { AutoModel, env, Tensor } from '@huggingface/transformers'
import { AlcoveError } from '../core/errors.ts'
import { checkModelFiles, readManifest } from './bundled-model.ts'
import { poolMean } from './mean-pooling.ts'
import { loadTokenizer } from './tokenizer.ts'

export interface EmbeddingSession {
  readonly dimensions: number
  /** One packed row per text. Throws `text-too-long` before any work. */
  embed(texts: readonly string[]): Promise<Float32Array>
}

// nothing is ever fetched or kept outside the model's folder
env.allowRemoteModels = false
env.useFSCache = false
env.useBrowserCache = false

/** Checks the files and loads them; throws `model-broken`. */
export async function openEmbeddingSession(modelFolder: string): Promise<EmbeddingSession> {
  const manifest = readManifest(modelFolder)
  const { dimensions, maxTokens } = manifest
  await checkModelFiles(modelFolder, manifest)
  const tokenizer = loadTokenizer(modelFolder)
  const model = await loadModel(modelFolder)

  const tokenize = (texts: readonly string[]): readonly number[][] => {
    const ids = texts.map((text) => tokenizer.encode(text))
    const longest = Math.max(0, ...ids.map((each) => each.length))
    if (longest > maxTokens) throw new AlcoveError('text-too-long', { tokens: longest, limit: maxTokens })
    return ids
  }

  const run = async (ids: readonly number[], vectors: Float32Array, at: number): Promise<void> => {
    const shape = [1, ids.length]
    const { last_hidden_state: output } = (await model({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new Tensor('int64', new BigInt64Array(ids.length), shape),
    })) as { readonly last_hidden_state: Tensor }
    poolMean(output.data as Float32Array, dimensions, vectors, at)
    output.dispose()
  }

  return {
    dimensions,
    async embed(texts) {
      const all = tokenize(texts)
      const vectors = new Float32Array(texts.length * dimensions)
      for (const [i, ids] of all.entries()) await run(ids, vectors, i * dimensions)
      return vectors
    },
  }
}

/** `model_quantized.onnx`, on one thread: more workers beat more threads, and two threads collapse on a busy machine. */
async function loadModel(modelFolder: string) {
  env.localModelPath = dirname(modelFolder)
  try {
    return await AutoModel.from_pretrained(basename(modelFolder), {
      dtype: 'q8',
      device: 'cpu',
      local_files_only: true,
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' },
    })
  } catch (error) {
    throw new AlcoveError('model-broken', { file: 'onnx/model_quantized.onnx' }, error)
  }
}
