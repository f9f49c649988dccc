/** What a model in Ollama is made of: its file, and all that a copy of it must have too. */
import { open } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { AlcoveError } from '../../core/errors.ts'
import type { OllamaBase } from '../../core/ports/ollama-models.ts'
import { field, listField, textField } from '../json.ts'
import { hasBlob } from './blobs.ts'
import { askJson, type Server } from './calls.ts'
import { isRemote, localName, namesCloud, refuseCloudName } from './cloud-guard.ts'
import { type Inherited, readModelfile, readParameters } from './modelfile.ts'
import { isUnfinished, sameModel } from './names.ts'
import type { OllamaVersion } from './version.ts'

export interface BaseParts extends OllamaBase {
  /** SHA-256 of the files that let it see. */
  readonly eyes: readonly string[]
  readonly inherited: Inherited
  /** As Ollama names them; null where this version does not say. */
  readonly capabilities: readonly string[] | null
}

export interface Installed {
  readonly name: string
  /** Milliseconds since 1970; null where it is not told. */
  readonly modifiedAt: number | null
  /** It stands for a model on another computer. */
  readonly remote: boolean
}

/** Everything that is there, models still in the making included. */
export async function installed(server: Server, signal: AbortSignal): Promise<readonly Installed[]> {
  const entries = listField(await askJson(server, { method: 'GET', path: '/api/tags' }, null, signal), 'models')
  if (!entries) throw new AlcoveError('ollama-rubbish', { address: server.address })
  return entries.flatMap((entry) => {
    const name = textField(entry, 'name') ?? textField(entry, 'model')
    const modified = Date.parse(textField(entry, 'modified_at') ?? '')
    return name === null ? [] : [{ name, modifiedAt: Number.isFinite(modified) ? modified : null, remote: isRemote(entry) }]
  })
}

/** Looks at the list first: Ollama would fetch what is not there. Throws `model-missing`, `model-remote`, `base-unusable`. */
export async function baseOf(server: Server, name: string, version: OllamaVersion, signal: AbortSignal): Promise<BaseParts> {
  refuseCloudName(name)
  const listed = (await installed(server, signal)).find((one) => sameModel(one.name, name))
  if (!listed || listed.remote) throw new AlcoveError(listed ? 'model-remote' : 'model-missing', { model: name })
  return partsOf(name, await shown(server, name, version, signal))
}

function partsOf(name: string, told: unknown): BaseParts {
  const { path, files, adapters, inherited } = describedParts(told)
  const [sha256, ...eyes] = files.filter((one) => one !== null)
  const format = textField(field(told, 'details'), 'format') ?? 'gguf'
  if (sha256 === undefined || 1 + eyes.length < files.length || adapters.length > 0 || format !== 'gguf')
    throw new AlcoveError('base-unusable', { model: name })
  return { name, path, sha256, eyes, inherited, capabilities: textsIn(told, 'capabilities') }
}

interface DescribedParts {
  /** Where its file lies. */
  readonly path: string
  /** SHA-256 of that and of the files that let it see, and of the adapters laid over it; null for what lies under a name of its own. */
  readonly files: readonly (string | null)[]
  readonly adapters: readonly (string | null)[]
  readonly inherited: Inherited
}

function describedParts(told: unknown): DescribedParts {
  const { from, adapters, inherited } = readModelfile(textField(told, 'modelfile') ?? '', exactTexts(told))
  const [path = ''] = from
  return { path, files: [path, ...from.slice(1)].map(digestOf), adapters: adapters.map(digestOf), inherited: { ...inherited, ...exactLists(told) } }
}

/** What tells a model from every other. `inherited` null: Ollama guesses it, and may not be held to it. */
export interface ModelParts extends Pick<DescribedParts, 'files' | 'adapters'> {
  readonly inherited: Inherited | null
}

export async function isMadeOf(server: Server, { name, remote }: Installed, parts: ModelParts, version: OllamaVersion, signal: AbortSignal): Promise<boolean> {
  if (remote) return false
  const { files, adapters, inherited } = describedParts(await shown(server, name, version, signal))
  return isDeepStrictEqual({ files, adapters, inherited: parts.inherited === null ? null : inherited }, parts)
}

/** Null where no model is made of that file alone. */
export async function baseOfFile(server: Server, sha256: string, version: OllamaVersion, signal: AbortSignal): Promise<string | null> {
  if (!(await hasBlob(server, sha256, signal))) return null
  for (const { name, remote } of await installed(server, signal)) {
    if (remote || namesCloud(name) || isUnfinished(name)) continue
    if ((await fileOf(server, name, version, signal)) === sha256) return name
  }
  return null
}

/** Null for what is no base. */
async function fileOf(server: Server, name: string, version: OllamaVersion, signal: AbortSignal): Promise<string | null> {
  try {
    return partsOf(name, await shown(server, name, version, signal)).sha256
  } catch (error) {
    if (error instanceof AlcoveError && (error.code === 'base-unusable' || error.code === 'model-missing' || error.code === 'model-remote')) return null
    throw error
  }
}

/** As Ollama names them; null where this version does not say. */
export async function capabilitiesOf(server: Server, name: string, version: OllamaVersion, signal: AbortSignal): Promise<readonly string[] | null> {
  return textsIn(await shown(server, name, version, signal), 'capabilities')
}

async function shown(server: Server, name: string, version: OllamaVersion, signal: AbortSignal): Promise<unknown> {
  const found = await askJson(server, { method: 'POST', path: '/api/show', body: { model: localName(name, version) } }, name, signal)
  if (isRemote(found)) throw new AlcoveError('model-remote', { model: name })
  return found
}

/** Throws `base-file-denied` or `base-file-elsewhere`. */
export async function readableHere(base: OllamaBase): Promise<OllamaBase> {
  try {
    await (await open(base.path)).close()
    return base
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw new AlcoveError(code === 'EACCES' || code === 'EPERM' ? 'base-file-denied' : 'base-file-elsewhere', { path: base.path }, error)
  }
}

/** Ollama names its files by what is in them, on Windows too. */
function digestOf(path: string): string | null {
  return /[/\\]sha256-(?<hex>[0-9a-f]{64})$/u.exec(path)?.groups?.['hex'] ?? null
}

function exactTexts(shown: unknown): { readonly template?: string; readonly system?: string } {
  const [template, system] = [textField(shown, 'template'), textField(shown, 'system')]
  return { ...(template === null ? {} : { template }), ...(system === null ? {} : { system }) }
}

/** What stands in the description beside the modelfile stands there unambiguously. */
function exactLists(shown: unknown): Inherited {
  const [license, requires, parameters] = [textField(shown, 'license'), textField(shown, 'requires'), textField(shown, 'parameters')]
  const messages = (listField(shown, 'messages') ?? []).flatMap((one) => {
    const [role, content] = [textField(one, 'role'), textField(one, 'content')]
    return role === null || content === null ? [] : [{ role, content }]
  })
  return {
    ...(license === null ? {} : { license }),
    ...(requires === null ? {} : { requires }),
    ...(parameters === null ? {} : { parameters: readParameters(parameters) }),
    ...(messages.length === 0 ? {} : { messages }),
  }
}

function textsIn(value: unknown, name: string): readonly string[] | null {
  return listField(value, name)?.filter((one) => typeof one === 'string') ?? null
}
