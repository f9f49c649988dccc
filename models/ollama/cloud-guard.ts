/** Keeps questions on this computer: models that run elsewhere are recognised by name and by what the server says of them. */
import { AlcoveError } from '../../core/errors.ts'
import { field } from '../json.ts'
import type { OllamaVersion } from './version.ts'

/** `x:cloud`, `x:120b-cloud`: by its name alone, before any request. */
export function namesCloud(model: string): boolean {
  const tag = model
    .slice(model.lastIndexOf(':') + 1)
    .trim()
    .toLowerCase()
  return model.includes(':') && (tag === 'cloud' || (tag.endsWith('-cloud') && !tag.includes('/')))
}

/** A list entry, a description or a line of an answer that names another host. */
export function isRemote(value: unknown): boolean {
  return [field(value, 'remote_model'), field(value, 'remote_host')].some((one) => one !== undefined && one !== null && one !== '')
}

export function refuseCloudName(model: string): void {
  if (namesCloud(model)) throw new AlcoveError('model-remote', { model })
}

/** The name to ask by: newer servers then answer that there is no such model rather than go elsewhere. */
export function localName(model: string, version: OllamaVersion): string {
  return version.takesLocal ? `${model}:local` : model
}
