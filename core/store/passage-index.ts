/** The passage index on LanceDB: a table of words and a table of vectors with the same passage ids. */
import { readdir, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { AlcoveError } from '../errors.ts'
import type { IndexedDocument, PassageIndex } from '../ports/passage-index.ts'
import { terms } from '../text/terms.ts'
import type { Place } from './index/cared-table.ts'
import { connect } from './index/connect.ts'
import type { FoldApart } from './index/table-folds.ts'
import { openVectors } from './index/vectors.ts'
import { openWords } from './index/words.ts'

export interface PassageIndexOptions {
  /** Absolute: LanceDB takes some relative paths for addresses. */
  readonly folder: string
  readonly chunkerVersion: string
  /** What the vectors are made with; with the chunker's version, a generation. */
  readonly model: string
  readonly revision: string
  readonly dimensions: number
  /** Told when a table begins and ends to fold new rows into its indexes. */
  readonly folding?: (edge: 'begin' | 'end') => void
  /** Folds a large table in a process of its own, as `foldApart` in `index/fold-apart.ts` does. Absent: here. */
  readonly foldApart?: FoldApart
}

/** Enough for the index of a million passages to be asked at full speed. */
const caches = { index: 128_000_000, structure: 32_000_000 }

/** Opens or makes the index. What cannot be opened is begun anew, empty: see `documents`. */
export async function openPassageIndex({
  folder,
  chunkerVersion,
  model,
  revision,
  dimensions,
  folding = () => undefined,
  foldApart,
}: PassageIndexOptions): Promise<PassageIndex> {
  if (!isAbsolute(folder)) throw new AlcoveError('data-folder-unusable', { path: folder })
  const names = { words: tableName('words', chunkerVersion), vectors: tableName('vectors', model, revision, chunkerVersion) }
  const connection = await connect(folder, caches)
  await removeOthers(folder, Object.values(names))
  const place: Place = { connection, folder, folding, foldApart }
  const words = await openWords(place, names.words)
  const vectors = await openVectors(place, names.vectors, dimensions)

  return {
    addWords: async (rows) => await words.add(rows.map(({ id, documentId, text }) => ({ id, documentId, terms: terms(text).join(' ') }))),
    addVectors: async (rows) => await vectors.add(rows),
    knownVectors: async (textHashes) => await vectors.known(textHashes),
    async removeDocuments(ids) {
      if (ids.length === 0) return
      await Promise.all([words.removeDocuments(ids), vectors.removeDocuments(ids)])
    },
    searchWords: async (query, k, documents) => await words.search(query, k, documents),
    documentsHolding: async (wanted, documents) => await words.holding(wanted, documents),
    searchVectors: async (vector, k, documents) => await vectors.search(vector, k, documents),
    similarities: async (vector, ids) => await vectors.similarities(vector, ids),
    vectorIds: async (documentId) => await vectors.idsOf(documentId),
    async documents() {
      const [inWords, inVectors] = [await words.scan(), await vectors.scan()]
      const names = new Set([...inWords.keys(), ...inVectors.keys()])
      return new Map(
        [...names].map((name): [string, IndexedDocument] => {
          const [mine, other] = [inWords.get(name), inVectors.get(name)]
          return [name, { words: mine?.rows ?? 0, vectors: other?.rows ?? 0, twice: mine?.twice === true || other?.twice === true }]
        }),
      )
    },
    async counts() {
      const [counted, embedded] = await Promise.all([words.counts(), vectors.count()])
      return { ...counted, vectors: embedded }
    },
    async maintain(signal) {
      signal.throwIfAborted()
      await words.maintain()
      signal.throwIfAborted()
      await vectors.maintain()
    },
    async close() {
      await Promise.all([words.close(), vectors.close()])
      connection.close()
    },
  }
}

/** Letters, digits, dots and dashes only: a model's name may hold slashes. */
function tableName(kind: string, ...parts: readonly string[]): string {
  return [kind, ...parts.map((part) => part.replace(/[^A-Za-z0-9.]+/g, '_'))].join('-')
}

/** Tables of other versions hold nothing that the store does not. */
async function removeOthers(folder: string, names: readonly string[]): Promise<void> {
  for (const entry of await readdir(folder)) {
    const table = /^((?:words|vectors)-.*)\.lance$/.exec(entry)?.[1]
    if (table !== undefined && !names.includes(table)) await rm(join(folder, entry), { recursive: true, force: true })
  }
}
