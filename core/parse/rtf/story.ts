/** Paragraphs, cells and rows of RTF put together to blocks. One story for the body, each note and each text box. */
import type { BlockKind } from '../../types/document.ts'
import { tidy } from '../docx/text.ts'
import type { PlacelessBlock, WordCell, WordRow } from '../office/word-table.ts'
import { wordTable } from '../office/word-table.ts'

/** What a paragraph is said to be. */
export interface RtfParagraph {
  readonly kind: BlockKind
  readonly level?: number
  /** Tables that it stands in: 0 for none. */
  readonly depth: number
}

/** Edges of a row's cells as they are defined. Twentieths of a point. */
export interface RtfRowShape {
  readonly left: number
  readonly header: boolean
  readonly cells: readonly { readonly right: number; readonly goesOn: boolean }[]
}

interface OpenTable {
  readonly rows: { readonly cells: (readonly PlacelessBlock[])[]; readonly shape: RtfRowShape }[]
  cells: (readonly PlacelessBlock[])[]
  blocks: PlacelessBlock[]
}

export interface RtfStory {
  add(text: string, unseen: boolean): void
  /** Follows the paragraph or table that is open. */
  hang(blocks: readonly PlacelessBlock[]): void
  endParagraph(paragraph: RtfParagraph): void
  endCell(paragraph: RtfParagraph): void
  endRow(depth: number, shape: RtfRowShape): void
  /** The blocks that are whole, and none are left; all of them at the end. */
  take(atEnd: RtfParagraph | undefined): readonly PlacelessBlock[]
}

const deepestTable = 50
const mostColumns = 500
const mostCells = 2_000
const mostRows = 20_000
/** Edges this near to each other are one. Twentieths of a point. */
const sameEdge = 90

export function createRtfStory(): RtfStory {
  let seen: string[] = []
  let unseen: string[] = []
  let hanging: PlacelessBlock[] = []
  let blocks: PlacelessBlock[] = []
  /** Those that are open, each in the one before. */
  const tables: OpenTable[] = []

  function paragraphBlocks({ kind, level }: RtfParagraph): readonly PlacelessBlock[] {
    const [text, hidden] = [tidy(seen.join('')), tidy(unseen.join(''))]
    const found: PlacelessBlock[] = [
      ...(text === '' ? [] : [{ kind, text, ...(level === undefined ? {} : { level }) }]),
      ...(hidden === '' ? [] : [{ kind: 'paragraph', text: hidden, hidden: true } as const]),
      ...hanging,
    ]
    seen = []
    unseen = []
    hanging = []
    return found
  }

  /** Opens or closes tables until so many are open. */
  function reach(depth: number): void {
    const wanted = Math.min(deepestTable, depth)
    while (tables.length > wanted) {
      const table = tables.pop()
      if (table === undefined) return
      if (table.cells.length > 0 || table.blocks.length > 0) closeRow(table, undefined)
      const found = wordTable(toRows(table.rows))
      const around = tables.at(-1)
      append(around?.blocks ?? blocks, found)
    }
    while (tables.length < wanted) tables.push({ rows: [], cells: [], blocks: [] })
  }

  function closeRow(table: OpenTable, shape: RtfRowShape | undefined): void {
    if (table.blocks.length > 0) table.cells.push(table.blocks)
    if (table.cells.some((cell) => cell.length > 0)) table.rows.push({ cells: table.cells, shape: shape ?? table.rows.at(-1)?.shape ?? noShape })
    table.cells = []
    table.blocks = []
  }

  return {
    add(text, isUnseen) {
      if (!isUnseen) seen.push(text)
      else if (text.trim() !== '') unseen.push(text)
    },
    hang(found) {
      append(hanging, found)
    },
    endParagraph(paragraph) {
      const found = paragraphBlocks(paragraph)
      // an empty paragraph between two tables is what tells them apart; within a row there are no others than the row's
      const inRow = (tables[0]?.cells.length ?? 0) > 0
      reach(inRow ? Math.max(1, paragraph.depth) : paragraph.depth)
      const table = tables.at(-1)
      append(table?.blocks ?? blocks, found)
    },
    endCell(paragraph) {
      const found = paragraphBlocks(paragraph)
      reach(Math.max(1, paragraph.depth))
      const table = tables.at(-1)
      if (table === undefined) return
      append(table.blocks, found)
      if (table.cells.length < mostCells) {
        table.cells.push(table.blocks)
        table.blocks = []
      }
    },
    endRow(depth, shape) {
      if (tables.length < depth) return
      reach(depth)
      const table = tables.at(-1)
      if (table === undefined) return
      closeRow(table, shape)
      // a longer one goes on as another, so that no file needs more than this
      if (table.rows.length >= mostRows) reach(depth - 1)
    },
    take(atEnd) {
      if (atEnd !== undefined) {
        this.endParagraph(atEnd)
        reach(0)
      }
      const whole = blocks
      blocks = []
      return whole
    },
  }
}

function append(list: PlacelessBlock[], blocks: Iterable<PlacelessBlock>): void {
  for (const block of blocks) list.push(block)
}

const noShape: RtfRowShape = { left: 0, header: false, cells: [] }

/** Cells that begin at one edge stand in one column. */
function toRows(rows: OpenTable['rows']): readonly WordRow[] {
  const edges = distinct(rows.flatMap(({ shape }) => leftEdges(shape)))
  const shaped = edges.length <= mostColumns && rows.every(({ cells, shape }) => cells.length <= shape.cells.length)
  const columnAt = (edge: number): number => {
    const column = edges.findIndex((one) => Math.abs(one - edge) <= sameEdge)
    return column < 0 ? edges.length : column
  }
  return rows.map(({ cells, shape }) => {
    const lefts = increasing(shaped ? leftEdges(shape).map(columnAt) : cells.map((_, at) => at))
    return {
      header: shape.header,
      hidden: false,
      cells: cells.map((blocks, at): WordCell => {
        const column = lefts[at] ?? at
        return { column, span: Math.max(1, (lefts[at + 1] ?? column + 1) - column), goesOn: shape.cells[at]?.goesOn ?? false, blocks }
      }),
    }
  })
}

/** Edges that a careless program put in one place belong to cells beside each other all the same. */
function increasing(columns: readonly number[]): readonly number[] {
  let last = -1
  return columns.map((column) => {
    last = Math.max(column, last + 1)
    return last
  })
}

function leftEdges({ left, cells }: RtfRowShape): readonly number[] {
  return cells.map((_, at) => (at === 0 ? left : (cells[at - 1]?.right ?? left)))
}

function distinct(edges: readonly number[]): readonly number[] {
  const kept: number[] = []
  for (const edge of [...new Set(edges)].sort((a, b) => a - b)) if (edge - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) > sameEdge) kept.push(edge)
  return kept
}
