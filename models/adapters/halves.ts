/** Whether an adapter can belong to a model, told by their headers: what llama.cpp would find out in the midst of loading (llama-adapter.cpp). */
import { type AlcoveError, because, type Reason } from '../../core/errors.ts'

export interface Shaped {
  readonly architecture: string
  /** Sizes of each tensor, the length of a row first. */
  readonly shapes: ReadonlyMap<string, readonly number[]>
}

export interface Halves {
  /** The tensor of the base that they change. */
  readonly tensor: string
  readonly rank: number
}

/** As people know them: for what they are told. */
export interface Names {
  readonly adapter: string
  readonly base: string
}

/** What the adapter changes, each half met by its other. Throws `adapter-mismatch` with what does not fit, `adapter-broken` where nothing is changed. */
export function halvesOf(adapter: Shaped, base: Shaped, names: Names): readonly Halves[] {
  if (adapter.architecture !== base.architecture) {
    throw mismatch(names, 'other-architecture', { found: adapter.architecture.slice(0, 100), wanted: base.architecture })
  }
  const halves: Halves[] = []
  for (const [name, shape] of adapter.shapes) {
    const { tensor, letter } = /^(?<tensor>.+)\.lora_(?<letter>[ab])$/u.exec(name)?.groups ?? {}
    if (tensor === undefined) {
      if (!isNorm(name)) throw mismatch(names, 'unknown-tensor', { tensor: name })
      continue
    }
    const other = adapter.shapes.get(`${tensor}.lora_${letter === 'a' ? 'b' : 'a'}`)
    const whole = base.shapes.get(tensor)
    if (whole === undefined) throw mismatch(names, 'unknown-tensor', { tensor })
    if (other === undefined) throw mismatch(names, 'half-missing', { tensor })
    const [a, b] = letter === 'a' ? [shape, other] : [other, shape]
    if (!meet(tensor, a, b, whole)) throw mismatch(names, 'tensor-shape', { tensor })
    if (letter === 'a') halves.push({ tensor, rank: b[0] ?? 0 })
  }
  if (halves.length === 0) throw because('adapter-broken', 'no-tensors', { path: names.adapter })
  return halves
}

/** The first half meets the rows of the tensor, the second its columns. */
function meet(tensor: string, a: readonly number[], b: readonly number[], whole: readonly number[]): boolean {
  const rank = b[0] ?? 0
  if (rank < 1 || String(a.slice(2)) !== String(b.slice(2)) || String(a.slice(2)) !== String(whole.slice(2))) return false
  // words are looked up by row: there the halves stand the other way round
  if (tensor === wordsTensor) return whole[0] === b[1] && whole[1] === a[1] && a[0] === rank
  return a[0] === whole[0] && b[1] === whole[1] && a[1] === rank
}

export const wordsTensor = 'token_embd.weight'

/** Of no effect in llama.cpp, but some trainers write them. */
function isNorm(name: string): boolean {
  return name.endsWith('_norm.weight')
}

export function mismatch({ adapter, base }: Names, reason: Reason, details: Readonly<Record<string, string>>): AlcoveError {
  return because('adapter-mismatch', reason, { adapter, base, ...details })
}
