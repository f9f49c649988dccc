/** Whether an adapter can belong to a model, told by their headers: what llama.cpp would find out in the midst of loading (llama-adapter.cpp). */
import type { GgufFacts } from '../gguf/facts.ts'

/** Each half must meet the tensor that it changes: the first its rows, the second its columns. */
export function adapterFits(adapter: GgufFacts, base: GgufFacts): boolean {
  if (adapter.architecture !== base.architecture) return false
  return [...adapter.shapes].every(([name, half]) => {
    const { tensor, letter } = /^(?<tensor>.+)\.lora_(?<letter>[ab])$/u.exec(name)?.groups ?? {}
    if (tensor === undefined) return isNorm(name)
    const whole = base.shapes.get(tensor)
    const other = adapter.shapes.get(`${tensor}.lora_${letter === 'a' ? 'b' : 'a'}`)
    if (whole === undefined || other === undefined) return false
    const [a, b] = letter === 'a' ? [half, other] : [other, half]
    // words are looked up by row: there the halves stand the other way round
    return tensor === 'token_embd.weight' || (a[0] === whole[0] && b[1] === whole[1] && a[1] === b[0])
  })
}

/** Of no effect in llama.cpp, but some trainers write them. */
function isNorm(name: string): boolean {
  return name.endsWith('_norm.weight')
}
