/** Reads files of examples: JSONL or a JSON array in any of our formats, or CSV. Each line stands by itself; one that is none is listed with its number. */
import type { RemovalReason } from '../../types/data-set.ts'
import { readCsv } from './csv.ts'
import { type Row, rowOf } from './rows.ts'

export type Line =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly reason: Extract<RemovalReason, 'malformed' | 'empty' | 'too-long'>; readonly text: string }

/** UTF-16 code units of a field, and lines of a file. */
export const longestField = 200_000
export const mostLines = 100_000

/** At most `mostLines`: those behind are one removal, which names the first of them. */
export function readLines(text: string): readonly Line[] {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const first = body.trimStart()[0]
  const lines = first === '{' ? jsonLines(body) : first === '[' ? jsonArray(body) : csvLines(body)
  const beyond = lines[mostLines]
  return beyond ? [...lines.slice(0, mostLines), { line: beyond.line, reason: 'too-long', text: '' }] : lines
}

function jsonLines(body: string): readonly Line[] {
  return body.split(/\r\n?|\n/u).flatMap((text, at) => (text.trim() === '' ? [] : [checked(at + 1, parsed(text), text)]))
}

/** Records of an array have no lines of their own: they are counted. */
function jsonArray(body: string): readonly Line[] {
  const all = parsed(body)
  if (!Array.isArray(all)) return jsonLines(body)
  return all.map((one: unknown, at) => checked(at + 1, one, JSON.stringify(one)))
}

function csvLines(body: string): readonly Line[] {
  const [head, ...records] = readCsv(body)
  if (!head) return []
  const names = head.cells?.map((name) => name.trim().toLowerCase()) ?? []
  return records.map(({ line, cells }) => {
    const record = cells && cells.length === names.length ? Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) : null
    return checked(line, record, cells?.join(' ') ?? '')
  })
}

function checked(line: number, value: unknown, text: string): Line {
  const row = rowOf(value)
  const refused = (reason: 'malformed' | 'empty' | 'too-long') => ({ line, reason, text: text.slice(0, 200) })
  if (row === null) return refused('malformed')
  const { input, output, answerable } = row.text
  if ([input, output, ...row.text.alternatives].some((field) => field.length > longestField)) return refused('too-long')
  if (row.own === null && (input.trim() === '' || (answerable && output.trim() === ''))) return refused('empty')
  return { line, row }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
