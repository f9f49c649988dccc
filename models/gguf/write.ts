/** The parts of a GGUF header as bytes, version 3, little-endian. */

const encoder = new TextEncoder()

export interface EntryValue {
  readonly type: 'uint32' | 'float32' | 'string'
  readonly value: number | string
}

/** Magic, version and counts: what stands before the first entry. */
export function startBytes(tensors: number, entries: number): Uint8Array {
  return joined([encoder.encode('GGUF'), uint32(3), uint64(tensors), uint64(entries)])
}

export function entryBytes(key: string, { type, value }: EntryValue): Uint8Array {
  if (type === 'string') return joined([text(key), uint32(8), text(String(value))])
  return joined([text(key), uint32(type === 'uint32' ? 4 : 6), type === 'uint32' ? uint32(Number(value)) : float32(Number(value))])
}

/** `offset`: bytes from where the tensors begin. */
export function tensorBytes(name: string, shape: readonly number[], type: number, offset: number): Uint8Array {
  return joined([text(name), uint32(shape.length), ...shape.map(uint64), uint32(type), uint64(offset)])
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function text(value: string): Uint8Array {
  const bytes = encoder.encode(value)
  return joined([uint64(bytes.length), bytes])
}

function uint32(value: number): Uint8Array {
  return numberOf(4, (view) => view.setUint32(0, value, true))
}

function uint64(value: number): Uint8Array {
  return numberOf(8, (view) => view.setBigUint64(0, BigInt(value), true))
}

function float32(value: number): Uint8Array {
  return numberOf(4, (view) => view.setFloat32(0, value, true))
}

function numberOf(bytes: number, set: (view: DataView) => void): Uint8Array {
  const buffer = new ArrayBuffer(bytes)
  set(new DataView(buffer))
  return new Uint8Array(buffer)
}
