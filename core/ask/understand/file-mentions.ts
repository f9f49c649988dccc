/** Files and folders that a question names: `@name`, a name with its ending, "in the folder Contracts". */

import type { FilesStore } from '../../ports/stores.ts'
import { compiled } from '../../text/compiled.ts'
import { fold } from '../../text/terms.ts'
import { extensions } from '../../types/format-of.ts'
import type { NameFound } from '../../types/library.ts'
import type { Span } from '../../types/passage.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Mention extends Span {
  readonly found: readonly NameFound[]
  /** Written with `@` or as "folder NAME": meant as a name, whether there is such a file or not. */
  readonly meant: boolean
}

/** Completions looked at for one name. */
const looked = 60
const named = compiled(`[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_.()+&'’-]*\\.(?:${Object.keys(extensions).join('|')})(?![\\p{L}\\p{N}.])`, 'giu')
const quoted = /@["“„«']([^"”“»']{1,200})["”“»']/gu
const at = /(?<![\p{L}\p{N}.])@(?=[\p{L}\p{N}])/gu

export function mentionsIn(question: string, words: Vocabulary, files: Pick<FilesStore, 'complete'>): readonly Mention[] {
  const mentions: Mention[] = []
  const add = (mention: Mention) => {
    if (!mentions.some((other) => mention.start < other.end && other.start < mention.end)) mentions.push(mention)
  }
  for (const match of question.matchAll(quoted)) {
    const name = match[1] ?? ''
    add({ start: match.index, end: match.index + match[0].length, found: exactly(name, files), meant: true })
  }
  for (const match of question.matchAll(at)) add(longestFrom(question, match.index, files))
  for (const match of question.matchAll(named)) add(longestTo(question, match.index, match.index + match[0].length, files))
  const folder = compiled(`(?<![\\p{L}])(?:${words.folder})\\s+["“„«']?(?<name>[\\p{L}\\p{N}][^?!,;"”“»']*)["”“»']?`, 'giu')
  const before = compiled(`(?<![\\p{L}])(?:my|our|the)\\s+["“]?(?<name>[\\p{L}\\p{N}][\\p{L}\\p{N} _-]*?)["”]?\\s+(?:${words.folder})(?!\\p{L})`, 'giu')
  for (const match of [...question.matchAll(folder), ...question.matchAll(before)]) {
    const one = folderNamed(match, files)
    if (one) add(one)
  }
  return mentions.toSorted((a, b) => a.start - b.start)
}

function exactly(name: string, files: Pick<FilesStore, 'complete'>): readonly NameFound[] {
  return files.complete(name, looked).filter((one) => isNamed(one, name))
}

function isNamed(one: NameFound, name: string): boolean {
  const [own, asked] = [fold(one.name), fold(name.trim())]
  return own === asked || own.replace(/\.[^.]*$/u, '') === asked
}

/** Behind `@`: as many words as still make a name. */
function longestFrom(question: string, start: number, files: Pick<FilesStore, 'complete'>): Mention {
  const rest = question.slice(start + 1)
  const ends = [...rest.matchAll(/[^\s?!,;:]+/gu)].slice(0, 12).map((word) => word.index + word[0].length)
  for (const end of ends.toReversed()) {
    const name = rest.slice(0, end)
    const found = exactly(name, files)
    if (found.length > 0) return { start, end: start + 1 + end, found, meant: true }
  }
  return { start, end: start + 1 + (ends[0] ?? 0), found: [], meant: true }
}

/** A name that ends here may begin some words earlier: "Water report 2025.pdf". */
function longestTo(question: string, start: number, end: number, files: Pick<FilesStore, 'complete'>): Mention {
  const starts = [...question.slice(0, start).matchAll(/[\p{L}\p{N}][^\s"“”„«»]*/gu)].map((word) => word.index).slice(-12)
  for (const from of starts) {
    const found = exactly(question.slice(from, end), files)
    if (found.length > 0) return { start: from, end, found, meant: false }
  }
  return { start, end, found: exactly(question.slice(start, end), files), meant: false }
}

function folderNamed(match: RegExpExecArray, files: Pick<FilesStore, 'complete'>): Mention | null {
  const name = match.groups?.['name'] ?? ''
  const offset = match[0].indexOf(name)
  const parts = [...name.matchAll(/\S+/gu)].map((word) => word.index + word[0].length).slice(0, 8)
  for (const length of parts.toReversed()) {
    const found = files.complete(name.slice(0, length), looked).filter((one) => one.kind === 'folder' && isNamed(one, name.slice(0, length)))
    if (found.length > 0) return { start: match.index, end: match.index + (length === name.length ? match[0].length : offset + length), found, meant: true }
  }
  return null
}
