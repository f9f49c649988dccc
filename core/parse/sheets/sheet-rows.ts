/** Rows of cells as they are gathered from a file, which may give them in any order. */
import { AlcoveError } from '../../errors.ts'
import { flatten } from '../shared/clean-text.ts'
import { mostColumns, mostRows, type SheetRow } from './sheet.ts'

/** Of one sheet: texts that a file holds once may stand in a million cells. UTF-16 code units. */
const mostCharacters = 200_000_000

export interface SheetRows {
  /** Cells that follow belong to it. */
  start(row: number, hidden: boolean): void
  /** Throws `parser-output` where the sheet is too large. */
  add(column: number, text: string, unseen: boolean): void
  /** Ascending, each row once; `seen` says of cells marked as unseen that they are seen all the same. */
  take(seen?: (row: number, column: number) => boolean): readonly SheetRow[]
}

interface Draft {
  row: number
  hidden: boolean
  columns: number[]
  texts: string[]
  unseen: Set<number> | null
}

export function createSheetRows(): SheetRows {
  let drafts: Draft[] = []
  let current: Draft = { row: 0, hidden: false, columns: [], texts: [], unseen: null }
  let last: Draft | null = null
  let characters = 0

  /** Most rows have the same columns as the one before: they share the list. */
  function finish(): void {
    if (current.columns.length === 0) return
    if (last !== null && sameColumns(last.columns, current.columns)) current.columns = last.columns
    last = current
    drafts.push(current)
  }

  return {
    start(row, hidden) {
      finish()
      current = { row: Math.min(Math.max(row, 1), mostRows), hidden, columns: [], texts: [], unseen: null }
    },
    add(column, text, unseen) {
      characters += text.length
      if (characters > mostCharacters) throw new AlcoveError('parser-output')
      const flat = flatten(text)
      if (flat === '' || column < 1 || column > mostColumns) return
      current.columns.push(column)
      current.texts.push(flat)
      if (unseen) (current.unseen ??= new Set()).add(column)
    },
    take(seen = () => false) {
      finish()
      const rows = merged(drafts.map(sorted)).map(({ row, hidden, columns, texts, unseen }) => {
        const left = unseen === null ? [] : [...unseen].filter((column) => !seen(row, column))
        return { row, columns, texts, ...(hidden ? ({ hidden: true } as const) : {}), ...(left.length === 0 ? {} : { unseen: new Set(left) }) }
      })
      drafts = []
      return rows
    },
  }
}

function sameColumns(first: readonly number[], second: readonly number[]): boolean {
  return first.length === second.length && first.every((column, at) => column === second[at])
}

/** Columns ascending, each once: what comes last counts. */
function sorted(draft: Draft): Draft {
  if (draft.columns.every((column, at) => at === 0 || column > (draft.columns[at - 1] ?? 0))) return draft
  const cells = new Map(draft.columns.map((column, at) => [column, draft.texts[at] ?? '']))
  const columns = [...cells.keys()].sort((a, b) => a - b)
  return { ...draft, columns, texts: columns.map((column) => cells.get(column) ?? '') }
}

function merged(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.every(({ row }, at) => at === 0 || row > (drafts[at - 1]?.row ?? 0))) return drafts
  const byRow = new Map<number, Draft>()
  for (const draft of drafts) {
    const before = byRow.get(draft.row)
    const together =
      before === undefined ? draft : sorted({ ...before, columns: [...before.columns, ...draft.columns], texts: [...before.texts, ...draft.texts] })
    byRow.set(draft.row, together)
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row)
}
