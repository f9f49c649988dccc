/** Indexes a corpus as it stands: one passage per line, its title as context; a long one is embedded in windows. */
import { createHash } from 'node:crypto'
import { embeddedText, textHash } from '../../../core/ingest/embedded-text.ts'
import type { Embedder } from '../../../core/ports/embedder.ts'
import type { PassageIndex, VectorRow } from '../../../core/ports/passage-index.ts'
import type { Stores } from '../../../core/ports/stores.ts'
import type { Tokenizer } from '../../../core/ports/tokenizer.ts'
import type { Passage } from '../../../core/types/passage.ts'
import type { CorpusLine } from './read-set.ts'
import { firstWindow, type SearchedIndex, windowedIndex } from './windowed-index.ts'
import { windowsOf } from './windows.ts'

export interface CorpusPorts {
  readonly stores: Stores
  readonly index: PassageIndex
  readonly embedder: Embedder
  readonly tokenizer: Tokenizer
}

export interface IndexedCorpus {
  readonly index: SearchedIndex
  /** A line's id by the document made of it. */
  readonly lines: ReadonlyMap<string, string>
}

const batch = 256

/** `folder` is what the lines are said to be files of. `onDone` is told how many passages are embedded. */
export async function indexCorpus(
  corpus: readonly CorpusLine[],
  folder: string,
  ports: CorpusPorts,
  onDone: (passages: number) => void,
  signal: AbortSignal,
): Promise<IndexedCorpus> {
  const { stores, index, embedder, tokenizer } = ports
  const source = stores.sources.add(folder, 'folder', Date.now())
  const windows = new Map<number, number>()
  const lines = new Map<string, string>()
  let most = 1
  let nextWindow = firstWindow
  let done = 0
  for (let at = 0; at < corpus.length; at += batch) {
    signal.throwIfAborted()
    const passages = corpus.slice(at, at + batch).flatMap((line) => {
      const passage = storeLine(line, source.id, folder, stores, tokenizer)
      if (passage !== null) lines.set(passage.documentId, line.id)
      return passage ?? []
    })
    const embedded = passages.flatMap((passage) => {
      const texts = windowsOf(passage.text, passage.context, tokenizer, embedder.maxTokens)
      most = Math.max(most, texts.length)
      return texts.map((text) => {
        const id = texts.length === 1 ? passage.id : nextWindow++
        if (id !== passage.id) windows.set(id, passage.id)
        return { id, documentId: passage.documentId, text }
      })
    })
    await index.addWords(passages.map((passage) => ({ id: passage.id, documentId: passage.documentId, text: embeddedText(passage) })))
    const vectors = await embedder.embed(
      embedded.map(({ text }) => text),
      'passage',
      signal,
    )
    const rows: VectorRow[] = []
    for (const [position, { id, documentId, text }] of embedded.entries()) {
      const vector = vectors[position]
      if (vector !== undefined) rows.push({ id, documentId, textHash: await textHash(text), vector })
    }
    await index.addVectors(rows)
    done += passages.length
    onDone(done)
  }
  await stores.committed()
  await index.maintain(signal)
  return { index: windowedIndex(index, windows, most), lines }
}

/** Null where there is nothing to find. */
function storeLine(line: CorpusLine, sourceId: string, folder: string, { files, passages }: Stores, tokenizer: Tokenizer): Passage | null {
  if (line.text.trim() === '' && line.title.trim() === '') return null
  const documentId = `line-${sha256(line.id).slice(0, 32)}`
  const path = `${folder}/${line.id}`
  passages.begin({ id: documentId, contentHash: sha256(line.text), format: 'text' })
  const draft = { ordinal: 0, text: line.text, context: line.title, anchor: { kind: 'lines', lines: [1, 1], headings: [] } as const }
  const [passage] = passages.add(documentId, [{ ...draft, tokens: tokenizer.count(embeddedText(draft)) + tokenizer.specialTokens }])
  passages.setState(documentId, 'done')
  const stamp = { size: line.text.length, modifiedMs: 0, changedMs: 0, inode: '0' }
  files.put({
    sourceId,
    path,
    name: line.id,
    stamp,
    format: 'text',
    contentHash: sha256(line.text),
    documentId,
    outcome: { kind: 'indexed', passages: 1 },
    crashes: 0,
  })
  return passage ?? null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
