/** Files by their names: gone through page by page to be counted, and completed while someone types. */
import type { CatalogueFile, FilesStore } from '../ports/stores.ts'
import { fold } from '../text/terms.ts'
import type { NameFound } from '../types/library.ts'
import type { Database, Row } from './database.ts'
import { ownDate } from './own-dates.ts'
import { id, integer, integerOrNull, rowId, text, textOrNull, toFormat } from './rows.ts'
import { scopeFilter } from './scope-filter.ts'

/** Names looked at closely: what SQL finds is ranked here. */
const looked = 400

export function createFileNames(database: Database): Pick<FilesStore, 'catalogue' | 'complete'> {
  return {
    catalogue(scope, after, limit) {
      const filter = scopeFilter(scope)
      return database
        .prepare(
          `SELECT files.id, files.path, files.name, files.format, files.content_hash, files.document_id, files.modified_ms, files.size, documents.title,
             ${ownDate('documents', scope.modified?.own ?? 'dated')} AS dated,
             files.outcome IN ('indexed', 'unchanged', 'empty') AND documents.state != 'started' AS read
           FROM files LEFT JOIN documents ON documents.id = files.document_id
           WHERE files.id > ? AND files.reason IS NOT 'ignored' AND ${filter.where} ORDER BY files.id LIMIT ?`,
        )
        .all(rowId(after) ?? 0, ...filter.values, limit)
        .map(toCatalogueFile)
    },
    complete(typed, limit) {
      const raw = typed
        .normalize('NFC')
        .toLowerCase()
        .split(/[\s/\\]+/u)
        .filter((word) => word !== '')
      if (raw.length === 0) return latest(database, limit)
      const words = raw.map(fold)
      const last = words.at(-1) ?? ''
      const letters = raw.join('')
      const found =
        first(
          find(
            database,
            raw.map((word) => pattern(word, plainLetter, '')),
            (name) => name.includes(last),
          ),
        ) ??
        // the same with accents that were not typed
        first(
          find(
            database,
            raw.map((word) => pattern(word, neverAccented, '')),
            (name) => name.includes(last),
          ),
        ) ??
        find(database, [pattern(letters, plainLetter, '%')], (name) => holdsInOrder(name, fold(letters)))
      return ranked(found, words).slice(0, limit)
    },
  }
}

function first<T>(found: readonly T[]): readonly T[] | null {
  return found.length === 0 ? null : found
}

function find(database: Database, likes: readonly string[], fits: (name: string) => boolean): readonly NameFound[] {
  return [...filesLike(database, likes), ...foldersLike(database, likes)].filter(({ name }) => fits(fold(name)))
}

/** Whether the letters stand in the name in this order, however far apart. */
function holdsInOrder(name: string, letters: string): boolean {
  let from = 0
  for (const letter of letters) {
    const at = name.indexOf(letter, from)
    if (at < 0) return false
    from = at + letter.length
  }
  return true
}

const plainLetter = /^[a-z\d]$/
const neverAccented = /^[bfhjkmpqvwx\d]$/

/** SQLite compares letters of ASCII only without case: any that `stands` does not take stands for whatever there is. */
function pattern(word: string, stands: RegExp, between: string): string {
  const letters = [...word].map((letter) => {
    if (stands.test(letter)) return letter
    return /^[\x20-\x7e]$/.test(letter) && !/[a-z]/.test(letter) ? `\\${letter}` : '%'
  })
  return `%${letters.join(between)}%`
}

function latest(database: Database, limit: number): readonly NameFound[] {
  return database.prepare('SELECT id, name, path, format FROM files WHERE format IS NOT NULL ORDER BY modified_ms DESC LIMIT ?').all(limit).map(toFile)
}

/** The last word must stand in the name, those before it in name or folder. */
function filesLike(database: Database, likes: readonly string[]): readonly NameFound[] {
  const before = likes.slice(0, -1)
  const above = before.map(() => "AND path LIKE ? ESCAPE '\\'").join(' ')
  return database
    .prepare(
      `SELECT id, name, path, format FROM files WHERE id IN
         (SELECT id FROM files WHERE lower_name LIKE ? ESCAPE '\\' ${above} ORDER BY length(lower_name), lower_name LIMIT ?)`,
    )
    .all(likes.at(-1) ?? '%', ...before, looked)
    .map(toFile)
}

function foldersLike(database: Database, likes: readonly string[]): readonly NameFound[] {
  const rows = database
    .prepare(`SELECT folder, count(*) AS files FROM files WHERE ${likes.map(() => "folder LIKE ? ESCAPE '\\'").join(' AND ')} GROUP BY folder`)
    .all(...likes)
  const roots = database
    .prepare("SELECT path FROM sources WHERE kind = 'folder'")
    .all()
    .map((row) => text(row, 'path'))
  const files = new Map<string, number>()
  for (const row of rows) for (const folder of upTo(text(row, 'folder'), roots)) files.set(folder, (files.get(folder) ?? 0) + integer(row, 'files'))
  return [...files].map(([path, count]) => ({ kind: 'folder', name: nameOf(path), path, files: count }))
}

/** The folder and those above it, no higher than a source. */
function upTo(folder: string, roots: readonly string[]): readonly string[] {
  const parts: string[] = []
  for (
    let path = folder.slice(0, -1);
    roots.some((root) => path === root || path.startsWith(root));
    path = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')))
  ) {
    if (path === '' || parts.includes(path)) break
    parts.push(path)
    if (roots.includes(path)) break
  }
  return parts
}

/** Whole names first, then those that begin with what was typed, then those in which a word does; short before long. */
function ranked(found: readonly NameFound[], words: readonly string[]): readonly NameFound[] {
  const last = words.at(-1) ?? ''
  const typed = words.join(' ')
  return found
    .map((one) => ({ one, worth: worthOf(fold(one.name), fold(one.path), typed, last, words) - one.name.length / 1_000 + (one.kind === 'folder' ? -0.05 : 0) }))
    .toSorted((a, b) => b.worth - a.worth || a.one.path.localeCompare(b.one.path, 'en'))
    .map(({ one }) => one)
}

function worthOf(name: string, path: string, typed: string, last: string, words: readonly string[]): number {
  const stem = name.replace(/\.[^.]*$/, '')
  if (stem === typed || name === typed) return 6
  if (name.startsWith(typed)) return 5
  if (name.startsWith(last)) return 4
  if (words.every((word) => name.includes(word))) return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(last)}`, 'u').test(name) ? 3.5 : 3
  return words.every((word) => path.includes(word)) && name.includes(last) ? 2 : 1
}

function escaped(word: string): string {
  return word.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&')
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

function toFile(row: Row): NameFound {
  return { kind: 'file', fileId: id(row, 'id'), name: text(row, 'name'), path: text(row, 'path'), format: toFormat(textOrNull(row, 'format')) }
}

function toCatalogueFile(row: Row): CatalogueFile {
  return {
    id: id(row, 'id'),
    path: text(row, 'path'),
    name: text(row, 'name'),
    format: toFormat(textOrNull(row, 'format')),
    contentHash: textOrNull(row, 'content_hash'),
    documentId: textOrNull(row, 'document_id'),
    modified: integer(row, 'modified_ms'),
    dated: integerOrNull(row, 'dated'),
    size: integer(row, 'size'),
    title: textOrNull(row, 'title'),
    read: row['read'] === 1,
  }
}
