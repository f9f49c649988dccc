/** Counts files by the catalogue and, where words are asked for, by their whole text: exact, never from the best passages only. */
import { turn } from '../../ports/clock.ts'
import type { CatalogueFile } from '../../ports/stores.ts'
import { terms } from '../../text/terms.ts'
import type { EarlierList, Scope } from '../../types/answer.ts'
import type { Passage } from '../../types/passage.ts'
import type { AskPorts } from '../ports.ts'
import type { CatalogueQuestion } from '../understand/catalogue-question.ts'
import { understand } from '../understand/understand.ts'
import { callsItself, openingLength } from './kinds.ts'
import { type Holding, lookThrough } from './look-through.ts'
import { byVersion } from './versions.ts'
import { type WantedText, wantedText } from './wanted.ts'

export interface CountPlan {
  readonly question: CatalogueQuestion
  readonly wanted: WantedText | null
  /** Files that have the name asked for; null where none was. */
  readonly named: readonly string[] | null
}

export interface CountedFile {
  readonly file: CatalogueFile
  /** Further files with the same bytes. */
  readonly copies: readonly CatalogueFile[]
  readonly holding: { readonly passages: number; readonly first: Passage } | null
}

export interface Counted {
  /** Each content once; in order of path, versions newest first. */
  readonly files: readonly CountedFile[]
  readonly unread: number
  readonly kindUnknown: boolean
}

/** Catalogue rows read at once. */
const page = 1_000
/** Names that are looked at for a version. */
const mostVersions = 1_000

/** Null where the question turns out to be an ordinary one: no such file, nothing to look for. */
export function planCount(question: CatalogueQuestion, files: AskPorts['files']): CountPlan | null {
  const wanted = question.content === null ? null : wantedText(question.content)
  if (question.content !== null && wanted === null) return null
  if (question.name === null) return { question, wanted, named: null }
  const asked = terms(question.name)
  const named = files.complete(question.name, mostVersions).flatMap((one) => {
    if (one.kind === 'folder') return []
    const own = new Set(terms(one.name.replaceAll('_', ' ')))
    return asked.every((term) => own.has(term)) ? [one.fileId] : []
  })
  return named.length === 0 ? null : { question, wanted, named }
}

/** `hidden`: text that readers of a file do not see counts too. */
export async function count(plan: CountPlan, scope: Scope, options: { readonly hidden: boolean }, ports: AskPorts, signal: AbortSignal): Promise<Counted> {
  const { question, wanted, named } = plan
  const { thing } = question
  const within: Scope = {
    ...scope,
    ...(thing?.formats === undefined ? {} : { formats: both(scope.formats, thing.formats) }),
    ...(named === null ? {} : { fileIds: both(scope.fileIds, named) }),
  }
  const all = (await everyFile(within, ports, signal)).filter(({ size }) => size >= (question.size?.from ?? 0) && size < (question.size?.to ?? Infinity))
  const holdings = wanted === null ? null : await holdingsByDocument(wanted, within, options, ports, signal)
  const held = holdings === null ? all : all.filter(({ documentId }) => documentId !== null && holdings.has(documentId))
  const kind = thing?.kind ?? null
  const ofKind = kind === null ? held : await filesOfKind(kind, held, ports, signal)
  // where nothing in the library calls itself that, the word tells nothing
  const kindUnknown = kind !== null && ofKind.length === 0 && held.length > 0 && (held === all || (await filesOfKind(kind, all, ports, signal)).length === 0)
  const counted = kindUnknown ? held : ofKind
  const textWasAsked = wanted !== null || kind !== null
  return {
    files: inOrder(question, onceEach(counted, holdings)),
    unread: textWasAsked ? all.filter((file) => !file.read && file.format !== null).length : 0,
    kindUnknown,
  }
}

/** The files of a list that was given before, copies too, each list counted among those of the one before it; null where there is none. */
export async function filesOfLists(
  lists: readonly EarlierList[],
  options: { readonly hidden: boolean },
  ports: AskPorts,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  let ids: readonly string[] | null = null
  for (const { question, scope } of lists) {
    const understood = understand(question, among(scope, ids), ports)
    const plan = understood.catalogue === null ? null : planCount(understood.catalogue, ports.files)
    const { files } = plan === null ? { files: [] } : await count(plan, understood.scope, options, ports, signal)
    ids = files.flatMap(({ file, copies }) => [file.id, ...copies.map(({ id }) => id)])
  }
  return ids
}

