/**
 * After any start, and most of all after a crash: the index is held against the store, row by row, and brought back
 * into line with it. What the store has and the index lacks is put back or queued; what no file points at goes.
 */
import { lineVersion } from '../ingest/document-id.ts'
import { embeddedText } from '../ingest/embedded-text.ts'
import { turn } from '../ports/clock.ts'
import type { IndexedDocument } from '../ports/passage-index.ts'
import type { DocumentRecord } from '../ports/stores.ts'
import type { RunPorts } from './run.ts'

export interface Recovered {
  /** Sources with files that wait: a run over them takes up what was interrupted. */
  readonly sourceIds: readonly string[]
  /** Documents whose words were put back. */
  readonly words: number
  /** Documents whose vectors are to be made again. */
  readonly vectors: number
  /** Documents removed from the index or the store. */
  readonly removed: number
}

/** Passages read from the store at a time, and documents whose words are put back at a time. */
const slice = 512
const together = 64

/** To be called before the first run. */
export async function recover({ stores, index, parser }: Pick<RunPorts, 'stores' | 'index' | 'parser'>): Promise<Recovered> {
  const line = lineVersion(parser.version)
  if (stores.profile.line() !== line) {
    // other versions make other documents: every file is read again, and what was stays findable until then
    stores.files.requeue(null)
    stores.profile.setLine(line)
  }
  const indexed = await index.documents()
  const removed = await removeUnknown(indexed, { stores, index })
  const faults = stores.passages.documents().map((document) => ({ document, ...faultOf(document, indexed.get(document.id)) }))
  const torn = faults.filter(({ torn }) => torn).map(({ document }) => document.id)
  await index.removeDocuments(torn)
  const wordless = faults.filter(({ words }) => words)
  for (let at = 0; at < wordless.length; at += together)
    await Promise.all(wordless.slice(at, at + together).map(async ({ document }) => await putWordsBack(document.id, { stores, index })))
  const vectorless = faults.filter(({ vectors }) => vectors).map(({ document }) => document)
  for (const { id } of vectorless) stores.passages.setState(id, 'searchable')
  // pages that text recognition has read get their vectors with the file that they are pages of
  if (vectorless.length > 0) stores.files.requeue(vectorless.map(({ id, parentId }) => parentId ?? id))
  await stores.committed()
  return { sourceIds: stores.files.waiting(), words: wordless.length, vectors: vectorless.length, removed }
}

/** What the index must get again; `torn`: its rows cannot be told apart and go first. */
function faultOf({ state, passages }: DocumentRecord, indexed: IndexedDocument | undefined): { torn: boolean; words: boolean; vectors: boolean } {
  const rows = indexed ?? { words: 0, vectors: 0, twice: false }
  // begun and not finished: it is begun anew, and its rows dropped, when its file is read
  if (state === 'started') return { torn: rows.words + rows.vectors > 0, words: false, vectors: false }
  const torn = rows.twice || rows.vectors > passages || (rows.words !== passages && rows.words !== 0)
  return { torn, words: torn || rows.words !== passages, vectors: state === 'done' && (torn || rows.vectors !== passages) }
}

async function removeUnknown(indexed: ReadonlyMap<string, IndexedDocument>, { stores, index }: Pick<RunPorts, 'stores' | 'index'>): Promise<number> {
  const orphans = stores.passages.orphans()
  const known = new Set(stores.passages.documents().map(({ id }) => id))
  const unknown = [...indexed.keys()].filter((id) => !known.has(id))
  await index.removeDocuments([...orphans, ...unknown])
  stores.passages.removeDocuments(orphans)
  return orphans.length + unknown.length
}

async function putWordsBack(documentId: string, { stores, index }: Pick<RunPorts, 'stores' | 'index'>): Promise<void> {
  for (let after = -1; ; ) {
    const passages = stores.passages.slice(documentId, after, slice)
    const last = passages.at(-1)
    if (last === undefined) return
    after = last.ordinal
    await index.addWords(passages.map((passage) => ({ id: passage.id, documentId, text: embeddedText(passage) })))
    await turn()
  }
}
