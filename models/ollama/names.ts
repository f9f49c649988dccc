/** Names of models that Alcove makes in Ollama. */
import { AlcoveError } from '../../core/errors.ts'
import { namesCloud } from './cloud-guard.ts'

const unfinished = 'alcove-unfinished'
/** The parts that other engines' names begin with, and ours before they are done. */
const reserved: ReadonlySet<string> = new Set(['gguf', 'server', unfinished])

/** The name with its tag. Throws `model-name-invalid`. */
export function newModelName(name: string): string {
  const { model, tag = 'latest' } = /^(?<model>[a-z0-9_][\w.-]{0,79})(?::(?<tag>\w[\w.-]{0,79}))?$/iu.exec(name)?.groups ?? {}
  if (model === undefined || reserved.has(model.toLowerCase()) || tag.toLowerCase() === 'local' || namesCloud(name))
    throw new AlcoveError('model-name-invalid', { model: name })
  return `${model}:${tag}`
}

/** A model of that checksum while it is being made: nobody is to see it, and the next make of it takes it over. */
export function unfinishedName(sha256: string): string {
  return `${unfinished}:${sha256.slice(0, 16)}`
}

export function isUnfinished(name: string): boolean {
  return name.startsWith(`${unfinished}:`)
}

/** Whether both name the same model: Ollama takes `x` for `x:latest` and many disks do not tell letters apart by size. */
export function sameModel(one: string, other: string): boolean {
  return tagged(one) === tagged(other)
}

function tagged(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1)
  return (last.includes(':') ? name : `${name}:latest`).toLowerCase()
}
