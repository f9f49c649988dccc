/** The parts of a model's name: `gguf:NAME+ADAPTER@SCALE`; a model of a server has no adapter. */
export interface ModelParts {
  readonly base: string
  readonly adapter: string | null
  /** How strongly the adapter counts; null: as it was added. */
  readonly scale: number | null
}

export function modelParts(name: string): ModelParts {
  const found = /^gguf:([^+]+)\+(.+?)(?:@([\d.]+))?$/.exec(name)
  if (!found?.[1] || !found[2]) return { base: name.replace(/^gguf:/, ''), adapter: null, scale: null }
  return { base: found[1], adapter: found[2], scale: found[3] === undefined ? null : Number(found[3]) }
}
