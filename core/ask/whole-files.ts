/** The whole of the one or few files that a question is limited to, in reading order: sent instead of the best passages where it fits. */
import type { Found, Scope } from '../types/answer.ts'
import type { Settings } from '../types/settings.ts'
import type { AskPorts } from './ports.ts'
import { wholeFile } from './summarise/sections.ts'

/** More is a collection, which is searched. */
const mostFiles = 5
/** Of numbers that a citation can have. */
const mostPassages = 999

/** Null where the scope leaves more, or nothing. */
export function wholeFiles(scope: Scope, hiddenText: Settings['hiddenText'], ports: AskPorts): readonly Found[] | null {
  if (Object.keys(scope).length === 0) return null
  const files = ports.files.catalogue(scope, '0', mostFiles + 1)
  if (files.length > mostFiles) return null
  // copies say everything twice
  const documents = new Set<string>()
  const passages = files.flatMap(({ id, documentId }) => {
    const file = documentId === null || documents.has(documentId) ? null : ports.files.byId(id)
    if (file === null || documentId === null) return []
    documents.add(documentId)
    return wholeFile(file, hiddenText, ports).passages
  })
  return passages.length === 0 || passages.length > mostPassages ? null : passages.map((passage, at) => ({ ...passage, rank: at + 1 }))
}