/** `ids`: null: whatever files. */
export function among(scope: Scope, ids: readonly string[] | null): Scope {
  return ids === null ? scope : { ...scope, fileIds: both(scope.fileIds, ids) }
}

function both<T>(wanted: readonly T[] | undefined, further: readonly T[]): readonly T[] {
  const fits = new Set(further)
  return wanted?.filter((one) => fits.has(one)) ?? further
}

async function everyFile(scope: Scope, { files }: AskPorts, signal: AbortSignal): Promise<readonly CatalogueFile[]> {
  const all: CatalogueFile[] = []
  for (let after = '0'; ; ) {
    const some = files.catalogue(scope, after, page)
    all.push(...some)
    const last = some.at(-1)
    if (last === undefined || some.length < page) return all
    after = last.id
    await turn()
    signal.throwIfAborted()
  }
}

/** By the document of the file, its pages read by text recognition taken together with it. */
async function holdingsByDocument(
  wanted: WantedText,
  scope: Scope,
  options: { readonly hidden: boolean },
  ports: AskPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Holding>> {
  const documents = ports.files.documentsIn(scope)
  const found = new Map<string, { met: Set<number>; passages: Set<number>; first: Passage }>()
  for (const [at, part] of wanted.parts.entries()) {
    for (const [document, { passages, first }] of await lookThrough(part, documents, options, ports, signal)) {
      const whole = ports.passages.document(document)?.parentId ?? document
      const known = found.get(whole) ?? { met: new Set(), passages: new Set(), first }
      known.met.add(at)
      for (const id of passages) known.passages.add(id)
      found.set(whole, known)
    }
  }
  const enough = wanted.join === 'all' ? wanted.parts.length : 1
  return new Map([...found].flatMap(([id, { met, passages, first }]) => (met.size >= enough ? [[id, { passages: [...passages], first }] as const] : [])))
}

async function filesOfKind(kind: string, files: readonly CatalogueFile[], ports: AskPorts, signal: AbortSignal): Promise<readonly CatalogueFile[]> {
  const found: CatalogueFile[] = []
  for (const [at, file] of files.entries()) {
    if (callsItself(kind, [file.path, file.title ?? '']) || callsItself(kind, openingOf(file, ports))) found.push(file)
    if (at % 200 === 199) await turn()
    signal.throwIfAborted()
  }
  return found
}

function openingOf({ documentId }: CatalogueFile, { passages }: AskPorts): readonly string[] {
  const [first] = documentId === null ? [] : passages.slice(documentId, -1, 1)
  return first ? [first.context, first.text.slice(0, openingLength)] : []
}

/** Files with the same bytes are one. */
function onceEach(files: readonly CatalogueFile[], holdings: ReadonlyMap<string, Holding> | null): readonly CountedFile[] {
  const groups = new Map<string, CatalogueFile[]>()
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const key = file.contentHash ?? `file ${file.id}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()].flatMap(([file, ...copies]) => {
    if (file === undefined) return []
    const holding = holdings?.get(file.documentId ?? '')
    return [{ file, copies, holding: holding ? { passages: holding.passages.length, first: holding.first } : null }]
  })
}

function inOrder({ asks, name }: CatalogueQuestion, files: readonly CountedFile[]): readonly CountedFile[] {
  if (asks === 'largest') return files.toSorted((a, b) => b.file.size - a.file.size)
  if (asks === 'smallest') return files.toSorted((a, b) => a.file.size - b.file.size)
  if (asks !== 'newest' && asks !== 'oldest') return files
  const all = files.map(({ file }) => file)
  const newest = name === null ? all.toSorted((a, b) => b.modified - a.modified) : byVersion(all)
  const order = new Map((asks === 'newest' ? newest : newest.toReversed()).map((file, at) => [file.id, at]))
  return files.toSorted((a, b) => (order.get(a.file.id) ?? 0) - (order.get(b.file.id) ?? 0))
}
