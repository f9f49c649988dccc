/** CSV and TSV of any size at flat memory: a table with its header, rows numbered as a spreadsheet shows them. */
import type { Block, DocumentPart } from '../../types/document.ts'
import { flatten } from '../shared/clean-text.ts'
import { binary, decodeStream } from '../shared/decode.ts'
import type { ParseSource } from '../source.ts'
import { findDialect } from './csv-dialect.ts'
import { createCsvReader } from './csv-records.ts'
import type { SheetRow } from './sheet.ts'
import { regionBlocks, rowBlock } from './sheet-blocks.ts'
import { listedRegions, usedColumns } from './sheet-regions.ts'
import { createTable, type Table, tableBlocks } from './table-blocks.ts'
import { findHeader } from './table-header.ts'

/** What the delimiter is told from. UTF-16 code units. */
const sampleCharacters = 64_000
/** A longer file is one table, read as it comes; a shorter one may hold several. Rows, and UTF-16 code units. */
const rowsAtOnce = 3_000
const charactersAtOnce = 2_000_000

export async function* parseCsv(source: ParseSource): AsyncGenerator<DocumentPart> {
  const sheet = createStreamedSheet(source.name.replace(/\.[^.]*$/, '') || source.name)
  for await (const records of recordsOf(source)) {
    if (records === binary) {
      yield { blocks: [], end: { skipped: 'binary' } }
      return
    }
    for (const fields of records) {
      sheet.add(fields)
      if (sheet.isFull()) yield { blocks: sheet.take() }
    }
  }
  yield { blocks: sheet.end(), end: {} }
}

async function* recordsOf(source: ParseSource): AsyncGenerator<readonly (readonly string[])[] | typeof binary> {
  let sample = ''
  let reader: ReturnType<typeof createCsvReader> | undefined
  const begin = (whole: boolean): readonly (readonly string[])[] => {
    const lines = whole ? sample : sample.slice(0, Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r')) + 1 || sample.length)
    const dialect = findDialect(lines, source.name)
    reader = createCsvReader(dialect)
    return reader.add(sample.slice(dialect.skipped))
  }
  for await (const piece of decodeStream(source.chunks)) {
    if (piece === binary) {
      yield binary
      return
    }
    if (reader !== undefined) yield reader.add(piece)
    else {
      sample += piece
      if (sample.length >= sampleCharacters) yield begin(false)
    }
  }
  if (reader === undefined) yield begin(true)
  yield reader?.end() ?? []
}

interface StreamedSheet {
  add(fields: readonly string[]): void
  isFull(): boolean
  take(): readonly Block[]
  end(): readonly Block[]
}

/** What is no more than a handful of rows is looked at as a sheet; what goes on becomes one table. */
function createStreamedSheet(name: string): StreamedSheet {
  let rows: SheetRow[] = []
  let row = 0
  let characters = 0
  let table: Table | null = null
  const sheet = (all: readonly SheetRow[]) => ({ name, rows: all, merges: [], hiddenColumns: new Set<number>(), notes: [] })

  function takeRows(): SheetRow[] {
    const taken = rows
    rows = []
    characters = 0
    return taken
  }

  function take(): readonly Block[] {
    const taken = takeRows()
    if (table !== null) return [...tableBlocks(table, taken, false)]
    const header = findHeader(taken, new Map())
    const lead = taken.slice(0, header.lead)
    const body = taken.slice(header.lead + header.depth)
    const head = header.depth === 0 ? undefined : taken[header.lead]
    const used = usedColumns(taken.slice(header.lead))
    table = createTable({ sheet: name, used, names: header.names, header: head, sample: body, hidden: false, hiddenColumns: new Set() })
    return [...lead.map((line) => rowBlock(sheet(lead), line)), ...tableBlocks(table, body, true)]
  }

  return {
    add(fields) {
      row += 1
      const columns: number[] = []
      const texts: string[] = []
      for (const [at, field] of fields.entries()) {
        const text = flatten(field)
        if (text === '') continue
        columns.push(at + 1)
        texts.push(text)
        characters += text.length
      }
      if (columns.length > 0) rows.push({ row, columns, texts })
    },
    isFull: () => rows.length >= rowsAtOnce || characters >= charactersAtOnce,
    take,
    end: () => (table === null ? listedRegions(rows).flatMap((region) => [...regionBlocks(sheet(rows), region)]) : take()),
  }
}
