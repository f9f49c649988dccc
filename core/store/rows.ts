/** Reads columns out of rows. The schema is STRICT, so a column of another type is a fault of ours. */
import { type Format, formats } from '../types/document.ts'
import type { Row, Value } from './database.ts'

function wrong(column: string): never {
  throw new TypeError(`column ${column} holds another type`)
}

function column(row: Row, name: string): Value {
  const value = row[name]
  return value === undefined ? wrong(name) : value
}

export function text(row: Row, name: string): string {
  const value = column(row, name)
  return typeof value === 'string' ? value : wrong(name)
}

export function integer(row: Row, name: string): number {
  const value = column(row, name)
  return typeof value === 'number' ? value : wrong(name)
}

export function textOrNull(row: Row, name: string): string | null {
  return column(row, name) === null ? null : text(row, name)
}

export function integerOrNull(row: Row, name: string): number | null {
  return column(row, name) === null ? null : integer(row, name)
}

/** Ids leave the store as text. */
export function id(row: Row, name: string): string {
  return String(integer(row, name))
}

/** Null where the text was never an id of ours. */
export function rowId(id: string): number | null {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null
}

export function rowIds(ids: readonly string[]): string {
  return JSON.stringify(ids.map(rowId).filter((id) => id !== null))
}

export function toFormat(name: string | null): Format | null {
  return formats.find((format) => format === name) ?? null
}
