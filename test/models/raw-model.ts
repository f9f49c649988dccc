/** The same weights through onnxruntime alone: what our vectors are compared with. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { InferenceSession, Tensor } from 'onnxruntime-node'

export async function rawEmbed(modelFolder: string, texts: readonly string[]): Promise<readonly Float32Array[]> {
  const json = (path: string): object => JSON.parse(readFileSync(resolve(modelFolder, path), 'utf8')) as object
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'))
  const session = await InferenceSession.create(resolve(modelFolder, 'onnx/model_quantized.onnx'), { intraOpNumThreads: 1 })
  const vectors: Float32Array[] = []
  for (const text of texts) {
    const { ids } = tokenizer.encode(text)
    const input = (value: (id: number) => number): Tensor =>
      new Tensor(
        'int64',
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      )
    const { last_hidden_state: state } = await session.run({ input_ids: input((id) => id), attention_mask: input(() => 1), token_type_ids: input(() => 0) })
    vectors.push(meanOf(state?.data as Float32Array))
  }
  await session.release()
  return vectors
}

function meanOf(state: Float32Array): Float32Array {
  const mean = new Float32Array(384)
  for (let i = 0; i < state.length; i++) mean[i % 384] = (mean[i % 384] ?? 0) + (state[i] ?? 0)
  const length = Math.hypot(...mean)
  return mean.map((value) => value / length)
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0
  for (const [i, value] of a.entries()) dot += value * (b[i] ?? 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b))
}
