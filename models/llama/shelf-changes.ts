/** Puts models and adapters on the shelf and takes them off it, one change at a time. */
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AlcoveError, because } from '../../core/errors.ts'
import type { AdapterFiles } from '../../core/ports/adapter-files.ts'
import type { GgufEngine } from '../../core/ports/chat-models.ts'
import { halvesOf } from '../adapters/halves.ts'
import { type GgufFacts, readGguf } from '../gguf/facts.ts'
import { createQueue, inTurn } from '../one-at-a-time.ts'
import { find } from './find-model.ts'
import { keepFile } from './keep-file.ts'
import { hashFile, readShelf, type ShelfAdapter, type ShelfList, type ShelfModel, verified, writeShelf } from './model-shelf.ts'
import { ggufName, largestScale, newName } from './names.ts'

export interface ShelfChanges extends Pick<GgufEngine, 'addFile' | 'addAdapter'> {
  /** Of the list, and of the disk. A model goes with its adapters. */
  remove(name: string, signal: AbortSignal): Promise<void>
}

/** `convert` makes a GGUF adapter of what PEFT or MLX trained. */
export function createShelfChanges(folder: string, convert: AdapterFiles['convert']): ShelfChanges {
  const changes = createQueue()

  /** What is no GGUF file, but a folder or a file of weights, is converted into the shelf’s folder first. */
  async function asGguf(
    path: string,
    base: { readonly path: string; readonly name: string },
    list: ShelfList,
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<Offered> {
    const folderOf = await trainedFolder(path)
    if (folderOf === null) return { path, converted: false }
    const place = join(folder, `${await freeName(folderOf, folder, list, name)}.gguf`)
    await convert({ path, basePath: base.path, baseName: base.name }, place, signal)
    return { path: place, converted: true }
  }

  return {
    async addFile(path, signal, name) {
      const facts = await readGguf(path, signal)
      if (facts.kind === 'adapter') throw new AlcoveError('gguf-adapter', { path })
      return await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const { file, place, made } = await take(path, folder, list, facts, name, signal)
        const known = list.models.find(({ sha256 }) => sha256 === file.sha256)
        if (known !== undefined) {
          if (made) await rm(place)
          return { name: ggufName(known.name) }
        }
        const { parameters, quantization, contextTokens, contextBytes, template } = facts
        const model = { ...file, parameters, quantization, contextTokens: contextTokens ?? 0, contextBytes, thinks: thinks(template) }
        await writeShelf(folder, { ...list, models: [...list.models, model] })
        return { name: ggufName(model.name) }
      })
    },
    async addAdapter(base, path, scale, signal, name) {
      if (!(scale >= 0 && scale <= largestScale)) throw because('input-invalid', 'scale', { most: largestScale })
      return await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const { model } = find(list, base)
        const basePath = await verified(folder, model, signal)
        const offered = await asGguf(path, { path: basePath, name: ggufName(model.name) }, list, name, signal)
        try {
          const facts = await readGguf(offered.path, signal)
          if (facts.kind === 'model') throw new AlcoveError('gguf-no-adapter', { path })
          const names = { adapter: basename(path), base: ggufName(model.name) }
          halvesOf(facts, await readGguf(basePath, signal), names)
          const { file, place, made } = await take(offered.path, folder, list, facts, name, signal)
          const known = list.adapters.find(({ sha256 }) => sha256 === file.sha256)
          if (known !== undefined && (made || offered.converted)) await rm(place)
          if (known !== undefined && known.baseSha256 !== model.sha256) throw because('adapter-mismatch', 'other-base', names)
          const adapter: ShelfAdapter = { ...(known ?? { ...file, base: model.name, baseSha256: model.sha256 }), scale }
          await writeShelf(folder, { ...list, adapters: [...list.adapters.filter((one) => one !== known), adapter] })
          return { name: ggufName(model.name, adapter.name) }
        } catch (error) {
          if (offered.converted) await rm(offered.path, { force: true })
          throw error
        }
      })
    },
    async remove(name, signal) {
      await inTurn(changes, signal, async () => {
        const list = await readShelf(folder)
        const found = find(list, name)
        const models = found.adapter === null ? list.models.filter((one) => one.name !== found.model.name) : list.models
        const adapters = list.adapters.filter((one) => one.base !== found.model.name || (found.adapter !== null && one.name !== found.adapter.name))
        await writeShelf(folder, { models, adapters })
        const kept = new Set([...models, ...adapters].map(({ file }) => file))
        for (const { file } of [...list.models, ...list.adapters]) if (!kept.has(file)) await rm(join(folder, file), { force: true })
      })
    },
  }
}

interface Offered {
  readonly path: string
  readonly converted: boolean
}

/** The folder by which people know what PEFT or MLX trained; null for a file of another kind. */
async function trainedFolder(path: string): Promise<string | null> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (isFolder) return path
  return path.toLowerCase().endsWith('.safetensors') ? dirname(path) : null
}

interface Taken {
  readonly file: Pick<ShelfModel, 'name' | 'file' | 'sha256' | 'size' | 'modified' | 'architecture'>
  readonly place: string
  readonly made: boolean
}

async function take(
  path: string,
  folder: string,
  list: ShelfList,
  { architecture }: GgufFacts,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<Taken> {
  const name = await freeName(path, folder, list, wanted)
  const { path: place, made } = await keepFile(path, folder, `${name}.gguf`)
  try {
    const sha256 = await hashFile(place, signal)
    const { size, mtimeMs } = await stat(place)
    return { file: { name, file: basename(place), sha256, size, modified: mtimeMs, architecture }, place, made }
  } catch (error) {
    if (made) await rm(place, { force: true })
    throw error
  }
}

/** The name wanted, or the file’s, as one that nothing on the shelf has. */
async function freeName(path: string, folder: string, { models, adapters }: ShelfList, wanted: string = path): Promise<string> {
  const taken = new Set([...models, ...adapters].map(({ name }) => name.toLowerCase()))
  for (const one of await strangers(path, folder)) taken.add(one.toLowerCase())
  return newName(wanted, (one) => taken.has(one.toLowerCase()))
}

/** Names of files in the folder, on the list or not: one that an engine did not live to list is never written over. `path` itself is none. */
async function strangers(path: string, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await realpath(path)
  const place = await realpath(folder)
  const names = await readdir(place)
  return names.filter((name) => name.endsWith('.gguf') && join(place, name) !== own).map((name) => basename(name, '.gguf'))
}

/** Templates of models that think say where their thoughts stand, or let them be switched. */
function thinks(template: string | null): boolean {
  return template !== null && /<think>|enable_thinking|<\|channel\|>|reasoning_content/u.test(template)
}
